/** A fall of speed: when it began, what the ship did before, how fast and how deep it fell, and whether it turned. */
import { turnDeg } from '../geo/local-plane.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { type MinuteRing, median } from '../tracks/minute-ring.ts';
import { courseOffsetDeg } from './course-heading-shift.ts';
import { ageOf, coursesBetween, logSpread, meanDirectionDeg, samplingMin, speedsBetween } from './minute-window.ts';

/** Plain data; -1 or null where not known. */
export interface Fall {
  /** Start of the first slow minute. */
  readonly onsetMs: number;
  readonly beforeKn: number;
  /** Robust sd of ln(speed / beforeKn) before the fall. */
  readonly beforeSpread: number;
  /** From the first to the last heard minute of what lay before. */
  readonly beforeMin: number;
  readonly courseDeg: number | null;
  /** Course minus heading before the fall. */
  readonly offsetDeg: number | null;
  readonly lon: number;
  readonly lat: number;
}

/** What lay before is judged over this long, a little away from the fall itself. */
const BEFORE_MIN = 40;
const APART_MIN = 2;
const LONGEST_WALK_MIN = 30;
const WALKS = 4;
/** Quantisation alone (0.1 kn at 10 kn) has an sd of 0.003; nothing is quieter than this. */
const MIN_SPREAD = 0.01;
/** The ramp is looked for from a little before the onset on. */
const RAMP_FROM_MIN = 10;
const TURN_BEFORE_MIN = 6;
const TURN_AFTER_MIN = 4;

/**
 * Finds the onset from the minute at which the CUSUM last left zero (Page's estimate of the change point): walks back as
 * long as the ship was already below what it made before, since a slow ramp leaves zero late.
 */
export function locateFall(minutes: MinuteRing, tickMs: number, riseMs: number): Fall | undefined {
  const riseAge = ageOf(tickMs, riseMs);
  let onsetAge = riseAge;
  let before = speedsBetween(minutes, onsetAge + APART_MIN, onsetAge + BEFORE_MIN);
  // What lay before holds part of a long ramp at first, which makes it look unsteady: walked back until it holds none.
  for (let round = 0; round < WALKS && before.length > 0; round++) {
    const earlier = walkBack(minutes, onsetAge, riseAge + LONGEST_WALK_MIN, before);
    if (earlier === onsetAge) break;
    onsetAge = earlier;
    before = speedsBetween(minutes, onsetAge + APART_MIN, onsetAge + BEFORE_MIN);
  }
  if (before.length === 0) return undefined;
  const beforeKn = median([...before]);
  const from = onsetAge + APART_MIN;
  const to = onsetAge + BEFORE_MIN;
  const courseDeg = meanDirectionDeg(coursesBetween(minutes, onsetAge + TURN_BEFORE_MIN + 1, onsetAge + 20));
  const at = minutes.filled(onsetAge, BEFORE_MIN);
  return {
    onsetMs: tickMs - (onsetAge + 1) * MINUTE_MS,
    beforeKn,
    beforeSpread: Math.max(MIN_SPREAD, logSpread(before, beforeKn)),
    beforeMin: oldestHeard(minutes, from, to) - onsetAge,
    courseDeg: Number.isNaN(courseDeg) ? null : courseDeg,
    offsetDeg: courseOffsetDeg(minutes, from, to),
    lon: minutes.lon(at),
    lat: minutes.lat(at),
  };
}

/** Age of the first slow minute of the run that holds `onsetAge`. */
function walkBack(minutes: MinuteRing, onsetAge: number, oldestAge: number, before: readonly number[]): number {
  const beforeKn = median([...before]);
  const below = -Math.max(1.5 * logSpread(before, beforeKn), 0.02);
  let first = onsetAge;
  for (let age = onsetAge + 1; age <= oldestAge; age++) {
    const speedKn = minutes.speedKn(age);
    if (Number.isNaN(speedKn)) continue;
    if (Math.log(Math.max(speedKn, 0.1) / beforeKn) >= below) break;
    first = age;
  }
  return first;
}

