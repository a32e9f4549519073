/** The latest position a vessel, out of the frames that went by: what a page that joins is given first. */
import { makePositionFrame, POSITION_COLUMNS, readPositionFrame } from '../contract/position-frame.ts';

/** Above the 100,000 vessels a node is made for; beyond it the vessel heard longest ago goes. */
export const MAX_POSITIONS = 250_000;

export class LatestPositions {
  readonly #bound: number;
  readonly #rowOf = new Map<number, number>();
  #columns = makePositionFrame(64, 0).columns;
  #dataAtMs = 0;
  #whole: ArrayBuffer | undefined;

  constructor(bound = MAX_POSITIONS) {
    this.#bound = bound;
  }

  get size(): number {
    return this.#rowOf.size;
  }

  /** Takes what is no older than what is held, and notes whose it is. False where the bytes are no frame. */
  merge(bytes: ArrayBuffer, moved?: Set<number>): boolean {
    const frame = readPositionFrame(bytes);
    if (frame === undefined) return false;
    this.#whole = undefined;
    this.#dataAtMs = Math.max(this.#dataAtMs, frame.dataAtMs);
    for (let i = 0; i < frame.count; i++) {
      const mmsi = frame.mmsi[i]!;
      const held = this.#rowOf.get(mmsi);
      if (held !== undefined && this.#columns.timeS[held]! > frame.timeS[i]!) continue;
      const row = held ?? this.#rowForNewcomer(frame.timeS[i]!);
      if (row === undefined) continue;
      // Put in again, so that the map's order is the order in which vessels were last heard.
      this.#rowOf.delete(mmsi);
      this.#rowOf.set(mmsi, row);
      for (const name of POSITION_COLUMNS) this.#columns[name][row] = frame[name][i]!;
      moved?.add(mmsi);
    }
    return true;
  }

  /** One frame of all; the same bytes until the next merge. */
  whole(): ArrayBuffer {
    if (this.#whole !== undefined) return this.#whole;
    const { bytes, columns } = makePositionFrame(this.#rowOf.size, this.#dataAtMs);
    for (const name of POSITION_COLUMNS) columns[name].set(this.#columns[name].subarray(0, this.#rowOf.size));
    this.#whole = bytes;
    return bytes;
  }

  /** A frame of these, as far as they are held. */
  frameOf(vessels: Iterable<number>): ArrayBuffer {
    const rows = [...vessels].flatMap((mmsi) => this.#rowOf.get(mmsi) ?? []);
    const { bytes, columns } = makePositionFrame(rows.length, this.#dataAtMs);
    for (const name of POSITION_COLUMNS) {
      const [from, to] = [this.#columns[name], columns[name]];
      for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!;
    }
    return bytes;
  }

  clear(): void {
    this.#rowOf.clear();
    this.#dataAtMs = 0;
    this.#whole = undefined;
  }

  /** Rows 0 to size - 1 are always taken: a new one is the next, or that of the vessel heard longest ago. */
  #rowForNewcomer(timeS: number): number | undefined {
    if (this.#rowOf.size < this.#bound) {
      if (this.#rowOf.size === this.#columns.count) this.#grow();
      return this.#rowOf.size;
    }
    const oldest = this.#rowOf.entries().next();
    if (oldest.done === true) return undefined;
    const [mmsi, row] = oldest.value;
    if (this.#columns.timeS[row]! > timeS) return undefined;
    this.#rowOf.delete(mmsi);
    return row;
  }

  #grow(): void {
    const { columns } = makePositionFrame(this.#columns.count * 2, 0);
    for (const name of POSITION_COLUMNS) columns[name].set(this.#columns[name]);
    this.#columns = columns;
  }
}
