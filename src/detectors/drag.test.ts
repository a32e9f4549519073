import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Place } from '../contract/region.ts';
import { PlaceIndex } from '../infrastructure/place-index.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { runDetectorContract } from './detector.contract.ts';
import { dragDetector } from './drag.ts';
import {
  between,
  dismissalsOf,
  easing,
  findingsOf,
  runScript,
  type Script,
  START_MS,
  signsOf,
  weightOf,
} from './scripted-track.contract.ts';
import type { TickContext } from './tick-context.ts';

/** The alert book's prior (-4,600) and its floor for the drawer "watch" (-2,200): what factors must add up to. */
const WATCH = 2400;
/** The same prior and the bound of "actionable" (0). */
const ACTIONABLE = 4600;

const run = (script: Script) => runScript(dragDetector(), script);
const reasons = (script: Script): string[] => dismissalsOf(run(script)).map((d) => d.reason);
const best = (script: Script): number => Math.max(0, ...findingsOf(run(script)).map(weightOf));
const peers = (count: number, slowed: number): TickContext => ({
  tickMs: 0,
  peers: () => ({ count, slowed }),
  heard: () => count,
});
const place = (kind: Place['kind'], centre: [number, number], radiusM: number): PlaceIndex =>
  PlaceIndex.build([
    { id: 'a-place', kind, name: 'A place', shape: { type: 'circle', centre, radiusM }, source: 'test' },
  ]);

/**
 * Eagle S, 25 December 2024, minutes of the day from 07:05 UTC: 12 kn, 9.3 at 10:23, 8.8 at 10:27, 8.5 at 11:00, 6.3 at
 * 11:35, engine stopped 11:49, 7.5 at 13:05, then more. What lies between the published figures is drawn straight.
 */
const EAGLE_S: readonly (readonly [number, number])[] = [
  [0, 12],
  [192, 12],
  [198, 9.3],
  [202, 8.8],
  [235, 8.5],
  [270, 6.3],
  [284, 6.0],
  [296, 0.7],
  [350, 0.7],
  [360, 7.5],
  [375, 8],
  [560, 8.2],
];
const eagleS = (extra: Partial<Script> = {}): Script => ({
  minutes: 560,
  noise: 0.015,
  seed: 25,
  from: [28.3, 59.75],
  at: (m) => ({ speedKn: between(EAGLE_S, m), courseDeg: 270, headingDeg: m < 192 ? 270 : 274 }),
  ...extra,
});

/** Yi Peng 3 as the Danish stations had it: 7.3 kn to a stop at 08:24, 10.5 to 10.9 after; before that free at 10.7 (estimate). */
const YI_PENG_3: readonly (readonly [number, number])[] = [
  [0, 10.7],
  [180, 10.7],
  [186, 7.3],
  [300, 7.3],
  [310, 0.5],
  [385, 0.3],
  [400, 10.5],
  [520, 10.8],
];
const yiPeng3: Script = {
  minutes: 520,
  noise: 0.015,
  seed: 18,
  from: [17.1, 55.88],
  at: (m) => ({ speedKn: between(YI_PENG_3, m), courseDeg: 255 }),
};

runDetectorContract(dragDetector, () => eagleS());

