/**
 * A bounded external sort: rows come in any order and go out by event time, then source, then offset. At most `memoryRows`
 * rows are held; more go to sorted runs in a folder of their own, which is removed at the end. The result depends neither on
 * the bound nor on how the input was cut.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PositionBatch } from '../ais/position-batch.ts';
import type { StaticReport } from '../ais/static-report.ts';
import type { PlacedIdentity, Slice } from '../pipeline/sequence.ts';
import {
  compareIdentities,
  compareRows,
  mergeSorted,
  RunReader,
  RunWriter,
  readIdentities,
  writeIdentities,
} from './sort-runs.ts';

const SLICE_ROWS = 4096;
const FIRST_CAPACITY = 65_536;
/** An identity in memory weighs about as much as so many rows in columns. */
const IDENTITY_ROWS = 8;
/** So many runs of one size are merged into a larger one, which bounds the files that are open at once. */
const FAN_IN = 32;

/** Two files on disk, rows and identities; how often its rows have been merged. */
interface Run {
  readonly path: string;
  readonly level: number;
}

interface Cursor {
  readonly batch: () => PositionBatch;
  readonly row: () => number;
  readonly next: () => boolean;
  readonly close: () => void;
}

export class EventTimeOrder {
  readonly #memoryRows: number;
  #batch: PositionBatch;
  #identities: StaticReport[] = [];
  #folder: string | undefined;
  #runs: Run[] = [];
  #runsWritten = 0;

  constructor(memoryRows: number) {
    this.#memoryRows = memoryRows;
    this.#batch = new PositionBatch(Math.min(memoryRows, FIRST_CAPACITY));
  }

