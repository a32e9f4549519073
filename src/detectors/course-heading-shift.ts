/**
 * Course over ground against heading: an anchor that pulls from one bow makes the ship steer against it, so that the angle
 * between the two shifts by 2 to 10 degrees and keeps its sign. Between windows of ten minutes, ordinary ships shift over
 * 3 degrees in 3 to 6 % of cases.
 */
import { turnDeg } from '../geo/local-plane.ts';
import { type MinuteRing, median } from '../tracks/minute-ring.ts';

/** Course means nothing when the ship hardly moves. */
const MIN_KN = 2;
const MIN_SAMPLES = 4;
export const SHIFT_WINDOW_MIN = 10;

/** Median of course minus heading in degrees over the minutes with both; null with fewer than four. */
export function courseOffsetDeg(minutes: MinuteRing, fromAge: number, toAge: number): number | null {
  const offsets: number[] = [];
  for (let age = Math.max(0, fromAge); age < toAge; age++) {
    const course = minutes.courseDeg(age);
    const heading = minutes.headingDeg(age);
    if (Number.isNaN(course) || Number.isNaN(heading) || !(minutes.speedKn(age) >= MIN_KN)) continue;
    offsets.push(turnDeg(heading, course));
  }
  return offsets.length < MIN_SAMPLES ? null : median(offsets);
}

/**
 * How far the offset has shifted beyond what the lower speed alone explains: the same wind and current set a ship off by an
 * angle that grows with 1 / speed.
 */
export function shiftDeg(offsetNowDeg: number, offsetBeforeDeg: number, speedRatio: number): number {
  const expected = offsetBeforeDeg / Math.max(speedRatio, 0.3);
  return turnDeg(expected, offsetNowDeg);
}