function oldestHeard(minutes: MinuteRing, fromAge: number, toAge: number): number {
  for (let age = toAge - 1; age >= fromAge; age--) if (minutes.fixCount(age) > 0) return age;
  return fromAge;
}

/** Largest turn in degrees from the course before, about the onset; a bend taken later says nothing against a drag. */
export function turnAtOnsetDeg(minutes: MinuteRing, tickMs: number, fall: Fall): number {
  if (fall.courseDeg === null) return 0;
  const onsetAge = ageOf(tickMs, fall.onsetMs);
  let largest = 0;
  // Mean of three minutes: one course over ground of a slow ship is noisy.
  for (let age = onsetAge - TURN_AFTER_MIN; age <= onsetAge + TURN_BEFORE_MIN; age++) {
    const course = meanDirectionDeg(coursesBetween(minutes, age - 1, age + 2));
    if (!Number.isNaN(course)) largest = Math.max(largest, Math.abs(turnDeg(fall.courseDeg, course)));
  }
  return largest;
}

export interface Level {
  readonly speedKn: number;
  /** The last minutes lie within the given share of it. */
  readonly isLevel: boolean;
  /** Minutes that nine tenths of the fall took. */
  readonly rampMin: number;
}

/** The speed the ship has come down to, and how long that took. Undefined while too little was heard. */
export function levelNow(
  minutes: MinuteRing,
  tickMs: number,
  fall: Fall,
  { levelWithin, longestRampMin }: { readonly levelWithin: number; readonly longestRampMin: number },
): Level | undefined {
  const onsetAge = ageOf(tickMs, fall.onsetMs);
  const sampling = samplingMin(minutes, 0, onsetAge + 1);
  const span = sampling <= 1.5 ? 5 : Math.min(20, Math.ceil(3 * sampling));
  const newest = speedsBetween(minutes, 0, Math.min(span, onsetAge + 1));
  if (newest.length < 2) return undefined;
  const speedKn = median([...newest]);
  const within = Math.max(levelWithin, 2 * fall.beforeSpread) * Math.max(speedKn, 1);
  // Nor may it still sink at half the rate at which the longest ramp would have brought it here.
  const third = Math.max(1, Math.floor(newest.length / 3));
  const apartMin = Math.max(1, (1 - third / newest.length) * Math.min(span, onsetAge + 1));
  const sinkingKn = median(newest.slice(-third)) - median(newest.slice(0, third));
  const isSinking = (sinkingKn / apartMin) * longestRampMin > 0.5 * (fall.beforeKn - speedKn);
  const isLevel = !isSinking && newest.every((v) => Math.abs(v - speedKn) <= within);
  const rampMin = Math.max(sampling, rampNow(minutes, onsetAge, fall.beforeKn, speedKn));
  return { speedKn, isLevel, rampMin: Math.round(rampMin) };
}

/**
 * Minutes that nine tenths of the fall took, from the time between one fifth and four fifths of it: half as long again, on a
 * straight ramp exactly and on an exponential to a tenth. Unlike the first tenth, these two do not hang on a single sample.
 */
function rampNow(minutes: MinuteRing, onsetAge: number, beforeKn: number, levelKn: number): number {
  const passes = (share: number): number => {
    const belowKn = beforeKn - share * (beforeKn - levelKn);
    let first = -1;
    for (let age = onsetAge + RAMP_FROM_MIN; age >= 0; age--) {
      const speedKn = minutes.speedKn(age);
      if (Number.isNaN(speedKn)) continue;
      if (speedKn > belowKn) first = -1;
      else if (first >= 0) return first;
      else first = age;
    }
    return Math.max(first, 0);
  };
  return 1.5 * (passes(0.2) - passes(0.8));
}
