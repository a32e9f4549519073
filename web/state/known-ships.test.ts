import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InboundItem } from '../../src/contract/partner-views.ts';
import { knownFrom, shipKnown } from './known-ships.ts';
import { nodeName } from './node-name.ts';

const item = (from: string, over: Partial<InboundItem>): InboundItem => ({
  from,
  subject: { class: 'alert', theatreId: 'baltic', alertId: 'a' },
  version: 1,
  document: { vessel: { mmsi: 1 } },
  withheld: [],
  label: { tlp: 'amber', releasableTo: ['EE'], purposes: ['cable-protection'], personal: false, exercise: false },
  receivedAt: '2024-12-25T10:00:00.000Z',
  claimedAt: '2024-12-25T10:00:00.000Z',
  ref: { origin: 'o', index: 1, commitment: '0'.repeat(64) },
  quarantined: false,
  recalled: false,
  ...over,
});
const list = (listId: string, adopted: boolean, entries: { imo?: number; mmsi?: number }[]) => ({
  from: 'JP',
  adopted,
  list: { listId, title: listId, version: 2, entries: entries.map((e) => ({ ...e, because: 'dragged' })) },
});

describe('what partners told of a ship', () => {
  const state = {
    recognised: [],
    inbound: [
      item('FI', {}),
      item('FI', { document: { vessel: { mmsi: 2 } } }),
      item('SE', { quarantined: true }),
      item('LV', { subject: { class: 'vessel', mmsi: 1 }, document: {} }),
    ],
    lists: [list('taken', true, [{ imo: 9329760 }, { mmsi: 1 }]), list('left', false, [{ mmsi: 1 }])],
  };

  it('leaves out other ships, what is quarantined, and lists that nobody adopted', () => {
    const { items, entries, adoptedLists } = shipKnown(state, 1);
    assert.deepEqual(
      items.map((i) => i.from),
      ['FI', 'LV'],
    );
    assert.deepEqual(
      entries.map((e) => [e.title, e.by]),
      [['taken', 'mmsi']],
    );
    assert.equal(adoptedLists, 1);
    assert.deepEqual(knownFrom(state, 1), ['FI', 'LV', 'JP']);
  });

  it('finds an entry by IMO number, which a ship keeps', () => {
    assert.deepEqual(
      shipKnown(state, 3, 9329760).entries.map((e) => e.by),
      ['imo'],
    );
    assert.deepEqual(knownFrom(undefined, 1), []);
  });
});

describe('a node', () => {
  it('is called by its state in the language of the page', () => {
    assert.equal(nodeName('EE', 'en'), 'Estonia');
    assert.equal(nodeName('EE', 'et'), 'Eesti');
    assert.equal(nodeName('EE', 'ja'), 'エストニア');
    assert.equal(nodeName('FI-gofrep', 'en'), 'Finland (gofrep)');
    assert.equal(nodeName('?', 'en'), '?');
  });
});
