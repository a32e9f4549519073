/** Columns of the latest fix of each vessel, merged from binary frames: no object a ship, however many there are. */
import { makePositionFrame, POSITION_COLUMNS, type PositionColumns } from '../../src/contract/position-frame.ts';

/** As many as a node is made for, twice over; a newcomer beyond it is left out. */
export const MAX_POSITIONS = 250_000;

export class PositionTable {
  readonly #rowOf = new Map<number, number>();
  #columns: PositionColumns = makePositionFrame(256, 0).columns;
  #dataAtMs = 0;

  get size(): number {
    return this.#rowOf.size;
  }

  /** Data time of the newest frame, in ms since 1970. */
  get dataAtMs(): number {
    return this.#dataAtMs;
  }

  /** Views of the rows that are taken; valid until the next merge. */
  get columns(): PositionColumns {
    const n = this.size;
    const c = this.#columns;
    return {
      dataAtMs: this.#dataAtMs,
      count: n,
      mmsi: c.mmsi.subarray(0, n),
      lonE6: c.lonE6.subarray(0, n),
      latE6: c.latE6.subarray(0, n),
      timeS: c.timeS.subarray(0, n),
      speedTenthKn: c.speedTenthKn.subarray(0, n),
      courseTenthDeg: c.courseTenthDeg.subarray(0, n),
      headingDeg: c.headingDeg.subarray(0, n),
      vesselClass: c.vesselClass.subarray(0, n),
      flags: c.flags.subarray(0, n),
    };
  }

  rowOf(mmsi: number): number | undefined {
    return this.#rowOf.get(mmsi);
  }

  /** Takes every row that is not older than what is held. */
  merge(frame: PositionColumns): void {
    this.#dataAtMs = Math.max(this.#dataAtMs, frame.dataAtMs);
    for (let i = 0; i < frame.count; i++) {
      const mmsi = frame.mmsi[i]!;
      let row = this.#rowOf.get(mmsi);
      if (row !== undefined && this.#columns.timeS[row]! > frame.timeS[i]!) continue;
      if (row === undefined) {
        if (this.size >= MAX_POSITIONS) continue;
        row = this.size;
        if (row === this.#columns.count) this.#grow();
        this.#rowOf.set(mmsi, row);
      }
      for (const name of POSITION_COLUMNS) this.#columns[name][row] = frame[name][i]!;
    }
  }

  #grow(): void {
    const { columns } = makePositionFrame(this.#columns.count * 2, 0);
    for (const name of POSITION_COLUMNS) columns[name].set(this.#columns[name]);
    this.#columns = columns;
  }
}
