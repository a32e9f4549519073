/**
 * For tests of detectors: sails one ship by a script (speed, course, heading by minute) and shows it to a detector through the
 * real track keeper, report by report and tick by tick, as the pipeline does.
 */
import { PositionBatch } from '../ais/position-batch.ts';
import { destination } from '../geo/local-plane.ts';
import { KNOT_MPS, MINUTE_MS } from '../geo/units.ts';
import { AssetIndex } from '../infrastructure/asset-index.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import { PlaceIndex } from '../infrastructure/place-index.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { TrackKeeper } from '../tracks/track-keeper.ts';
import type { Detector, Dismissal, Verdict } from './detector.ts';
import type { Finding } from './finding.ts';
import { NO_CONTEXT, type TickContext } from './tick-context.ts';

/** 25 December 2024, 00:00 UTC. */
export const START_MS = Date.UTC(2024, 11, 25);
export const TEST_MMSI = 290_000_001;

export interface Leg {
  readonly speedKn: number;
  readonly courseDeg: number;
  /** The course unless told; null = none sent. */
  readonly headingDeg?: number | null;
  readonly navStatus?: number;
  /** Nothing is heard. */
  readonly isSilent?: boolean;
}

export interface Script {
  readonly minutes: number;
  /** What the ship does at a time in minutes from the start (fractions too). */
  readonly at: (minute: number) => Leg;
  readonly from?: readonly [lon: number, lat: number];
  readonly samplingS?: number;
  /** Residual of ln speed: 0.03 with a correlation time of half an hour is ordinary traffic. 0 unless told. */
  readonly noise?: number;
  readonly seed?: number;
  readonly shipType?: number;
  readonly lengthM?: number;
  readonly isClassB?: boolean;
  readonly assets?: AssetIndex;
  readonly places?: PlaceIndex;
  readonly context?: TickContext | ((minute: number) => TickContext);
}

export interface ScriptedTick {
  readonly minute: number;
  readonly tickMs: number;
  readonly verdict: Verdict;
}

export const NO_ASSETS = AssetIndex.build([]);
export const NO_PLACES = PlaceIndex.build([]);

/** `each` is called after every tick and may put another state in the place of the present one. */
export function runScript<State>(
  detector: Detector<State>,
  script: Script,
  each?: (state: State, tick: ScriptedTick) => State,
): ScriptedTick[] {
  const { samplingS = 10, noise = 0, seed = 1, shipType = 80, lengthM = 229 } = script;
  const { assets = NO_ASSETS, places = NO_PLACES, context = NO_CONTEXT } = script;
  const random = seededRandom(seed);
  let crossings: Crossing[] = [];
  const keeper = new TrackKeeper({
    onFix: (track, previous, fix) => {
      if (previous !== undefined) assets.crossings(track.mmsi, previous, fix, crossings);
    },
  });
  keeper.identify({
    timeMs: START_MS,
    mmsi: TEST_MMSI,
    source: 0,
    offset: 0,
    ...(shipType > 0 ? { shipType } : {}),
    ...(lengthM > 0 ? { toBowM: lengthM / 2, toSternM: lengthM / 2 } : {}),
  });
  const batch = new PositionBatch(1);
  let state = detector.start();
  const ticks: ScriptedTick[] = [];
  let [lon, lat] = script.from ?? [26.5, 59.9];
  let residual = noise * random.normal();
  const keep = Math.exp(-samplingS / 1800);
  for (let s = 0; s < script.minutes * 60; s += samplingS) {
    const leg = script.at(s / 60);
    residual = keep * residual + noise * Math.sqrt(1 - keep * keep) * random.normal();
    const speedKn = leg.speedKn * Math.exp(residual);
    if (leg.isSilent !== true) {
      batch.clear();
      const row = batch.length++;
      batch.timeMs[row] = START_MS + s * 1000;
      batch.mmsi[row] = TEST_MMSI;
      batch.lon[row] = Math.round(lon * 600_000) / 600_000;
      batch.lat[row] = Math.round(lat * 600_000) / 600_000;
      batch.sogTenthKn[row] = Math.round(speedKn * 10);
      batch.cogTenthDeg[row] = Math.round(leg.courseDeg * 10) % 3600;
      batch.headingDeg[row] = leg.headingDeg === null ? -1 : Math.round(leg.headingDeg ?? leg.courseDeg) % 360;
      batch.navStatus[row] = leg.navStatus ?? 0;
      batch.flags[row] = script.isClassB === true ? 2 : 0;
      keeper.accept(batch, 0);
    }
    [lon, lat] = destination(lon, lat, leg.courseDeg, speedKn * KNOT_MPS * samplingS);
    // A tick for each whole minute before the next report.
    for (let m = Math.floor(s / 60) + 1; m * 60 <= s + samplingS; m++) {
      const tickMs = START_MS + m * MINUTE_MS;
      keeper.tick(tickMs);
      const track = keeper.get(TEST_MMSI);
      if (track === undefined) continue;
      crossings = crossings.filter((c) => tickMs - c.timeMs <= 12 * 60 * MINUTE_MS).slice(-32);
      const now = typeof context === 'function' ? context(m) : context;
      const verdict = detector.tick(state, { tickMs, track, assets, places, crossings, context: now });
      keeper.setSuspected(TEST_MMSI, verdict.suspected === true);
      const tick = { minute: m, tickMs, verdict };
      ticks.push(tick);
      if (each !== undefined) state = each(state, tick);
    }
  }
  return ticks;
}

export const findingsOf = (ticks: readonly ScriptedTick[]): Finding[] =>
  ticks.flatMap((t) => (t.verdict.finding === undefined ? [] : [t.verdict.finding]));

export const dismissalsOf = (ticks: readonly ScriptedTick[]): Dismissal[] =>
  ticks.flatMap((t) => (t.verdict.dismissal === undefined ? [] : [t.verdict.dismissal]));

/** Sum of all factors of a finding but exposure, in milli-nats, without the prior. */
export const weightOf = (finding: Finding): number =>
  finding.factors.reduce((sum, f) => (f.group === 'exposure' ? sum : sum + f.milliNats), 0);

export const signsOf = (finding: Finding): string[] =>
  finding.factors.flatMap((f) => (f.sign !== undefined && f.milliNats > 0 ? [f.sign] : [])).sort();

/** Speed that goes exponentially from one to another from a minute on, as a ship of that time constant does. */
export const easing = (fromKn: number, toKn: number, sinceMin: number, minute: number, tauMin: number): number =>
  minute < sinceMin ? fromKn : toKn + (fromKn - toKn) * Math.exp(-(minute - sinceMin) / tauMin);

/** Straight lines between (minute, value) corners; flat before the first and after the last. */
export function between(corners: readonly (readonly [minute: number, value: number])[], minute: number): number {
  for (let i = 1; i < corners.length; i++) {
    const [m0, v0] = corners[i - 1]!;
    const [m1, v1] = corners[i]!;
    if (minute <= m0) return v0;
    if (minute < m1) return v0 + ((minute - m0) / (m1 - m0)) * (v1 - v0);
  }
  return corners[corners.length - 1]![1];
}
