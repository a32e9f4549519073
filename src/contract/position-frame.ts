/**
 * Positions as binary columns for the live stream and for time travel: little-endian, one frame, no objects. Layout: magic
 * "MVP1", uint32 n, float64 data time in ms since 1970, then columns of n: uint32 MMSI, int32 longitude and latitude in
 * millionths of a degree, uint32 time of the fix in seconds since 1970, uint16 speed in tenths of a knot, course in tenths of
 * a degree and heading in degrees (65535 absent), uint8 vessel class, uint8 flags.
 */
export const vesselClasses = [
  'unknown', 'cargo', 'tanker', 'passenger', 'high-speed', 'fishing', 'service', 'pleasure', 'other',
] as const; // biome-ignore format: a list reads better in one line
export const ABSENT_U16 = 0xffff;
export const POSITION_CLASS_B = 1;
export const POSITION_SIMULATED = 2;
/** Its identity or its positions are in doubt. */
export const POSITION_DOUBTFUL = 4;

const MAGIC = 0x3150564d;
const HEADER_BYTES = 16;
const ROW_BYTES = 4 * 4 + 3 * 2 + 2;

export interface PositionColumns {
  readonly dataAtMs: number;
  readonly count: number;
  readonly mmsi: Uint32Array;
  readonly lonE6: Int32Array;
  readonly latE6: Int32Array;
  readonly timeS: Uint32Array;
  readonly speedTenthKn: Uint16Array;
  readonly courseTenthDeg: Uint16Array;
  readonly headingDeg: Uint16Array;
  readonly vesselClass: Uint8Array;
  readonly flags: Uint8Array;
}

export type PositionColumn = Exclude<keyof PositionColumns, 'dataAtMs' | 'count'>;
/** Every column of a frame, for those who merge frames row by row. */
export const POSITION_COLUMNS: readonly PositionColumn[] = [
  'mmsi',
  'lonE6',
  'latE6',
  'timeS',
  'speedTenthKn',
  'courseTenthDeg',
  'headingDeg',
  'vesselClass',
  'flags',
];

/** A frame with room for `count` rows; the columns are views into its bytes. */
export function makePositionFrame(count: number, dataAtMs: number): { bytes: ArrayBuffer; columns: PositionColumns } {
  const bytes = new ArrayBuffer(HEADER_BYTES + count * ROW_BYTES);
  const head = new DataView(bytes);
  head.setUint32(0, MAGIC, true);
  head.setUint32(4, count, true);
  head.setFloat64(8, dataAtMs, true);
  return { bytes, columns: views(bytes, count, dataAtMs) };
}

/** The columns of a frame; undefined where the bytes are none. */
export function readPositionFrame(bytes: ArrayBuffer): PositionColumns | undefined {
  if (bytes.byteLength < HEADER_BYTES) return undefined;
  const head = new DataView(bytes);
  const count = head.getUint32(4, true);
  if (head.getUint32(0, true) !== MAGIC || bytes.byteLength !== HEADER_BYTES + count * ROW_BYTES) return undefined;
  return views(bytes, count, head.getFloat64(8, true));
}

function views(bytes: ArrayBuffer, n: number, dataAtMs: number): PositionColumns {
  const four = (i: number): number => HEADER_BYTES + 4 * n * i;
  const two = (i: number): number => four(4) + 2 * n * i;
  const one = (i: number): number => two(3) + n * i;
  return {
    dataAtMs,
    count: n,
    mmsi: new Uint32Array(bytes, four(0), n),
    lonE6: new Int32Array(bytes, four(1), n),
    latE6: new Int32Array(bytes, four(2), n),
    timeS: new Uint32Array(bytes, four(3), n),
    speedTenthKn: new Uint16Array(bytes, two(0), n),
    courseTenthDeg: new Uint16Array(bytes, two(1), n),
    headingDeg: new Uint16Array(bytes, two(2), n),
    vesselClass: new Uint8Array(bytes, one(0), n),
    flags: new Uint8Array(bytes, one(1), n),
  };
}
