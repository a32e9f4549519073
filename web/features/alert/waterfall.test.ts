import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AlertFactor } from '../../../src/contract/alert.ts';
import { seededRandom } from '../../../src/lib/seeded-random.ts';
import { barOf, waterfall } from './waterfall.ts';

const factor = (milliNats: number): AlertFactor => ({
  id: `f${milliNats}`,
  group: 'kinematic',
  milliNats,
  text: '',
  values: {},
});

describe('the waterfall', () => {
  it('adds up from the prior to the sum, with the strongest steps first', () => {
    const found = waterfall({
      priorMilliNats: -4600,
      evidenceMilliNats: -1600,
      speaksFor: [factor(900), factor(0), factor(3000)],
      speaksAgainst: [factor(-300), factor(-600)],
    });
    assert.deepEqual(
      found.steps.for.map((s) => [s.from, s.to]),
      [
        [-4600, -1600],
        [-1600, -700],
      ],
    );
    assert.deepEqual(
      found.steps.against.map((s) => [s.from, s.to]),
      [
        [-700, -1300],
        [-1300, -1600],
      ],
    );
    assert.equal(found.sum, -1600);
    assert.equal(found.neither.length, 1);
  });

  it('keeps every bar on the scale', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 200; round++) {
      const factors = Array.from({ length: random.integer(0, 9) }, () => factor(random.integer(-3000, 3000)));
      const evidence = -4600 + factors.reduce((sum, f) => sum + f.milliNats, 0);
      const found = waterfall({ evidenceMilliNats: evidence, speaksFor: factors, speaksAgainst: [] });
      assert.equal(found.prior, -4600);
      assert.equal(found.sum, evidence);
      for (const s of [...found.steps.for, ...found.steps.against]) {
        const { left, width } = barOf(s.from, s.to, found);
        assert.ok(left >= 0 && left + width <= 100 + 1e-9);
      }
    }
  });
});
