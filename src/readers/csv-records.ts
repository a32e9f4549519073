/**
 * Bytes of a CSV to records and the bounds of their fields (RFC 4180, with blanks around quotes tolerated), in chunks of any
 * size. A record that lies within one chunk is never copied.
 */

const [TAB, LF, SPACE, QUOTE] = [9, 10, 32, 34] as const;
export const MAX_RECORD = 64 * 1024;
/** A quoted field with line breaks may go on for so long after the first one; else the quote is a stray one. */
const MAX_AFTER_BREAK = 4096;
const MAX_FIELDS = 512;

const [START, PLAIN, QUOTED, CLOSED, SKIPPING] = [0, 1, 2, 3, 4] as const;

export interface CsvRecordSink {
  /** A whole record: its bytes are `bytes[base]` to `bytes[base + length]`; field bounds in `fields` are from its start. */
  record(bytes: Uint8Array, base: number, length: number, offset: number): void;
  /** A line longer than the bound, or one whose quotes do not close. */
  broken(reason: 'line-too-long' | 'row-malformed', bytes: Uint8Array, base: number, length: number): void;
}

/** What is held between two chunks, as a snapshot keeps it: the beginning of a record, and the bounds of its fields. */
export interface CsvRecordsData {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly doubled: Uint8Array;
  readonly count: number;
  readonly state: number;
  readonly fieldStart: number;
  readonly quoteEnd: number;
  readonly isDoubled: number;
  readonly breakAt: number;
  readonly chunkOffset: number;
  readonly carry: Uint8Array;
  readonly carryOffset: number;
}

export class CsvRecords {
  /** Bounds of the fields of the present record, from its start, quotes left out; beyond 512 fields only counted. */
  readonly starts = new Int32Array(MAX_FIELDS);
  readonly ends = new Int32Array(MAX_FIELDS);
  /** 1 where the field holds doubled quotes. */
  readonly doubled = new Uint8Array(MAX_FIELDS);
  count = 0;
  readonly #delimiter: number;
  readonly #sink: CsvRecordSink;
  #state: number = START;
  #fieldStart = 0;
  #quoteEnd = -1;
  #isDoubled = 0;
  /** Place of the first line break inside quotes, from the record's start; -1 if there is none. */
  #breakAt = -1;
  /** Absolute offset of the chunk in hand. */
  #chunkOffset = 0;
  #carry = new Uint8Array(1024);
  #carried = 0;
  #carryOffset = 0;
  /** How far the last walk came. */
  #walked = 0;

  constructor(delimiter: number, sink: CsvRecordSink) {
    this.#delimiter = delimiter;
    this.#sink = sink;
  }

  save(): CsvRecordsData {
    const { count } = this;
    const kept = Math.min(count, MAX_FIELDS);
    return {
      starts: this.starts.slice(0, kept),
      ends: this.ends.slice(0, kept),
      doubled: this.doubled.slice(0, kept),
      count,
      state: this.#state,
      fieldStart: this.#fieldStart,
      quoteEnd: this.#quoteEnd,
      isDoubled: this.#isDoubled,
      breakAt: this.#breakAt,
      chunkOffset: this.#chunkOffset,
      carry: this.#carry.slice(0, this.#carried),
      carryOffset: this.#carryOffset,
    };
  }

  restore(data: CsvRecordsData): void {
    this.starts.set(data.starts);
    this.ends.set(data.ends);
    this.doubled.set(data.doubled);
    this.count = data.count;
    this.#state = data.state;
    this.#fieldStart = data.fieldStart;
    this.#quoteEnd = data.quoteEnd;
    this.#isDoubled = data.isDoubled;
    this.#breakAt = data.breakAt;
    this.#chunkOffset = data.chunkOffset;
    this.#carry = new Uint8Array(Math.max(this.#carry.length, data.carry.length));
    this.#carry.set(data.carry);
    this.#carried = data.carry.length;
    this.#carryOffset = data.carryOffset;
  }

  push(bytes: Uint8Array): void {
    this.#scan(bytes);
    this.#chunkOffset += bytes.length;
  }

