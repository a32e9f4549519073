/**
 * Crossing dip: a merchant ship loses speed for some minutes just as it passes over an asset, and goes on. Newnew Polar Bear
 * lost 14 % for 5 min at Balticconnector, Selin D slowed for 9 min at Konti-Skan 2: where an anchor is lost at the asset it is
 * the only sign.
 */
import type { AlertFactor } from '../contract/alert.ts';
import { turnDeg } from '../geo/local-plane.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import { type MinuteRing, median } from '../tracks/minute-ring.ts';
import { placeFactors, statusFactor } from './benign-context.ts';
import type { Detector, DetectorInput, Dismissal, Parameter, Verdict } from './detector.ts';
import type { Finding } from './finding.ts';
import { makeFactor } from './make-factor.ts';
import { merchantShip } from './merchant-ship.ts';
import {
  ageOf,
  coursesBetween,
  logSpread,
  meanDirectionDeg,
  samplingMin,
  speedsBetween,
  whole,
} from './minute-window.ts';
import { configured, type Settings, settingsOf } from './parameters.ts';

const PARAMETERS = {
  dipShare: {
    value: 0.08,
    unit: 'ratio',
    source: 'Newnew Polar Bear lost 14 %; less than 8 % is noise of steady legs',
  },
  shortestMin: { value: 2, unit: 'min', source: 'one minute is a single wild report' },
  longestMin: { value: 10, unit: 'min', source: 'Selin D: nine minutes; what lasts longer is for the drag detector' },
  centredWithinMin: {
    value: 3,
    unit: 'min',
    source: 'clock, antenna and layback put an anchor 1 to 3 min from the ship',
  },
  recoveredRatio: { value: 0.95, unit: 'ratio', source: 'back within the spread of steady legs' },
  steadySpread: { value: 0.04, unit: 'ln ratio', source: 'upper end of the residual sd on real traffic' },
  minSpeedKn: { value: 6, unit: 'kn', source: 'a monitored vessel-day is one of at least 6 kn' },
  minLengthM: {
    value: 80,
    unit: 'm',
    source: 'class A of unknown type from this length on is taken for a merchant ship',
  },
  maxSamplingMin: { value: 1.5, unit: 'min', source: 'a dip of 2 min needs a fix a minute' },
  largestTurnDeg: { value: 15, unit: 'degrees', source: 'a ship that turns loses speed by turning (estimate)' },
} as const satisfies Record<string, Parameter>;
type DipSettings = Settings<typeof PARAMETERS>;

export interface CrossingDipState {
  /** Crossings up to this time are judged. */
  judgedMs: number;
  lastDipMs: number;
  /** Reported as going on at one tick and as ended at the next. */
  finding: Finding | null;
}

interface Dip {
  readonly fromAge: number;
  readonly toAge: number;
  readonly baseKn: number;
  readonly lowKn: number;
}

const BASE_FROM_MIN = 7;
const BASE_TO_MIN = 30;
const DEEP_SHARE = 0.12;

export function crossingDipDetector(overrides?: Readonly<Record<string, number>>): Detector<CrossingDipState> {
  const parameters = configured('crossing-dip', PARAMETERS, overrides);
  const settings = settingsOf(parameters);
  return {
    kind: 'crossing-dip',
    sees: 'A cargo ship or tanker that loses at least 8 % of its speed for 2 to 10 min as it passes over an asset, and goes on.',
    cannotSee:
      'Dips of ships heard less than every minute and a half, dips under way beside the drawn route where its position is uncertain, and contact that costs no speed.',
    source: 'Newnew Polar Bear (2023) and Selin D (2022); chance frequency 2 of 561 crossings on real Baltic traffic',
    parameters,
    start: () => ({ judgedMs: -1, lastDipMs: -1, finding: null }),
    tick: (state, input) => tick(state, input, settings),
  };
}

function tick(state: CrossingDipState, input: DetectorInput, settings: DipSettings): Verdict {
  const { tickMs, crossings, track } = input;
  if (state.finding !== null) {
    const finding: Finding = { ...state.finding, tickMs, phase: 'ended' };
    state.finding = null;
    return { finding };
  }
  if (crossings.length === 0 || merchantShip(track, settings.minLengthM) === undefined) return {};
  for (const crossing of crossings) {
    if (crossing.timeMs <= state.judgedMs) continue;
    const judged = judge(crossing, input, settings);
    if (judged === 'wait') return {};
    state.judgedMs = crossing.timeMs;
    if (judged === 'none') continue;
    if ('reason' in judged) return { dismissal: judged };
    const onsetMs = tickMs - (judged.toAge + 1) * MINUTE_MS;
    // Two assets side by side share one dip: it is told once.
    if (onsetMs <= state.lastDipMs) continue;
    state.lastDipMs = onsetMs;
    state.finding = dipFinding(judged, onsetMs, nearestCrossing(judged, input, crossing), input);
    return { finding: state.finding };
  }
  return {};
}

