/**
 * Rows and identities that wait for event time to pass them, by whole seconds: going out costs a sort of one second's rows, and
 * nothing that keeps waiting is touched.
 */
import { PositionBatch } from '../ais/position-batch.ts';
import { batchOf, columnsOf, type PositionColumns } from '../ais/position-columns.ts';
import type { StaticReport } from '../ais/static-report.ts';
import { NumberHeap } from '../lib/number-heap.ts';

export interface RowTaker {
  row(batch: PositionBatch, row: number): void;
  identity(report: StaticReport): void;
}

/** As a snapshot holds it: by second, within one in the order in which they came. */
export interface WaitingRowsData {
  readonly rows: PositionColumns;
  readonly identities: readonly StaticReport[];
}

interface Second {
  /** Slots in the store. */
  readonly rows: number[];
  readonly identities: StaticReport[];
}

const SECOND_MS = 1000;
const FIRST_CAPACITY = 1024;

export class WaitingRows {
  #store = new PositionBatch(FIRST_CAPACITY);
  readonly #free: number[] = [];
  readonly #seconds = new Map<number, Second>();
  readonly #order = new NumberHeap();
  readonly #rowsOf = new Map<number, number>();
  #rows = 0;
  #identities = 0;

  get rows(): number {
    return this.#rows;
  }

  get identities(): number {
    return this.#identities;
  }

  /** Start of the oldest second in which something waits. */
  get oldestMs(): number | undefined {
    const second = this.#order.least;
    return second === undefined ? undefined : second * SECOND_MS;
  }

  add(batch: PositionBatch, row: number): void {
    const slot = this.#slot();
    this.#store.copyRow(slot, batch, row);
    this.#second(batch.timeMs[row]!).rows.push(slot);
    this.#count(batch.source[row]!, 1);
  }

  /** The report must have a time. */
  addIdentity(report: StaticReport): void {
    this.#second(report.timeMs!).identities.push(report);
    this.#identities++;
  }

  /** Gives all of the seconds that end by `untilMs` in order of event time, then source, then offset; identities before rows. */
  release(untilMs: number, to: RowTaker): void {
    for (let oldest = this.oldestMs; oldest !== undefined && oldest + SECOND_MS <= untilMs; oldest = this.oldestMs)
      this.releaseOldest(to);
  }

  /** Gives the oldest second. */
  releaseOldest(to: RowTaker): void {
    const key = this.#order.pop();
    if (key === undefined) return;
    const { rows, identities } = this.#seconds.get(key)!;
    this.#seconds.delete(key);
    const store = this.#store;
    rows.sort(
      (a, b) =>
        store.timeMs[a]! - store.timeMs[b]! ||
        store.source[a]! - store.source[b]! ||
        store.offset[a]! - store.offset[b]!,
    );
    identities.sort((a, b) => a.timeMs! - b.timeMs! || a.source - b.source || a.offset - b.offset);
    let next = 0;
    for (const slot of rows) {
      // Of one moment, who a ship is comes before where it is.
      while (next < identities.length && identities[next]!.timeMs! <= store.timeMs[slot]!)
        to.identity(identities[next++]!);
      to.row(store, slot);
      this.#count(store.source[slot]!, -1);
      this.#free.push(slot);
    }
    while (next < identities.length) to.identity(identities[next++]!);
    this.#identities -= identities.length;
  }

  /** Rows of one source that wait. */
  rowsOf(source: number): number {
    return this.#rowsOf.get(source) ?? 0;
  }

  save(): WaitingRowsData {
    const rows = new PositionBatch(Math.max(1, this.#rows));
    const identities: StaticReport[] = [];
    for (const [, second] of [...this.#seconds].sort(([a], [b]) => a - b)) {
      for (const slot of second.rows) rows.copyFrom(this.#store, slot);
      identities.push(...second.identities);
    }
    return { rows: columnsOf(rows), identities };
  }

  static restore(data: WaitingRowsData): WaitingRows {
    const waiting = new WaitingRows();
    const batch = batchOf(data.rows);
    for (let row = 0; row < batch.length; row++) waiting.add(batch, row);
    for (const report of data.identities) waiting.addIdentity(report);
    return waiting;
  }

  #count(source: number, rows: number): void {
    this.#rows += rows;
    this.#rowsOf.set(source, this.rowsOf(source) + rows);
  }

  #second(timeMs: number): Second {
    const key = Math.floor(timeMs / SECOND_MS);
    let second = this.#seconds.get(key);
    if (second === undefined) {
      second = { rows: [], identities: [] };
      this.#seconds.set(key, second);
      this.#order.push(key);
    }
    return second;
  }

  #slot(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#store.isFull) this.#store = batchOf(columnsOf(this.#store), 2 * this.#store.capacity);
    return this.#store.length++;
  }
}