describe('an under-way drag', () => {
  it('is found in the profile of Eagle S within a quarter of an hour, dated to its beginning', () => {
    const findings = findingsOf(run(eagleS()));
    const first = findings[0]!;
    const onsetMin = (first.onsetMs - START_MS) / 60_000;
    assert.ok(Math.abs(onsetMin - 192) <= 3, `onset at minute ${onsetMin}`);
    assert.ok((first.tickMs - first.onsetMs) / 60_000 <= 15);
    assert.ok(weightOf(first) >= WATCH);
  });

  it('has two independent signs in Eagle S once its course has shifted, and a third when it went on after its stop', () => {
    const findings = findingsOf(run(eagleS()));
    const beforeStop = findings.find((f) => f.tickMs === START_MS + 280 * 60_000)!;
    assert.deepEqual(signsOf(beforeStop), ['course-heading-shift', 'fall-below-own-pace']);
    assert.ok(beforeStop.factors.some((f) => f.id === 'further-fall'));
    assert.deepEqual(signsOf(findings[findings.length - 1]!), [
      'course-heading-shift',
      'fall-below-own-pace',
      'stop-and-recovery',
    ]);
    assert.ok(weightOf(beforeStop) > ACTIONABLE);
  });

  it('is one episode in Yi Peng 3 through its stop, and ends when the ship is back at its pace', () => {
    const findings = findingsOf(run(yiPeng3));
    assert.equal(new Set(findings.map((f) => f.onsetMs)).size, 1);
    const last = findings[findings.length - 1]!;
    assert.equal(last.phase, 'ended');
    assert.ok(signsOf(last).includes('stop-and-recovery'));
    assert.equal(findings.filter((f) => f.phase === 'ended').length, 1);
  });

  it('stays open through short returns, as when the anchor of Vezhen hung free over deep water', () => {
    const at = (m: number): number => (m < 180 ? 11 : (m - 180) % 60 < 52 ? easing(11, 9.2, 180, m, 2) : 10.9);
    const ticks = run({ minutes: 420, noise: 0.01, seed: 26, at: (m) => ({ speedKn: at(m), courseDeg: 255 }) });
    const findings = findingsOf(ticks);
    assert.equal(new Set(findings.map((f) => f.onsetMs)).size, 1);
    assert.ok(findings.every((f) => f.phase === 'ongoing'));
    assert.equal(findings[findings.length - 1]!.tickMs, START_MS + 420 * 60_000);
  });

  it('keeps own pace still while it lasts', () => {
    const ticks = run(eagleS());
    const found = ticks.filter((t) => t.verdict.finding !== undefined);
    assert.ok(found.every((t) => t.verdict.suspected === true || t.verdict.finding!.phase !== 'ongoing'));
    const paces = new Set(found.map((t) => t.verdict.finding!.measures.ownPaceTenthKn));
    assert.equal(paces.size, 1);
  });

  it('is found in a bend that comes later, and when the ship goes quiet for half an hour', () => {
    const bend = run({
      minutes: 300,
      noise: 0.01,
      at: (m) => ({ speedKn: easing(12, 9, 180, m, 2), courseDeg: m < 200 ? 270 : 300, isSilent: m > 230 && m < 260 }),
    });
    const findings = findingsOf(bend);
    assert.ok(weightOf(findings[findings.length - 1]!) >= WATCH);
    assert.equal(findings[findings.length - 1]!.phase, 'ongoing');
    assert.equal(new Set(findings.map((f) => f.onsetMs)).size, 1);
  });

  it('weighs less when three peers slowed too, and more when none did', () => {
    const alone = best(eagleS());
    assert.ok(best(eagleS({ context: peers(4, 0) })) > alone);
    assert.ok(best(eagleS({ context: peers(4, 3) })) < alone - 2000);
  });

  it('weighs less near a pilot, in an anchorage and on the way to a port', () => {
    const at: [number, number] = [27.0, 59.75];
    for (const kind of ['pilot', 'anchorage', 'port'] as const)
      assert.ok(best(eagleS({ minutes: 230, places: place(kind, at, 3000) })) < best(eagleS({ minutes: 230 })), kind);
  });

  it('is capped when the ship is heard every six minutes', () => {
    const sparse = findingsOf(run(eagleS({ samplingS: 360 })));
    assert.ok(sparse.length > 0);
    assert.ok(sparse.every((f) => f.factors.some((x) => x.id === 'cap-at-watch')));
    assert.ok(Math.max(...sparse.map(weightOf)) < best(eagleS()));
  });

  it('is found for a class A ship of unknown type from 80 m on, and says so', () => {
    const unknown = findingsOf(run(eagleS({ shipType: 0 })));
    assert.ok(unknown[0]!.factors.some((f) => f.id === 'class-not-known'));
    assert.deepEqual(findingsOf(run(eagleS({ shipType: 0, lengthM: 60 }))), []);
  });
});

