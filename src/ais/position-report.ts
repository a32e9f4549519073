/**
 * Position reports straight from six-bit numbers into columns: the hot path, with no allocation. The same fields as the
 * tables say; a test decodes both ways and compares.
 */
import type { RejectReason } from '../contract/reject-reasons.ts';
import {
  FLAG_ACCURATE,
  FLAG_AIRCRAFT,
  FLAG_CLASS_B,
  FLAG_LONG_RANGE,
  NAV_STATUS_ABSENT,
  type PositionBatch,
} from './position-batch.ts';
import { signed, unsigned } from './sixbit.ts';

/** Bit offsets of what the columns need, by message layout. */
interface Offsets {
  readonly speed: number;
  readonly accuracy: number;
  readonly lon: number;
  readonly lat: number;
  readonly course: number;
  /** -1 where the message has none. */
  readonly heading: number;
  readonly status: number;
}

const CLASS_A: Offsets = { status: 38, speed: 50, accuracy: 60, lon: 61, lat: 89, course: 116, heading: 128 };
const AIRCRAFT: Offsets = { status: -1, speed: 50, accuracy: 60, lon: 61, lat: 89, course: 116, heading: -1 };
const CLASS_B: Offsets = { status: -1, speed: 46, accuracy: 56, lon: 57, lat: 85, course: 112, heading: 124 };

/** By message type; others hold no vessel position. */
const LAYOUT: readonly (Offsets | undefined)[] = Array.from({ length: 28 }, (_, type) => {
  if (type >= 1 && type <= 3) return CLASS_A;
  if (type === 9) return AIRCRAFT;
  return type === 18 || type === 19 ? CLASS_B : undefined;
});

const MINUTES = 600_000;

export const isPositionType = (type: number): boolean => type === 27 || (type < 28 && LAYOUT[type] !== undefined);

/** MMSI that a set without its own sends: no identity at all. */
export function isNoMmsi(mmsi: number): boolean {
  return mmsi === 0 || mmsi > 999_999_999 || mmsi === 999_999_999 || mmsi === 123_456_789 || mmsi === 111_111_111;
}

/**
 * Fills the batch's next row from a message of a position type; `undefined` when it was taken, else why not.
 * Time, source and offset are the caller's to fill before.
 */
export function takePosition(sextets: Uint8Array, batch: PositionBatch, flags: number): RejectReason | undefined {
  const type = sextets[0]!;
  const mmsi = unsigned(sextets, 8, 30);
  if (isNoMmsi(mmsi)) return 'mmsi-invalid';
  const row = batch.length;
  let lon: number;
  let lat: number;
  if (type === 27) {
    lon = signed(sextets, 44, 18) / 600;
    lat = signed(sextets, 62, 17) / 600;
  } else {
    const at = LAYOUT[type]!;
    lon = signed(sextets, at.lon, 28) / MINUTES;
    lat = signed(sextets, at.lat, 27) / MINUTES;
  }
  if (lon < -180 || lon > 180 || lat < -90 || lat > 90) return 'position-not-available';
  if (lon === 0 && lat === 0) return 'position-null-island';
  batch.mmsi[row] = mmsi;
  batch.lon[row] = lon;
  batch.lat[row] = lat;
  batch.messageType[row] = type;
  if (type === 27) takeLongRange(sextets, batch, row, flags);
  else takeRest(sextets, LAYOUT[type]!, batch, row, flags);
  batch.length = row + 1;
  return undefined;
}

function takeRest(sextets: Uint8Array, at: Offsets, batch: PositionBatch, row: number, flags: number): void {
  const type = sextets[0]!;
  const speed = unsigned(sextets, at.speed, 10);
  // An aircraft's speed is in whole knots.
  batch.sogTenthKn[row] = speed === 1023 ? -1 : type === 9 ? speed * 10 : speed;
  const course = unsigned(sextets, at.course, 12);
  batch.cogTenthDeg[row] = course >= 3600 ? -1 : course;
  const heading = at.heading < 0 ? 511 : unsigned(sextets, at.heading, 9);
  batch.headingDeg[row] = heading >= 360 ? -1 : heading;
  batch.navStatus[row] = at.status < 0 ? NAV_STATUS_ABSENT : unsigned(sextets, at.status, 4);
  const accurate = unsigned(sextets, at.accuracy, 1) === 1 ? FLAG_ACCURATE : 0;
  batch.flags[row] = flags | accurate | (type === 9 ? FLAG_AIRCRAFT : type >= 18 ? FLAG_CLASS_B : 0);
}

function takeLongRange(sextets: Uint8Array, batch: PositionBatch, row: number, flags: number): void {
  const speed = unsigned(sextets, 79, 6);
  batch.sogTenthKn[row] = speed === 63 ? -1 : speed * 10;
  const course = unsigned(sextets, 85, 9);
  batch.cogTenthDeg[row] = course >= 360 ? -1 : course * 10;
  batch.headingDeg[row] = -1;
  batch.navStatus[row] = unsigned(sextets, 40, 4);
  batch.flags[row] = flags | FLAG_LONG_RANGE | (unsigned(sextets, 38, 1) === 1 ? FLAG_ACCURATE : 0);
}
