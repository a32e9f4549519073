import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InboundItem, PartnersState } from '../../../src/contract/partner-views.ts';
import { shipText, splitInbound, splitRecalls } from './inbound-order.ts';

const item = (from: string, second: number, over: Partial<InboundItem> = {}): InboundItem =>
  ({
    from,
    subject: { class: 'alert', theatreId: 'baltic', alertId: `${from}${second}` },
    receivedAt: `2024-12-25T10:00:0${second}.000Z`,
    ref: { origin: from, index: second, commitment: '' },
    quarantined: false,
    document: {},
    ...over,
  }) as InboundItem;

describe('what was received', () => {
  const all = [item('FI', 1), item('SE', 2, { quarantined: true }), item('JP', 3), item('FI', 4)];
  it('stands newest first, and quarantine apart', () => {
    const { standing, quarantined } = splitInbound(all);
    assert.deepEqual(
      standing.map((i) => i.ref.index),
      [4, 3, 1],
    );
    assert.deepEqual(
      quarantined.map((i) => i.from),
      ['SE'],
    );
    assert.deepEqual(
      splitInbound(all, 'FI').standing.map((i) => i.ref.index),
      [4, 1],
    );
    assert.equal(splitInbound(all, 'FI').quarantined.length, 0);
  });

  it('names its ship as well as it can', () => {
    assert.equal(shipText(item('FI', 1, { document: { vessel: { name: 'EAGLE S', mmsi: 1 } } })), 'EAGLE S');
    assert.equal(shipText(item('FI', 1, { document: { vessel: { mmsi: 290000001 } } })), 'MMSI 290000001');
    assert.equal(shipText(item('FI', 1, { document: { vessel: 'x' } })), undefined);
  });
});

describe('recalls', () => {
  const recall = (recallId: string, from: string, answered: 'waiting' | 'kept') =>
    ({ recallId, from, to: from === 'EE' ? 'FI' : 'EE', answered }) as PartnersState['recalls'][number];
  it('are ours to answer or theirs, those that wait first', () => {
    const { ofUs, byUs } = splitRecalls(
      [recall('a', 'FI', 'kept'), recall('b', 'FI', 'waiting'), recall('c', 'EE', 'waiting')],
      'EE',
    );
    assert.deepEqual(
      ofUs.map((r) => r.recallId),
      ['b', 'a'],
    );
    assert.deepEqual(
      byUs.map((r) => r.recallId),
      ['c'],
    );
  });
});
