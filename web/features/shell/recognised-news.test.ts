import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RecognisedShip } from '../../../src/contract/partner-views.ts';
import { newEquivocations, newRecognised, recognisedKey } from './recognised-news.ts';

const ship = (mmsi: number, second: number, over: Partial<RecognisedShip> = {}): RecognisedShip => ({
  theatreId: 'gulf-of-finland',
  mmsi,
  through: 'alert',
  from: 'FI',
  subject: { class: 'vessel', mmsi },
  sentence: '',
  firstSeenAt: `2024-12-25T10:00:0${second}.000Z`,
  ...over,
});

describe('the notice of recognised ships', () => {
  it('names the newest three and counts the rest', () => {
    const { shown, more } = newRecognised(
      [1, 2, 3, 4, 5].map((n) => ship(n, n)),
      new Set(),
    );
    assert.deepEqual(
      shown.map((s) => s.mmsi),
      [5, 4, 3],
    );
    assert.equal(more, 2);
  });

  it('says a ship once a partner, and not again when it was put away', () => {
    const all = [ship(1, 1), ship(1, 2, { through: 'list' }), ship(1, 3, { from: 'JP' })];
    assert.equal(newRecognised(all, new Set()).shown.length, 2);
    const left = newRecognised(all, new Set([recognisedKey(all[0]!)])).shown;
    assert.deepEqual(
      left.map((s) => s.from),
      ['JP'],
    );
  });

  it('says the last equivocation until it is put away', () => {
    const caught = [1, 2].map((n) => ({
      partner: 'SE',
      caughtAt: `2024-12-2${n}T00:00:00.000Z`,
      notes: [],
      proof: [],
    }));
    assert.deepEqual(newEquivocations(caught, new Set()), [caught[1]]);
    assert.deepEqual(newEquivocations(caught, new Set(['caught SE 2024-12-22T00:00:00.000Z'])), [caught[0]]);
  });
});
