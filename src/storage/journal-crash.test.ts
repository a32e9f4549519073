import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstLoss } from './crash-run.contract.ts';
import { syncPoints } from './disk.ts';

/** Most of them let segments go by age on the way. */
const SEEDS = [2, 3, 4, 5, 7, 15, 19];

describe('a crash at any operation', () => {
  for (const seed of SEEDS)
    it(`loses nothing that was said to be durable (seed ${seed})`, (t) => {
      const cases = { count: 0 };
      assert.equal(firstLoss({ seed, ways: 4 }, cases), undefined);
      t.diagnostic(`${cases.count} crashes`);
      assert.ok(cases.count > 300);
    });

  for (const without of syncPoints)
    it(`would be noticed to lose without the sync of: ${without}`, (t) => {
      const found = SEEDS.map((seed) => firstLoss({ seed, without, ways: 4 })).find((loss) => loss !== undefined);
      assert.notEqual(found, undefined);
      t.diagnostic(found!);
    });
});
