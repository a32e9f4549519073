import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../src/lib/seeded-random.ts';
import { heldOrder, heldUntilMs, KEYS_HOLD_MS, longestRisingRun, POINTER_HOLDS_MS } from './hold-order.ts';

describe('the order of the queue', () => {
  it('is the latest while nobody touches it', () => {
    assert.deepEqual(heldOrder(['a', 'b'], ['b', 'c'], false), { order: ['b', 'c'], changes: 0, coming: [] });
  });

  it('does not change under the cursor, whatever comes, goes or moves', () => {
    const random = seededRandom(7);
    const shown = Array.from({ length: 12 }, (_, i) => `a${i}`);
    for (let round = 0; round < 200; round++) {
      const latest = [...shown, 'new-1', 'new-2'].filter(() => random.next() > 0.2).sort(() => random.next() - 0.5);
      assert.deepEqual(heldOrder(shown, latest, true).order, shown);
    }
  });

  it('counts what would come, go and move', () => {
    assert.deepEqual(heldOrder(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'x'], true), {
      order: ['a', 'b', 'c', 'd'],
      changes: 3,
      coming: ['x'],
    });
    assert.equal(heldOrder(['a', 'b'], ['a', 'b'], true).changes, 0);
  });

  it('counts moves as a brute force does: all but the longest run that keeps its order', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 300; round++) {
      const numbers = Array.from({ length: random.integer(0, 8) }, () => random.integer(0, 9));
      let best = 0;
      for (let mask = 0; mask < 1 << numbers.length; mask++) {
        const chosen = numbers.filter((_, i) => (mask >> i) & 1);
        if (chosen.every((n, i) => i === 0 || chosen[i - 1]! < n)) best = Math.max(best, chosen.length);
      }
      assert.equal(longestRisingRun(numbers), best, numbers.join());
    }
  });

  it('is held by the pointer and, for a shorter time, by the keys', () => {
    assert.equal(heldUntilMs({}), 0);
    assert.equal(heldUntilMs({ pointerAtMs: 1000 }), 1000 + POINTER_HOLDS_MS);
    assert.equal(heldUntilMs({ keyAtMs: 1000 }), 1000 + KEYS_HOLD_MS);
    assert.equal(heldUntilMs({ pointerAtMs: 1000, keyAtMs: 90_000 }), 90_000 + KEYS_HOLD_MS);
  });
});
