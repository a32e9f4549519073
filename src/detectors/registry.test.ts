import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MerivahtError } from '../contract/errors.ts';
import { LIKELIHOODS } from './likelihoods-table.ts';
import { allDetectors } from './registry.ts';

const isInvalid = (error: unknown): boolean => error instanceof MerivahtError && error.code === 'MV-DOCUMENT-INVALID';

describe('the registry of detectors', () => {
  it('has each kind once, under its own name', () => {
    const kinds = allDetectors().map((d) => d.kind);
    assert.deepEqual(kinds, ['drag', 'crossing-dip', 'loitering', 'anchored-drag']);
  });

  it('puts configured values in the place of published ones, and says so', () => {
    const [drag, dip] = allDetectors({ drag: { persistMin: 15 } });
    assert.deepEqual(drag!.parameters.persistMin, { value: 15, unit: 'min', source: 'configuration' });
    assert.equal(allDetectors()[0]!.parameters.persistMin!.value, 10);
    assert.equal(dip!.parameters.dipShare!.value, 0.08);
  });

  it('refuses detectors and parameters that do not exist', () => {
    assert.throws(() => allDetectors({ dragg: {} }), isInvalid);
    assert.throws(() => allDetectors({ drag: { persist: 15 } }), isInvalid);
    assert.throws(() => allDetectors({ drag: { toString: 1 } }), isInvalid);
  });

  it('says of every likelihood whether it was measured, follows from physics, or is an estimate', () => {
    for (const [id, row] of Object.entries(LIKELIHOODS)) {
      assert.ok(Number.isInteger(row.milliNats), id);
      assert.ok(row.source.length > 10, id);
    }
  });
});

describe('the likelihood table', () => {
  const inNats = (id: keyof typeof LIKELIHOODS): number => LIKELIHOODS[id].milliNats / 1000;
  const near = (value: number, expected: number): void =>
    assert.ok(Math.abs(value - expected) < 0.06, `${value} is not ${expected}`);

  it('holds the logarithms that the counts in its sources give', () => {
    near(inNats('straight-at-onset'), Math.log(0.9 / 0.96 / (1898 / 3091)));
    near(inNats('fall-shallow'), Math.log(0.2 / 0.45));
    near(inNats('near-port-or-anchorage'), Math.log((0.53 - 0.41) / 0.53 / ((813 - 542) / 813)));
    near(inNats('heading-for-port'), Math.log((0.41 - 0.4) / 0.41 / ((542 - 488) / 542)));
    near(inNats('course-heading-shift-3'), Math.log(0.4 / 0.06));
    near(inNats('course-heading-shift-5'), Math.log(0.2 / 0.02));
    near(inNats('stop-and-recovery'), Math.log(0.6 / (19 / 95)));
    near(inNats('dip-at-asset'), Math.log(0.2 / 0.0128));
    const gates = ['fall-below-own-pace', 'fall-brisk', 'straight-at-onset', 'lasts-18-min'] as const;
    near(
      gates.reduce((sum, id) => sum + inNats(id), 0),
      Math.log(0.57 / 0.96 / (45 / 3417)),
    );
  });
});