describe('what only looks like a drag', () => {
  const steadyThen = (after: (m: number) => number, extra: Partial<Script> = {}): Script => ({
    minutes: 300,
    noise: 0.01,
    seed: 7,
    at: (m) => ({ speedKn: m < 150 ? 12 : after(m), courseDeg: 270 }),
    ...extra,
  });

  it('is let go in a storm, when the peers slow to the same', () => {
    const storm = steadyThen((m) => easing(12, 10.2, 150, m, 3), {
      context: (m) => peers(6, m > 152 ? 6 : 0),
    });
    assert.deepEqual(reasons(storm), ['peers-slowed']);
    assert.deepEqual(findingsOf(run(storm)), []);
  });

  it('is let go when an engine is eased down over half an hour', () => {
    const ramp = steadyThen((m) =>
      between(
        [
          [150, 12],
          [180, 8],
        ],
        m,
      ),
    );
    assert.deepEqual(findingsOf(run(ramp)), []);
    assert.ok(reasons(ramp).includes('slow-ramp'));
  });

  it('is let go when the ship turned as it slowed', () => {
    const turn = steadyThen((m) => easing(12, 9.5, 150, m, 2), {
      at: (m) => ({
        speedKn: m < 150 ? 12 : easing(12, 9.5, 150, m, 2),
        courseDeg: between(
          [
            [148, 270],
            [153, 320],
          ],
          m,
        ),
      }),
    });
    assert.deepEqual(reasons(turn), ['turned-at-onset']);
    assert.deepEqual(findingsOf(run(turn)), []);
  });

  it('is let go when the ship comes to a stop', () => {
    const stop = steadyThen((m) => easing(12, 0.3, 150, m, 4));
    assert.deepEqual(findingsOf(run(stop)), []);
    assert.ok(reasons(stop).includes('stopped'));
  });

  it('is withdrawn when the ship stops in a port within the hour', () => {
    const approach = steadyThen(
      (m) =>
        between(
          [
            [150, 12],
            [155, 8.5],
            [185, 8.5],
            [190, 5],
            [205, 5],
            [210, 0],
          ],
          m,
        ),
      {
        places: place('port', [25.3, 59.9], 4000),
      },
    );
    const findings = findingsOf(run(approach));
    assert.ok(findings.every((f) => weightOf(f) < ACTIONABLE));
    assert.equal(findings[findings.length - 1]!.phase, 'withdrawn');
    assert.deepEqual(reasons(approach), ['port-approach']);
  });

  it('is no more than a look for a pilot pick-up of a quarter of an hour', () => {
    const pilot = steadyThen(
      (m) =>
        between(
          [
            [150, 12],
            [153, 6],
            [168, 6],
            [174, 12],
          ],
          m,
        ),
      {
        places: place('pilot', [25.5, 59.9], 2000),
      },
    );
    assert.ok(best(pilot) < WATCH, `weighs ${best(pilot)}`);
  });

  it('is not seen in slow steaming from the start, nor in a pace that sinks over hours', () => {
    assert.deepEqual(findingsOf(run(steadyThen(() => 12, { at: () => ({ speedKn: 8, courseDeg: 270 }) }))), []);
    const sinking = run({
      minutes: 600,
      at: (m) => ({
        speedKn: between(
          [
            [60, 14],
            [540, 10],
          ],
          m,
        ),
        courseDeg: 270,
      }),
    });
    assert.deepEqual(findingsOf(sinking), []);
  });

  it('is not looked for in ferries, fishing vessels, tugs and class B', () => {
    for (const shipType of [60, 40, 30, 52, 36]) assert.deepEqual(findingsOf(run(eagleS({ shipType }))), []);
    assert.deepEqual(findingsOf(run(eagleS({ isClassB: true }))), []);
  });

  it('is not told of when it lasted less than five minutes', () => {
    const blip = steadyThen((m) => (m < 153 ? 9 : 12));
    assert.deepEqual(
      run(blip).filter((t) => t.verdict.finding ?? t.verdict.dismissal),
      [],
    );
  });
});

describe('what the drag detector cannot see, as it says', () => {
  it('is a ship that already drags when it is first heard', () => {
    const dragging = run({ minutes: 300, noise: 0.01, at: () => ({ speedKn: 7.3, courseDeg: 255 }) });
    assert.deepEqual(findingsOf(dragging), []);
  });

  it('is a drag that does not slow the ship, as Yi Peng 3 at first', () => {
    const pulled = run({
      minutes: 300,
      noise: 0.01,
      at: (m) => ({ speedKn: 10.7, courseDeg: 255, headingDeg: m < 150 ? 255 : 260 }),
    });
    assert.deepEqual(findingsOf(pulled), []);
  });
});

describe('drags of many depths, onsets and samplings', () => {
  it('are found at least as a look in four of five cases when deep and heard every minute', (t) => {
    const table = new Map<string, { found: number; of: number }>();
    const random = seededRandom(20241225);
    for (const ratio of [0.65, 0.7, 0.75, 0.8, 0.85, 0.9])
      for (const onsetMin of [0.5, 3, 11])
        for (const samplingS of [10, 60, 180, 300])
          for (let n = 0; n < 3; n++) {
            const paceKn = random.between(9, 15);
            const found = findingsOf(
              run({
                minutes: 240,
                noise: 0.025,
                seed: random.integer(1, 1e6),
                samplingS,
                // Nine tenths of an exponential fall take 2.3 time constants.
                at: (m) => ({ speedKn: easing(paceKn, paceKn * ratio, 170, m, onsetMin / 2.3), courseDeg: 250 }),
              }),
            ).some((f) => weightOf(f) >= WATCH);
            const key = `${ratio <= 0.8 ? '0.65-0.80' : '0.85-0.90'} each ${samplingS} s`;
            const cell = table.get(key) ?? { found: 0, of: 0 };
            table.set(key, { found: cell.found + Number(found), of: cell.of + 1 });
          }
    for (const [key, { found, of }] of table) t.diagnostic(`ratio ${key}: ${found} of ${of} found`);
    const deep = [10, 60].map((s) => table.get(`0.65-0.80 each ${s} s`)!);
    const share = deep.reduce((sum, c) => sum + c.found, 0) / deep.reduce((sum, c) => sum + c.of, 0);
    assert.ok(share >= 0.8, `found ${share}`);
  });
});