function judge(crossing: Crossing, input: DetectorInput, settings: DipSettings): 'wait' | 'none' | Dip | Dismissal {
  const { tickMs, track } = input;
  const { minutes } = track;
  const minuteMs = Math.floor(crossing.timeMs / MINUTE_MS) * MINUTE_MS;
  const at = ageOf(tickMs, minuteMs);
  const late = settings.centredWithinMin + settings.longestMin;
  // Once all that could belong to a dip has passed, or is out of memory.
  const isOver = at >= late;
  if (at > 120) return 'none';
  if (at < settings.centredWithinMin + 1) return 'wait';
  const base = speedsBetween(minutes, at + BASE_FROM_MIN, at + BASE_TO_MIN);
  if (base.length < 10) return 'none';
  const baseKn = median([...base]);
  if (baseKn < settings.minSpeedKn || logSpread(base, baseKn) > settings.steadySpread) return 'none';
  if (samplingMin(minutes, Math.max(0, at - late), at + BASE_FROM_MIN) > settings.maxSamplingMin) return 'none';
  const run = lowRun(minutes, at, baseKn * (1 - settings.dipShare), settings);
  if (run === undefined) return 'none';
  const lengthMin = run.toAge - run.fromAge + 1;
  const hasRecovered = run.fromAge >= 2 && recovered(minutes, run.fromAge, baseKn * settings.recoveredRatio);
  if (!hasRecovered) return isOver ? 'none' : 'wait';
  const centre = (run.fromAge + run.toAge) / 2;
  if (lengthMin < settings.shortestMin || lengthMin > settings.longestMin) return 'none';
  if (Math.abs(centre - at) > settings.centredWithinMin) return 'none';
  const courses = coursesBetween(minutes, run.fromAge, run.toAge + 1);
  const before = meanDirectionDeg(coursesBetween(minutes, at + BASE_FROM_MIN, at + BASE_TO_MIN));
  const turn = Math.max(0, ...courses.map((c) => Math.abs(turnDeg(before, c))));
  const speeds = speedsBetween(minutes, run.fromAge, run.toAge + 1);
  const dip = { ...run, baseKn, lowKn: median([...speeds]) };
  if (turn > settings.largestTurnDeg)
    return {
      reason: 'turned',
      text: 'It lost speed as it crossed an asset, but it turned there.',
      values: { assetId: crossing.assetId, turnDeg: whole(turn), dipPercent: whole((1 - dip.lowKn / baseKn) * 100) },
    };
  return dip;
}

/** The unbroken run of slow minutes that holds or touches the minutes about the crossing; empty minutes do not break it. */
function lowRun(
  minutes: MinuteRing,
  at: number,
  belowKn: number,
  settings: DipSettings,
): { readonly fromAge: number; readonly toAge: number } | undefined {
  const isLow = (age: number): boolean => minutes.speedKn(age) <= belowKn;
  const isOpen = (age: number): boolean => age >= 0 && (isLow(age) || Number.isNaN(minutes.speedKn(age)));
  for (let off = 0; off <= settings.centredWithinMin; off++)
    for (const age of [at - off, at + off]) {
      if (age < 0 || !isLow(age)) continue;
      let [fromAge, toAge] = [age, age];
      for (let a = age - 1; isOpen(a); a--) if (isLow(a)) fromAge = a;
      for (let a = age + 1; a < at + BASE_TO_MIN && isOpen(a); a++) if (isLow(a)) toAge = a;
      return { fromAge, toAge };
    }
  return undefined;
}

/** Two heard minutes in a row at speed again, within five after the run. */
function recovered(minutes: MinuteRing, fromAge: number, atLeastKn: number): boolean {
  let inRow = 0;
  for (let age = fromAge - 1; age >= Math.max(0, fromAge - 5); age--) {
    const speedKn = minutes.speedKn(age);
    if (Number.isNaN(speedKn)) continue;
    inRow = speedKn >= atLeastKn ? inRow + 1 : 0;
    if (inRow === 2) return true;
  }
  return false;
}

function nearestCrossing(dip: Dip, { tickMs, crossings }: DetectorInput, first: Crossing): Crossing {
  const centreMs = tickMs - ((dip.fromAge + dip.toAge) / 2 + 0.5) * MINUTE_MS;
  const distance = (c: Crossing): number => Math.abs(c.timeMs - centreMs);
  return crossings.reduce((best, c) => (distance(c) < distance(best) ? c : best), first);
}

function dipFinding(
  dip: Dip,
  onsetMs: number,
  crossing: Crossing,
  { tickMs, track, assets, places }: DetectorInput,
): Finding {
  const share = 1 - dip.lowKn / dip.baseKn;
  const dipMin = dip.toAge - dip.fromAge + 1;
  const dipPercent = whole(share * 100);
  const name = assets.get(crossing.assetId)?.name ?? crossing.assetId;
  const values = { dipPercent, dipMin, assetId: crossing.assetId, kpM: crossing.kpM };
  const factors: AlertFactor[] = [
    makeFactor(
      'dip-at-asset',
      `It lost ${dipPercent} % of its speed for ${dipMin} min as it passed over ${name}; by chance that happens at about 1 of 280 crossings.`,
      values,
      { sign: 'dip-at-asset' },
    ),
    ...placeFactors(places, [[crossing.lon, crossing.lat]]),
  ];
  if (share >= DEEP_SHARE)
    factors.push(makeFactor('dip-deep', 'The dip is deeper than noise and wakes make.', { dipPercent }));
  const status = statusFactor(track.last.navStatus);
  if (status !== undefined) factors.push(status);
  return {
    kind: 'crossing-dip',
    mmsi: track.mmsi,
    tickMs,
    onsetMs,
    phase: 'ongoing',
    factors,
    measures: {
      dipPercent,
      dipMin,
      beforeTenthKn: whole(dip.baseKn * 10),
      speedTenthKn: whole(dip.lowKn * 10),
      kpM: whole(crossing.kpM),
    },
    assetId: crossing.assetId,
  };
}
