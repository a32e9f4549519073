/** What a stretch of a vessel's minutes shows: spread of speed, mean course, how often it was heard. Ages in minutes, newest 0. */
import { MINUTE_MS } from '../geo/units.ts';
import { type MinuteRing, median } from '../tracks/minute-ring.ts';

/** Age of the minute that began at `minuteMs`, seen at a tick. */
export const ageOf = (tickMs: number, minuteMs: number): number => (tickMs - MINUTE_MS - minuteMs) / MINUTE_MS;

/** Speeds in knots of the heard minutes from one age (included) to an older one (excluded), newest first. */
export function speedsBetween(minutes: MinuteRing, fromAge: number, toAge: number): number[] {
  const speeds: number[] = [];
  for (let age = Math.max(0, fromAge); age < toAge; age++) {
    const speedKn = minutes.speedKn(age);
    if (!Number.isNaN(speedKn)) speeds.push(speedKn);
  }
  return speeds;
}

/** Robust standard deviation of ln(speed / centre): 1.4826 times the median absolute deviation, as for own pace. */
export function logSpread(speedsKn: readonly number[], centreKn: number): number {
  if (centreKn <= 0) return 0;
  return 1.4826 * median(speedsKn.map((v) => Math.abs(Math.log(Math.max(v, 0.1) / centreKn))));
}

/** Circular mean in degrees, [0, 360); NaN for none. */
export function meanDirectionDeg(directions: readonly number[]): number {
  let [east, north] = [0, 0];
  for (const deg of directions) {
    east += Math.sin((deg * Math.PI) / 180);
    north += Math.cos((deg * Math.PI) / 180);
  }
  if (Math.abs(east) < 1e-9 && Math.abs(north) < 1e-9) return Number.NaN;
  const deg = (Math.atan2(east, north) * 180) / Math.PI;
  return deg < 0 ? deg + 360 : deg;
}

export function coursesBetween(minutes: MinuteRing, fromAge: number, toAge: number): number[] {
  const courses: number[] = [];
  for (let age = Math.max(0, fromAge); age < toAge; age++) {
    const courseDeg = minutes.courseDeg(age);
    if (!Number.isNaN(courseDeg)) courses.push(courseDeg);
  }
  return courses;
}

/** Mean minutes between heard minutes in the stretch; the stretch's length if none was heard. */
export function samplingMin(minutes: MinuteRing, fromAge: number, toAge: number): number {
  let heard = 0;
  for (let age = Math.max(0, fromAge); age < toAge; age++) if (minutes.fixCount(age) > 0) heard++;
  const span = toAge - Math.max(0, fromAge);
  return heard === 0 ? span : span / heard;
}

/** Whole number for what leaves the core. Negative zero becomes zero, so that JSON and equality agree. */
export const whole = (value: number): number => Math.round(value) + 0;
