/**
 * Position reports in columns: what travels from readers to detectors. Sized once and refilled; never one object a report.
 * Absent values are -1 (NAV_STATUS_ABSENT for the status, NaN for the time), never the wire's 511 or 1023.
 */

export const NAV_STATUS_ABSENT = 15;

/** Bits of `flags`. */
export const FLAG_ACCURATE = 1; // position accuracy bit: better than 10 m
export const FLAG_CLASS_B = 2;
export const FLAG_LONG_RANGE = 4; // message 27: a tenth of a minute, whole knots
export const FLAG_AIRCRAFT = 8; // message 9
export const FLAG_OWN_SHIP = 16; // VDO
export const FLAG_SIMULATED = 32; // the sentence carries the simulator's tag block

export class PositionBatch {
  readonly capacity: number;
  length = 0;
  /** Event time, ms since 1970 UTC; NaN where the source gave none. */
  readonly timeMs: Float64Array;
  readonly mmsi: Uint32Array;
  /** WGS84 degrees. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Speed over ground in tenths of a knot, -1 absent. */
  readonly sogTenthKn: Int16Array;
  /** Course over ground in tenths of a degree, -1 absent. */
  readonly cogTenthDeg: Int16Array;
  readonly headingDeg: Int16Array;
  readonly navStatus: Uint8Array;
  readonly flags: Uint8Array;
  /** ITU-R M.1371 message type, 0 where the source does not say. */
  readonly messageType: Uint8Array;
  /** Ordinal of the source (file) it came from, and the byte offset of its record there: breaks ties in time. */
  readonly source: Uint16Array;
  readonly offset: Float64Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.timeMs = new Float64Array(capacity);
    this.mmsi = new Uint32Array(capacity);
    this.lon = new Float64Array(capacity);
    this.lat = new Float64Array(capacity);
    this.sogTenthKn = new Int16Array(capacity);
    this.cogTenthDeg = new Int16Array(capacity);
    this.headingDeg = new Int16Array(capacity);
    this.navStatus = new Uint8Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.messageType = new Uint8Array(capacity);
    this.source = new Uint16Array(capacity);
    this.offset = new Float64Array(capacity);
  }

  get isFull(): boolean {
    return this.length === this.capacity;
  }

  clear(): void {
    this.length = 0;
  }

  /** Appends row `i` of another batch. The caller has made sure that there is room. */
  copyFrom(other: PositionBatch, i: number): void {
    this.copyRow(this.length++, other, i);
  }

  /** Puts row `i` of another batch in the place of row `n`. */
  copyRow(n: number, other: PositionBatch, i: number): void {
    this.timeMs[n] = other.timeMs[i]!;
    this.mmsi[n] = other.mmsi[i]!;
    this.lon[n] = other.lon[i]!;
    this.lat[n] = other.lat[i]!;
    this.sogTenthKn[n] = other.sogTenthKn[i]!;
    this.cogTenthDeg[n] = other.cogTenthDeg[i]!;
    this.headingDeg[n] = other.headingDeg[i]!;
    this.navStatus[n] = other.navStatus[i]!;
    this.flags[n] = other.flags[i]!;
    this.messageType[n] = other.messageType[i]!;
    this.source[n] = other.source[i]!;
    this.offset[n] = other.offset[i]!;
  }
}
