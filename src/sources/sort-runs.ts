/** Sorted runs on disk: how a history larger than memory is put in order. Rows as they lie in columns, identities as JSON lines. */
import { closeSync, fstatSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { PositionBatch } from '../ais/position-batch.ts';
import type { StaticReport } from '../ais/static-report.ts';
import { assert } from '../lib/assert.ts';

/** One row on disk: time, lon, lat, offset as doubles; MMSI; four 16-bit and three 8-bit numbers; source. */
const ROW_BYTES = 4 * 8 + 4 + 4 * 2 + 3 + 1;
const ROWS_PER_READ = 4096;
const READ_BYTES = 64 * 1024;

/** Writes rows one after another; they must come in order. */
export class RunWriter {
  readonly #file: number;
  readonly #buffer = Buffer.alloc(ROW_BYTES * ROWS_PER_READ);
  #at = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'wx');
  }

  append(batch: PositionBatch, i: number): void {
    const buffer = this.#buffer;
    const at = this.#at;
    buffer.writeDoubleLE(batch.timeMs[i]!, at);
    buffer.writeDoubleLE(batch.lon[i]!, at + 8);
    buffer.writeDoubleLE(batch.lat[i]!, at + 16);
    buffer.writeDoubleLE(batch.offset[i]!, at + 24);
    buffer.writeUInt32LE(batch.mmsi[i]!, at + 32);
    buffer.writeInt16LE(batch.sogTenthKn[i]!, at + 36);
    buffer.writeInt16LE(batch.cogTenthDeg[i]!, at + 38);
    buffer.writeInt16LE(batch.headingDeg[i]!, at + 40);
    buffer.writeUInt16LE(batch.source[i]!, at + 42);
    buffer[at + 44] = batch.navStatus[i]!;
    buffer[at + 45] = batch.flags[i]!;
    buffer[at + 46] = batch.messageType[i]!;
    this.#at = at + ROW_BYTES;
    if (this.#at === buffer.length) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    for (let from = 0; from < this.#at; ) from += writeSync(this.#file, this.#buffer, from, this.#at - from);
    this.#at = 0;
  }
}

/** Writes identities, a JSON line each; they must come in order. */
export function writeIdentities(path: string, reports: Iterable<StaticReport>): void {
  const file = openSync(path, 'wx');
  let lines: string[] = [];
  for (const report of reports) {
    lines.push(`${JSON.stringify(report)}\n`);
    if (lines.length < ROWS_PER_READ) continue;
    writeFileSync(file, lines.join(''));
    lines = [];
  }
  writeFileSync(file, lines.join(''));
  closeSync(file);
}

/** Reads them back, a block at a time. */
export function* readIdentities(path: string): Generator<StaticReport, void> {
  const file = openSync(path, 'r');
  try {
    const block = Buffer.alloc(READ_BYTES);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let n = readSync(file, block); n > 0; n = readSync(file, block)) {
      const lines = (rest + decoder.write(block.subarray(0, n))).split('\n');
      rest = lines.pop()!;
      for (const line of lines) yield JSON.parse(line) as StaticReport;
    }
  } finally {
    closeSync(file);
  }
}

/** Merges iterators that are in order, by `compare`; the number of them is small. */
export function* mergeSorted<T>(lists: readonly Iterator<T>[], compare: (a: T, b: T) => number): Generator<T, void> {
  const heads = lists.map((list) => list.next());
  try {
    for (;;) {
      let best = -1;
      for (let i = 0; i < heads.length; i++) {
        const head = heads[i]!;
        const least = heads[best];
        if (head.done === true) continue;
        if (least === undefined || least.done === true || compare(head.value, least.value) < 0) best = i;
      }
      const next = heads[best];
      if (next === undefined || next.done === true) return;
      yield next.value;
      heads[best] = lists[best]!.next();
    }
  } finally {
    for (const list of lists) list.return?.();
  }
}

/** Reads a run row by row: `batch` holds the rows just read, `row` the present one. */
export class RunReader {
  readonly batch = new PositionBatch(ROWS_PER_READ);
  row = -1;
  readonly #file: number;
  readonly #buffer = Buffer.alloc(ROW_BYTES * ROWS_PER_READ);
  #left: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    this.#left = fstatSync(this.#file).size / ROW_BYTES;
  }

  /** Moves to the next row; false at the end. */
  next(): boolean {
    if (++this.row < this.batch.length) return true;
    if (this.#left === 0) return false;
    const rows = Math.min(ROWS_PER_READ, this.#left);
    const wanted = rows * ROW_BYTES;
    for (let got = 0; got < wanted; ) {
      const n = readSync(this.#file, this.#buffer, got, wanted - got, null);
      assert(n > 0, 'a temporary file was shortened while it was read');
      got += n;
    }
    this.#left -= rows;
    this.batch.clear();
    for (let i = 0; i < rows; i++) this.#take(i * ROW_BYTES);
    this.row = 0;
    return true;
  }

  close(): void {
    closeSync(this.#file);
  }

  #take(at: number): void {
    const { batch } = this;
    const n = batch.length++;
    const buffer = this.#buffer;
    batch.timeMs[n] = buffer.readDoubleLE(at);
    batch.lon[n] = buffer.readDoubleLE(at + 8);
    batch.lat[n] = buffer.readDoubleLE(at + 16);
    batch.offset[n] = buffer.readDoubleLE(at + 24);
    batch.mmsi[n] = buffer.readUInt32LE(at + 32);
    batch.sogTenthKn[n] = buffer.readInt16LE(at + 36);
    batch.cogTenthDeg[n] = buffer.readInt16LE(at + 38);
    batch.headingDeg[n] = buffer.readInt16LE(at + 40);
    batch.source[n] = buffer.readUInt16LE(at + 42);
    batch.navStatus[n] = buffer[at + 44]!;
    batch.flags[n] = buffer[at + 45]!;
    batch.messageType[n] = buffer[at + 46]!;
  }
}

/** Order of rows: event time, then source, then offset there. */
export function compareRows(a: PositionBatch, i: number, b: PositionBatch, j: number): number {
  return a.timeMs[i]! - b.timeMs[j]! || a.source[i]! - b.source[j]! || a.offset[i]! - b.offset[j]!;
}

/** The same order for identities; those without a time have been given one. */
export function compareIdentities(a: StaticReport, b: StaticReport): number {
  return a.timeMs! - b.timeMs! || a.source - b.source || a.offset - b.offset;
}