  add(batch: PositionBatch, row: number): void {
    if (this.#batch.isFull) this.#makeRoom();
    this.#batch.copyFrom(batch, row);
  }

  /** The report must have a time. */
  addIdentity(report: StaticReport): void {
    this.#identities.push(report);
    if (this.#identities.length * IDENTITY_ROWS >= this.#memoryRows) this.#spill();
  }

  /** All rows in order, in slices that are only good until the next one is asked for. */
  *slices(): Generator<Slice> {
    const cursors = this.#cursors(this.#runs, this.#memoryCursor());
    const identities = this.#sortedIdentities(this.#runs, this.#identities.sort(compareIdentities));
    try {
      const out = new PositionBatch(SLICE_ROWS);
      let placed: PlacedIdentity[] = [];
      let report = identities.next();
      for (let cursor = pop(cursors); cursor !== undefined; cursor = pop(cursors)) {
        const [batch, row] = [cursor.batch(), cursor.row()];
        // Of one moment, who a ship is comes before where it is.
        for (; report.done !== true && report.value.timeMs! <= batch.timeMs[row]!; report = identities.next()) {
          if (placed.length === SLICE_ROWS) {
            yield { positions: out, from: 0, to: out.length, identities: placed };
            out.clear();
            placed = [];
          }
          placed.push({ at: out.length, report: report.value });
        }
        out.copyFrom(batch, row);
        push(cursors, cursor);
        if (out.isFull) {
          yield { positions: out, from: 0, to: out.length, identities: placed };
          out.clear();
          placed = [];
        }
      }
      for (; report.done !== true; report = identities.next()) {
        if (placed.length === SLICE_ROWS) {
          yield { positions: out, from: 0, to: out.length, identities: placed };
          out.clear();
          placed = [];
        }
        placed.push({ at: out.length, report: report.value });
      }
      if (out.length > 0 || placed.length > 0) yield { positions: out, from: 0, to: out.length, identities: placed };
    } finally {
      for (const cursor of cursors) cursor.close();
      identities.return();
      this.remove();
    }
  }

  /** Removes temporary files; safe to call at any time, and again. */
  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  #makeRoom(): void {
    if (this.#batch.capacity >= this.#memoryRows) return this.#spill();
    const larger = new PositionBatch(Math.min(this.#memoryRows, this.#batch.capacity * 2));
    for (let i = 0; i < this.#batch.length; i++) larger.copyFrom(this.#batch, i);
    this.#batch = larger;
  }

  #order(): Uint32Array {
    const batch = this.#batch;
    const order = Uint32Array.from({ length: batch.length }, (_, i) => i);
    let isInOrder = true;
    for (let i = 1; i < batch.length && isInOrder; i++) isInOrder = compareRows(batch, i - 1, batch, i) <= 0;
    return isInOrder ? order : order.sort((i, j) => compareRows(batch, i, batch, j));
  }

  #spill(): void {
    const path = this.#newPath();
    const writer = new RunWriter(`${path}.rows`);
    for (const i of this.#order()) writer.append(this.#batch, i);
    writer.close();
    writeIdentities(`${path}.identities`, this.#identities.sort(compareIdentities));
    this.#batch.clear();
    this.#identities = [];
    this.#runs.push({ path, level: 0 });
    const { level } = this.#runs.at(-FAN_IN) ?? { level: -1 };
    if (level === 0) this.#merge(0);
  }

  /** Makes one run of the last ones of a level, and again where that fills the next level. */
  #merge(level: number): void {
    const from = this.#runs.findIndex((run) => run.level === level);
    const merged = this.#runs.splice(from);
    const path = this.#newPath();
    const writer = new RunWriter(`${path}.rows`);
    const cursors = this.#cursors(merged);
    for (let cursor = pop(cursors); cursor !== undefined; cursor = pop(cursors)) {
      writer.append(cursor.batch(), cursor.row());
      push(cursors, cursor);
    }
    writer.close();
    writeIdentities(`${path}.identities`, this.#sortedIdentities(merged, []));
    for (const run of merged) for (const end of ['rows', 'identities']) rmSync(`${run.path}.${end}`);
    this.#runs.push({ path, level: level + 1 });
    if (this.#runs.filter((run) => run.level === level + 1).length >= FAN_IN) this.#merge(level + 1);
  }

  #newPath(): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'merivaht-sort-'));
    return join(this.#folder, String(this.#runsWritten++));
  }

  #memoryCursor(): Cursor {
    const order = this.#order();
    let at = -1;
    return {
      batch: () => this.#batch,
      row: () => order[at]!,
      next: () => ++at < order.length,
      close: () => undefined,
    };
  }

  #cursors(runs: readonly Run[], ...others: readonly Cursor[]): Cursor[] {
    const heap: Cursor[] = [];
    for (const { path } of runs) {
      const reader = new RunReader(`${path}.rows`);
      push(heap, {
        batch: () => reader.batch,
        row: () => reader.row,
        next: () => reader.next(),
        close: () => reader.close(),
      });
    }
    for (const cursor of others) push(heap, cursor);
    return heap;
  }

  #sortedIdentities(runs: readonly Run[], inMemory: readonly StaticReport[]): Generator<StaticReport, void> {
    const onDisk = runs.map(({ path }) => readIdentities(`${path}.identities`));
    return mergeSorted([...onDisk, inMemory.values()], compareIdentities);
  }
}

const before = (a: Cursor, b: Cursor): boolean => compareRows(a.batch(), a.row(), b.batch(), b.row()) < 0;

/** Moves a cursor on and puts it into the heap, unless it has ended. */
function push(heap: Cursor[], cursor: Cursor): void {
  if (!cursor.next()) {
    cursor.close();
    return;
  }
  heap.push(cursor);
  for (let i = heap.length - 1; i > 0; ) {
    const parent = (i - 1) >> 1;
    if (!before(heap[i]!, heap[parent]!)) break;
    [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
    i = parent;
  }
}

/** Takes the cursor whose row comes first. */
function pop(heap: Cursor[]): Cursor | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  heap[0] = last;
  for (let i = 0; ; ) {
    let least = i;
    for (const child of [2 * i + 1, 2 * i + 2])
      if (child < heap.length && before(heap[child]!, heap[least]!)) least = child;
    if (least === i) return first;
    [heap[i], heap[least]] = [heap[least]!, heap[i]!];
    i = least;
  }
}
