/** One position report as CSV and JSON give it, checked and put into columns: the same rules as for a decoded message. */
import { NAV_STATUS_ABSENT, type PositionBatch } from '../ais/position-batch.ts';
import { isNoMmsi } from '../ais/position-report.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';

/** Refilled for each report. NaN means absent; speed in knots, angles in degrees. */
export interface PositionFields {
  timeMs: number;
  mmsi: number;
  lon: number;
  lat: number;
  speedKn: number;
  courseDeg: number;
  headingDeg: number;
  navStatus: number;
  flags: number;
  messageType: number;
}

export function noPosition(): PositionFields {
  return {
    timeMs: Number.NaN,
    mmsi: 0,
    lon: Number.NaN,
    lat: Number.NaN,
    speedKn: Number.NaN,
    courseDeg: Number.NaN,
    headingDeg: Number.NaN,
    navStatus: NAV_STATUS_ABSENT,
    flags: 0,
    messageType: 0,
  };
}

/** The smallest number an MMSI can be: a coast station's 00MIDxxxx (ITU-R M.585). Less is a row number or a made-up id. */
const MIN_MMSI = 1_000_000;

export const isMmsi = (value: number): boolean => Number.isInteger(value) && value >= MIN_MMSI && !isNoMmsi(value);

/** Tenths of a knot; 102.3 kn and more is "not available" (102.2 means that or more), as is less than 0. */
export function tenthKnots(speedKn: number): number {
  const tenths = Math.round(speedKn * 10);
  return tenths >= 0 && tenths < 1023 ? tenths : -1;
}

/** Tenths of a degree below 3600; 360 and more is "not available". */
export function tenthDegrees(courseDeg: number): number {
  if (!(courseDeg >= 0 && courseDeg < 360)) return -1;
  return Math.round(courseDeg * 10) % 3600;
}

/** Whole degrees below 360; 511 and all else from 360 is "not available". */
export function wholeDegrees(headingDeg: number): number {
  if (!(headingDeg >= 0 && headingDeg < 360)) return -1;
  return Math.round(headingDeg) % 360;
}

/** Why these degrees are no position; undefined where they are one. */
export function positionFault(lon: number, lat: number): RejectReason | undefined {
  if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)) return 'position-not-available';
  return lon === 0 && lat === 0 ? 'position-null-island' : undefined;
}

/** Appends a report whose MMSI and position have been checked. The caller has made sure that there is room. */
export function appendPosition(batch: PositionBatch, fields: PositionFields, source: number, offset: number): void {
  const row = batch.length++;
  batch.timeMs[row] = fields.timeMs;
  batch.mmsi[row] = fields.mmsi;
  batch.lon[row] = fields.lon;
  batch.lat[row] = fields.lat;
  batch.sogTenthKn[row] = tenthKnots(fields.speedKn);
  batch.cogTenthDeg[row] = tenthDegrees(fields.courseDeg);
  batch.headingDeg[row] = wholeDegrees(fields.headingDeg);
  batch.navStatus[row] = fields.navStatus;
  batch.flags[row] = fields.flags;
  batch.messageType[row] = fields.messageType;
  batch.source[row] = source;
  batch.offset[row] = offset;
}
