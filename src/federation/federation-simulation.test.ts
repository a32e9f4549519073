import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runSeeds } from './simulation-run.contract.ts';

/** `MERIVAHT_SIM_SEEDS=1000000 node --test src/federation/federation-simulation.test.ts` runs a million. */
const SEEDS = Number(process.env.MERIVAHT_SIM_SEEDS ?? 2000);
const FROM = Number(process.env.MERIVAHT_SIM_FROM ?? 1);
const ONLY = process.env.MERIVAHT_SIM_CRYPTO;
const THREADS = 2;

describe('five nodes on a bad network', () => {
  it('keep what they must, in every seed', {
    skip: ONLY === 'ed25519' && 'other cryptography was asked for',
  }, async (t) => {
    const startedMs = performance.now();
    const figures = await runSeeds({ from: FROM, count: SEEDS, crypto: 'fast' }, Math.min(THREADS, SEEDS));
    const seconds = (performance.now() - startedMs) / 1000;
    t.diagnostic(
      `${JSON.stringify(figures)}: ${seconds.toFixed(1)} s, ${((1000 * seconds) / SEEDS).toFixed(1)} s a thousand seeds`,
    );
    assert.equal(figures.worlds, SEEDS);
    if (SEEDS < 1000) return;
    // A world in which nothing happens proves nothing.
    assert.ok(figures.heldRecords > 5 * SEEDS, 'records crossed');
    assert.ok(figures.crashes > SEEDS / 4, 'nodes crashed');
    assert.ok(figures.lies > SEEDS, 'a partner lied');
    assert.ok(figures.observed > SEEDS / 20, 'equivocations were observed, and all of those caught');
  });

  it('keep it with real signatures as well', {
    skip: ONLY === 'fast' && 'other cryptography was asked for',
  }, async (t) => {
    const count = Math.min(SEEDS, 100);
    const figures = await runSeeds({ from: FROM, count, crypto: 'ed25519' }, Math.min(THREADS, count));
    t.diagnostic(JSON.stringify(figures));
    assert.equal(figures.worlds, count);
  });
});
