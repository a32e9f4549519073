/** More worlds than the tests play; `MERIVAHT_SIM_FROM` begins elsewhere, `MERIVAHT_SIM_SEEDS` says how many. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runSeeds } from '../src/federation/simulation-run.contract.ts';

const SEEDS = Number(process.env.MERIVAHT_SIM_SEEDS ?? 4_000);
/** Not those of the tests. */
const FROM = Number(process.env.MERIVAHT_SIM_FROM ?? 1_000_001);
const REAL_SEEDS = Math.min(SEEDS, 200);

describe('five nodes on a bad network, for long', () => {
  it('keep what they must, in every seed', async (t) => {
    const figures = await runSeeds({ from: FROM, count: SEEDS, crypto: 'fast' }, 2);
    t.diagnostic(JSON.stringify(figures));
    assert.equal(figures.worlds, SEEDS);
  });

  it('keep it with real signatures as well', async (t) => {
    const figures = await runSeeds({ from: FROM, count: REAL_SEEDS, crypto: 'ed25519' }, 2);
    t.diagnostic(JSON.stringify(figures));
    assert.equal(figures.worlds, REAL_SEEDS);
  });
});
