/** The night of 03:00 in other weather and other traffic. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkNight } from './night-0300.contract.ts';

describe('three in the morning with other seeds', () => {
  for (const seed of [201, 202, 203, 204, 205, 206, 207, 208, 209, 210])
    it(`seed ${seed}`, async (t) => {
      const { lastQueue: _queue, ...figures } = await checkNight(seed);
      t.diagnostic(`seed ${seed}: ${JSON.stringify(figures)}`);
      assert.ok(figures.worstRank >= 1);
    });
});