  end(): void {
    while (this.#carried > 0) {
      if (this.#state === QUOTED) this.#recover('row-malformed', START);
      else this.#finish(this.#carry, 0, this.#carried);
    }
  }

  #scan(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      // The record's start in this chunk: negative where it began in an earlier one.
      const origin = at - this.#carried;
      const room = this.#breakAt < 0 ? MAX_RECORD : Math.min(MAX_RECORD, this.#breakAt + MAX_AFTER_BREAK);
      const stop = this.#state === SKIPPING ? bytes.length : Math.min(bytes.length, origin + room);
      const end = this.#walk(bytes, at, stop, origin);
      if (end >= 0) {
        this.#complete(bytes, at, end);
        at = end + 1;
      } else if (this.#state === SKIPPING) return;
      else {
        this.#keep(bytes, at, this.#walked);
        at = this.#walked;
        if (this.#carried >= room) this.#recover(this.#breakAt < 0 ? 'line-too-long' : 'row-malformed', SKIPPING);
      }
    }
  }

  /** Goes on to the record's end; -1 if it did not come before `stop`, or if a line broke inside quotes. */
  #walk(bytes: Uint8Array, from: number, stop: number, origin: number): number {
    const delimiter = this.#delimiter;
    let state = this.#state;
    let i = from;
    for (; i < stop; i++) {
      const byte = bytes[i]!;
      if (state === QUOTED) {
        if (byte === QUOTE) {
          state = CLOSED;
          this.#quoteEnd = i - origin;
        } else if (byte === LF && this.#breakAt < 0) {
          this.#breakAt = i - origin;
          i++;
          break;
        }
        continue;
      }
      if (byte === LF) {
        this.#state = state;
        return i;
      }
      if (state === SKIPPING) continue;
      if (byte === delimiter) {
        this.#closeField(i - origin, state);
        state = START;
      } else if (byte === QUOTE) {
        if (state === START) {
          state = QUOTED;
          this.#fieldStart = i - origin + 1;
        } else if (state === CLOSED) {
          state = QUOTED;
          this.#isDoubled = 1;
        }
      } else if (state === START && byte !== SPACE && byte !== TAB) state = PLAIN;
    }
    this.#state = state;
    this.#walked = i;
    return -1;
  }

  #closeField(end: number, state: number): void {
    if (this.count < MAX_FIELDS) {
      this.starts[this.count] = this.#fieldStart;
      this.ends[this.count] = state === CLOSED ? this.#quoteEnd : end;
      this.doubled[this.count] = this.#isDoubled;
    }
    this.count++;
    this.#fieldStart = end + 1;
    this.#isDoubled = 0;
  }

  #complete(bytes: Uint8Array, at: number, end: number): void {
    if (this.#state === SKIPPING) this.#reset();
    else if (this.#carried === 0) this.#finish(bytes, at, end - at);
    else {
      this.#keep(bytes, at, end);
      this.#finish(this.#carry, 0, this.#carried);
    }
  }

  #finish(bytes: Uint8Array, base: number, length: number): void {
    this.#closeField(length, this.#state);
    const offset = this.#carried > 0 ? this.#carryOffset : this.#chunkOffset + base;
    this.#reset();
    const isBlank = this.count === 1 && isBlankField(bytes, base + this.starts[0]!, base + this.ends[0]!);
    if (!isBlank) this.#sink.record(bytes, base, length, offset);
    this.count = 0;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    if (to <= from) return;
    if (this.#carried === 0) this.#carryOffset = this.#chunkOffset + from;
    if (this.#carried + to - from > this.#carry.length) {
      const larger = new Uint8Array(Math.max(this.#carry.length * 2, this.#carried + to - from));
      larger.set(this.#carry.subarray(0, this.#carried));
      this.#carry = larger;
    }
    this.#carry.set(bytes.subarray(from, to), this.#carried);
    this.#carried += to - from;
  }

  /**
   * The record in hand cannot be one: sets its first line aside, and reads what follows that line once more. Afterwards the
   * carried bytes again end where the chunk goes on. `next` is the state where nothing follows.
   */
  #recover(reason: 'line-too-long' | 'row-malformed', next: number): void {
    const breakAt = this.#breakAt;
    const length = breakAt < 0 ? this.#carried : breakAt;
    this.#sink.broken(reason, this.#carry, 0, length);
    const rest = breakAt < 0 ? undefined : this.#carry.slice(breakAt + 1, this.#carried);
    const restOffset = this.#carryOffset + breakAt + 1;
    this.#reset();
    this.count = 0;
    if (rest === undefined) {
      this.#state = next;
      return;
    }
    const chunkOffset = this.#chunkOffset;
    this.#chunkOffset = restOffset;
    this.#scan(rest);
    this.#chunkOffset = chunkOffset;
  }

  #reset(): void {
    this.#state = START;
    this.#fieldStart = 0;
    this.#quoteEnd = -1;
    this.#isDoubled = 0;
    this.#breakAt = -1;
    this.#carried = 0;
  }
}

function isBlankField(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! > SPACE) return false;
  return true;
}
