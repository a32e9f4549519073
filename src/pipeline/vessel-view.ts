/** A vessel as the alert book gets it: plain data, taken from its track at a tick. */
import type { ProfilePoint, VesselReport } from '../alerts/vessel-report.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import type { Fix } from '../tracks/fix.ts';
import type { VesselIdentity } from '../tracks/identity.ts';
import { RING_MINUTES } from '../tracks/minute-ring.ts';
import type { Track } from '../tracks/track.ts';

/** One heard minute of a vessel's way; absent values were not heard. */
export interface MinutePoint {
  /** Start of the minute. */
  readonly timeMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly speedKn?: number;
  readonly courseDeg?: number;
  readonly headingDeg?: number;
}

/** A vessel as pages get it: plain data that stays as it is. */
export interface VesselView {
  readonly mmsi: number;
  readonly identity: VesselIdentity;
  readonly isClassB: boolean;
  readonly isShared: boolean;
  readonly firstHeardMs: number;
  readonly last: Fix;
  readonly ownPaceKn: number | undefined;
  /** The last four hours at most, oldest first. */
  readonly minutes: readonly MinutePoint[];
}

const HISTORY_MIN = 90;
const SPEED_RANGE_MIN = 20;

/** Speed of the last three heard minutes over own pace, in thousandths; undefined where either is not known. */
export function ownRatioMilli(track: Track): number | undefined {
  const pace = track.ownPace.speedKn;
  const speed = track.minutes.medianSpeedKn(0, 3);
  if (pace === undefined || Number.isNaN(speed)) return undefined;
  return Math.round((speed / pace) * 1000);
}

/** The last ninety minutes, oldest first; minutes without a fix are left out. */
export function profileOf(track: Track, tickMs: number): ProfilePoint[] {
  const points: ProfilePoint[] = [];
  const pace = track.ownPace.speedKn;
  for (let age = HISTORY_MIN; age >= 0; age--) {
    if (track.minutes.fixCount(age) === 0) continue;
    const speedKn = track.minutes.speedKn(age);
    points.push({
      timeMs: tickMs - (age + 1) * MINUTE_MS,
      lon: track.minutes.lon(age),
      lat: track.minutes.lat(age),
      ...(Number.isNaN(speedKn) ? {} : { speedKn }),
      ...(pace === undefined ? {} : { ownPaceKn: pace }),
    });
  }
  return points;
}

/** Slowest and fastest tenth of the last twenty heard minutes, in knots. */
function speedRange(track: Track): { speedLowKn: number; speedHighKn: number } | undefined {
  const speeds: number[] = [];
  for (let age = 0; age < SPEED_RANGE_MIN; age++) {
    const speedKn = track.minutes.speedKn(age);
    if (!Number.isNaN(speedKn)) speeds.push(speedKn);
  }
  if (speeds.length === 0) return undefined;
  speeds.sort((a, b) => a - b);
  const at = (share: number): number => speeds[Math.round(share * (speeds.length - 1))]!;
  return { speedLowKn: at(0.1), speedHighKn: at(0.9) };
}

export function vesselReport(
  track: Track,
  tickMs: number,
  findings: VesselReport['findings'],
  crossings: readonly Crossing[],
  history: readonly ProfilePoint[] | undefined,
): VesselReport {
  const { last, ownPace, identity } = track;
  return {
    mmsi: track.mmsi,
    // A snapshot: the track's own object may change before the alert is written.
    identity: { ...identity },
    tickMs,
    lon: last.lon,
    lat: last.lat,
    lastHeardMs: last.timeMs,
    navStatus: last.navStatus,
    isClassB: track.isClassB,
    findings,
    crossings,
    ...(last.speedKn === undefined ? {} : { speedKn: last.speedKn }),
    ...(last.courseDeg === undefined ? {} : { courseDeg: last.courseDeg }),
    ...(last.headingDeg === undefined ? {} : { headingDeg: last.headingDeg }),
    ...(ownPace.speedKn === undefined ? {} : { ownPaceKn: ownPace.speedKn }),
    ...speedRange(track),
    ...(history === undefined ? {} : { history }),
  };
}

export function vesselView(track: Track): VesselView {
  const { minutes } = track;
  const points: MinutePoint[] = [];
  for (let age = RING_MINUTES - 1; age >= 0; age--) {
    if (minutes.fixCount(age) === 0) continue;
    const [speedKn, courseDeg, headingDeg] = [minutes.speedKn(age), minutes.courseDeg(age), minutes.headingDeg(age)];
    points.push({
      timeMs: minutes.headMs - age * MINUTE_MS,
      lon: minutes.lon(age),
      lat: minutes.lat(age),
      ...(Number.isNaN(speedKn) ? {} : { speedKn }),
      ...(Number.isNaN(courseDeg) ? {} : { courseDeg }),
      ...(Number.isNaN(headingDeg) ? {} : { headingDeg }),
    });
  }
  return {
    mmsi: track.mmsi,
    identity: { ...track.identity },
    isClassB: track.isClassB,
    isShared: track.isShared,
    firstHeardMs: track.firstHeardMs,
    last: { ...track.last },
    ownPaceKn: track.ownPace.speedKn,
    minutes: points,
  };
}
