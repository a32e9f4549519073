import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { factor as factorSchema } from '../contract/alert.ts';
import { meridianCable } from './one-asset.contract.ts';
import { allDetectors } from './registry.ts';
import { findingsOf, type Leg, runScript, type Script } from './scripted-track.contract.ts';

/** A ship that does anything at all for some minutes, then something else; mostly near the cable. */
const leg = fc.record({
  minutes: fc.integer({ min: 1, max: 70 }),
  speedKn: fc.oneof(fc.constantFrom(0, 0.3, 1.2, 2.5, 4, 9, 12), fc.double({ min: 0, max: 30, noNaN: true })),
  courseDeg: fc.constantFrom(0, 90, 180, 268, 270, 272, 359.9),
  aside: fc.constantFrom<number | null>(0, 4, 60, 180, null),
  navStatus: fc.constantFrom(0, 1, 2, 3, 5, 7, 15),
  isSilent: fc.constantFrom(false, false, false, true),
});
const script = fc.record({
  legs: fc.array(leg, { minLength: 1, maxLength: 12 }),
  samplingS: fc.constantFrom(10, 60, 180, 360),
  noise: fc.constantFrom(0, 0.03),
  shipType: fc.constantFrom(0, 30, 37, 52, 60, 70, 80),
  lengthM: fc.constantFrom(0, 60, 229),
  isClassB: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1000 }),
});

function sail({ legs, ...rest }: typeof script extends fc.Arbitrary<infer T> ? T : never): Script {
  const at = (minute: number): Leg => {
    let end = 0;
    const now =
      legs.find((l) => {
        end += l.minutes;
        return minute < end;
      }) ?? legs[legs.length - 1]!;
    const headingDeg = now.aside === null ? null : (now.courseDeg + now.aside) % 360;
    return { ...now, headingDeg };
  };
  const minutes = legs.reduce((sum, l) => sum + l.minutes, 0);
  return { ...rest, minutes, at, from: [26.52, 59.9], assets: meridianCable(26.5) };
}

describe('any track at all', () => {
  it('makes no detector throw, and every finding keeps the contract', () => {
    const property = fc.property(script, (given) => {
      for (const detector of allDetectors()) {
        let [onsetMs, lastTickMs] = [-1, -1];
        for (const finding of findingsOf(runScript(detector, sail(given)))) {
          assert.ok(finding.onsetMs <= finding.tickMs, `${detector.kind}: onset after its tick`);
          assert.equal(finding.onsetMs % 60_000, 0);
          if (onsetMs >= 0) assert.equal(finding.onsetMs, onsetMs, `${detector.kind}: the onset moved`);
          if (onsetMs >= 0) assert.equal(finding.tickMs, lastTickMs + 60_000, `${detector.kind}: left out a tick`);
          onsetMs = finding.phase === 'ongoing' ? finding.onsetMs : -1;
          lastTickMs = finding.tickMs;
          assert.ok(Object.values(finding.measures).every(Number.isInteger), JSON.stringify(finding.measures));
          for (const factor of finding.factors) assert.deepEqual(factorSchema.parse(factor), factor);
        }
      }
    });
    fc.assert(property, { numRuns: 120, seed: 20250224 });
  });
});
