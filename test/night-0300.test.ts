import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { SCENARIOS } from '../src/simulator/scenarios.ts';
import { simulate } from '../src/simulator/simulate.ts';
import { checkNight, type NightFigures } from './night-0300.contract.ts';

describe('three in the morning, forty alerts', () => {
  let figures: NightFigures;
  before(async () => {
    figures = await checkNight(1);
  });

  it('is a handful of rows, with the true drag in the top three, nothing dropped and no row that jumps', (t) => {
    t.diagnostic(JSON.stringify({ ...figures, lastQueue: undefined }));
    assert.ok(figures.alerts >= 35 && figures.mostRows <= 8 && figures.worstRank <= 3);
  });

  it('has the same rows, folds and order however the vessels are shared out', async () => {
    const shared = await checkNight(1, 5);
    assert.equal(shared.lastQueue, figures.lastQueue);
  });

  it('is the same night when the watch is restarted from a copy every eleven minutes', async () => {
    const restarted = await checkNight(1, 2, (tickMs) => (tickMs / 60_000) % 11 === 0);
    assert.equal(restarted.lastQueue, figures.lastQueue);
  });

  it('says that it is fiction wherever it says what it is', () => {
    const scenario = SCENARIOS['night-0300']!;
    const { truth, lines } = simulate(scenario, 1, { thinningS: 900 });
    for (const text of [scenario.title, truth.reconstruction]) assert.match(text, /^FICTION/);
    assert.match(truth.outcome, /made up/);
    assert.ok(lines.every((line) => line.includes('SIM-')));
    assert.ok(truth.vessels.every((v) => v.mmsi >= 290_200_001 && v.mmsi < 290_201_000 && v.flag === undefined));
  });
});
