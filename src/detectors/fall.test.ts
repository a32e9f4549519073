import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '../geo/units.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { MinuteRing } from '../tracks/minute-ring.ts';
import { dragDetector } from './drag.ts';
import { levelNow, locateFall, turnAtOnsetDeg } from './fall.ts';
import {
  between,
  dismissalsOf,
  easing,
  findingsOf,
  runScript,
  type Script,
  START_MS,
} from './scripted-track.contract.ts';

const GATES = { levelWithin: 0.05, longestRampMin: 12 };

/** A ring filled by the minute, seen at the tick after `minutes`. */
function ring(minutes: number, speedKn: (m: number) => number, courseDeg: (m: number) => number = () => 270) {
  const filled = new MinuteRing();
  for (let m = 0; m < minutes; m++) filled.add(START_MS + m * MINUTE_MS, 26, 59.9, speedKn(m), courseDeg(m), 270);
  const tickMs = START_MS + minutes * MINUTE_MS;
  filled.advance(tickMs);
  return { filled, tickMs };
}

describe('a fall of speed', () => {
  it('is dated to within three minutes, whether it drops or sinks over half an hour', () => {
    for (const rampMin of [1, 5, 12, 20, 30]) {
      const { filled, tickMs } = ring(140, (m) =>
        between(
          [
            [100, 12],
            [100 + rampMin, 8],
          ],
          m,
        ),
      );
      // Page's estimate: the first minute below 0.938 of the pace.
      const rise = 100 + Math.ceil(rampMin * ((12 * 0.062) / 4));
      const fall = locateFall(filled, tickMs, START_MS + rise * MINUTE_MS)!;
      const onsetMin = (fall.onsetMs - START_MS) / MINUTE_MS;
      assert.ok(onsetMin >= 99 && onsetMin <= 103, `ramp ${rampMin}: onset at ${onsetMin}`);
      assert.ok(Math.abs(fall.beforeKn - 12) < 0.01);
    }
  });

  it('has the ramp of a straight line to a minute step, and of an exponential to a tenth more', () => {
    for (const rampMin of [4, 10, 16]) {
      const { filled, tickMs } = ring(100 + rampMin + 15, (m) =>
        between(
          [
            [100, 12],
            [100 + rampMin, 8],
          ],
          m,
        ),
      );
      const fall = locateFall(filled, tickMs, START_MS + 102 * MINUTE_MS)!;
      const level = levelNow(filled, tickMs, fall, GATES)!;
      assert.ok(Math.abs(level.rampMin - 0.9 * rampMin) <= 2, `${rampMin}: ${level.rampMin}`);
      assert.ok(level.isLevel);
    }
    for (const tau of [2, 4, 5]) {
      const { filled, tickMs } = ring(135, (m) => easing(12, 8, 100, m, tau));
      const fall = locateFall(filled, tickMs, START_MS + 102 * MINUTE_MS)!;
      const exact = tau * Math.log(10);
      const { rampMin } = levelNow(filled, tickMs, fall, GATES)!;
      assert.ok(Math.abs(rampMin - exact) <= 0.1 * exact + 2, `${tau}: ${rampMin} and not ${exact}`);
    }
  });

  it('is not level in the middle of a ramp', () => {
    const { filled, tickMs } = ring(114, (m) =>
      between(
        [
          [100, 12],
          [130, 8],
        ],
        m,
      ),
    );
    const fall = locateFall(filled, tickMs, START_MS + 105 * MINUTE_MS)!;
    assert.equal(levelNow(filled, tickMs, fall, GATES)!.isLevel, false);
  });

  it('knows a turn at the onset from a bend that comes later', () => {
    const speed = (m: number): number => easing(12, 8, 100, m, 2);
    const turnAt = (at: number): number => {
      const { filled, tickMs } = ring(130, speed, (m) => (m < at ? 270 : 305));
      return turnAtOnsetDeg(filled, tickMs, locateFall(filled, tickMs, START_MS + 100 * MINUTE_MS)!);
    };
    assert.ok(Math.abs(turnAt(99) - 35) < 1);
    assert.ok(turnAt(112) < 1);
  });
});

describe('engine ramps with the noise of real traffic', () => {
  it('of 25 to 40 min are mostly let go, and found ones are mostly withdrawn', (t) => {
    const random = seededRandom(31);
    let [stood, found] = [0, 0];
    const of = 60;
    for (let n = 0; n < of; n++) {
      const [rampMin, ratio, paceKn] = [random.between(25, 40), random.between(0.6, 0.85), random.between(9, 15)];
      const script: Script = {
        minutes: 260,
        noise: 0.03,
        seed: n + 1,
        samplingS: 60,
        at: (m) => ({
          speedKn: between(
            [
              [150, paceKn],
              [150 + rampMin, paceKn * ratio],
            ],
            m,
          ),
          courseDeg: 270,
        }),
      };
      const findings = findingsOf(runScript(dragDetector(), script));
      if (findings.length > 0) found++;
      if (findings.length > 0 && findings[findings.length - 1]!.phase !== 'withdrawn') stood++;
    }
    t.diagnostic(`${found} of ${of} were findings for a time, ${stood} stood`);
    assert.ok(stood <= of * 0.2, `${stood} stood`);
  });
});

describe('a fall that is soon over', () => {
  const pickUp = (extra: Partial<Script> = {}): Script => ({
    minutes: 240,
    noise: 0.01,
    at: (m) => ({
      speedKn: between(
        [
          [150, 13],
          [156, 6.5],
          [170, 6.5],
          [176, 13],
        ],
        m,
      ),
      courseDeg: 70,
    }),
    ...extra,
  });

  it('is withdrawn when the ship is back at its pace within three quarters of an hour and crossed nothing', () => {
    const ticks = runScript(dragDetector(), pickUp());
    const findings = findingsOf(ticks);
    assert.equal(findings[findings.length - 1]!.phase, 'withdrawn');
    assert.deepEqual(
      dismissalsOf(ticks).map((d) => d.reason),
      ['came-back'],
    );
  });

  it('stands, with that against it, when the ship crossed an asset meanwhile: the anchor may have been lost there', async () => {
    const { meridianCable } = await import('./one-asset.contract.ts');
    const findings = findingsOf(
      runScript(dragDetector(), pickUp({ from: [25.6, 59.6], assets: meridianCable(26.63) })),
    );
    const last = findings[findings.length - 1]!;
    assert.equal(last.phase, 'ended');
    assert.ok(last.factors.some((f) => f.id === 'came-back-soon'));
  });
});
