import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InboundItem } from '../contract/partner-views.ts';
import { Recognised, toldOf } from './recognise.ts';

const NOW_MS = Date.UTC(2026, 0, 1);

const told = (mmsi: number, more: Partial<InboundItem> = {}): InboundItem => ({
  from: 'EE',
  subject: { class: 'alert', theatreId: 'gulf', alertId: `${mmsi}-drag` },
  version: 1,
  document: { status: 'open', vessel: { mmsi, imo: 9_000_000 + (mmsi % 1000) }, sentence: 'It drags.' },
  withheld: [],
  label: { tlp: 'amber', releasableTo: ['JP'], purposes: ['cable-protection'], personal: false, exercise: false },
  receivedAt: '2026-01-01T00:00:00.000Z',
  claimedAt: '2026-01-01T00:00:00.000Z',
  ref: { origin: 'merivaht/EE/1', index: 0, commitment: '0'.repeat(64) },
  quarantined: false,
  recalled: false,
  ...more,
});

describe('ships that a partner told of', () => {
  it('are recognised whichever came first, the ship or the word, and once', () => {
    const book = new Recognised();
    assert.deepEqual(book.learn(toldOf([told(290_000_001)], []), NOW_MS), []);
    const met = book.meet('strait', [{ mmsi: 290_000_001, name: 'A' }, { mmsi: 290_000_002 }], NOW_MS);
    assert.deepEqual(
      met.map((m) => [m.mmsi, m.name, m.from, m.sentence]),
      [[290_000_001, 'A', 'EE', 'EE told of this ship: It drags.']],
    );
    assert.deepEqual(book.meet('strait', [{ mmsi: 290_000_001 }], NOW_MS), []);
    const later = book.learn(toldOf([told(290_000_001), told(290_000_002, { from: 'FI' })], []), NOW_MS);
    assert.deepEqual(
      later.map((m) => [m.mmsi, m.from]),
      [[290_000_002, 'FI']],
    );
    assert.equal(book.all().length, 2);
  });

  it('are known by their IMO number under another MMSI', () => {
    const book = new Recognised();
    book.learn(toldOf([told(290_000_001)], []), NOW_MS);
    assert.equal(book.meet('strait', [{ mmsi: 290_000_777, imo: 9_000_001 }], NOW_MS).length, 1);
    assert.equal(book.meet('strait', [{ mmsi: 290_000_778, imo: 9_000_002 }], NOW_MS).length, 0);
  });

  it('are not those of a partner that was cut off, of a recall or of an alert that was withdrawn', () => {
    const withdrawn = told(290_000_003);
    const items = [
      told(290_000_001, { quarantined: true }),
      told(290_000_002, { recalled: true }),
      { ...withdrawn, document: { ...withdrawn.document, status: 'withdrawn' } },
    ];
    assert.deepEqual(toldOf(items, []), []);
  });

  it('are those on a list that a person adopted', () => {
    const book = new Recognised();
    const list = { listId: 'l', title: 'Watched', version: 1, entries: [{ imo: 9_000_005, because: 'It loitered.' }] };
    book.learn(toldOf([], [{ from: 'FI', list }]), NOW_MS);
    const [met] = book.meet('gulf', [{ mmsi: 290_000_009, imo: 9_000_005 }], NOW_MS);
    assert.deepEqual([met?.through, met?.sentence], ['list', 'On the list "Watched" of FI: It loitered.']);
  });
});
