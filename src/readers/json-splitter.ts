/**
 * Finds whole JSON objects in a byte stream: one a line, pretty-printed one after another, in arrays, or in the `features`
 * or `vessels` array of a document that may be larger than memory. Broken ones are set aside and the next one is found.
 */

const [LF, QUOTE, COMMA, COLON, BRACKET, BACKSLASH, CLOSE_BRACKET, BRACE, CLOSE_BRACE] = [
  10, 34, 44, 58, 91, 92, 93, 123, 125,
] as const;
export const MAX_OBJECT = 4 * 1024 * 1024;
const MAX_DEPTH = 64;
/** Arrays whose members are records, when they stand directly in an outermost object. */
const RECORD_ARRAYS: readonly string[] = ['features', 'vessels'];
const LONGEST_NAME = 8;

export interface JsonObjectSink {
  /** A whole object: `bytes[from]` is its `{`, `bytes[to - 1]` its `}`; `offset` is where it begins in the stream. */
  object(bytes: Uint8Array, from: number, to: number, offset: number): void;
  /** An object that broke off or is longer than the bound, or bytes between objects that are no JSON. */
  broken(reason: 'row-malformed' | 'line-too-long' | 'not-ais', bytes: Uint8Array, from: number, to: number): void;
}

/** Between objects; inside one; inside one, in a string; in bytes that are no JSON; after one that broke. */
const [OUTSIDE, INSIDE, TEXT, JUNK, SKIPPING] = [0, 1, 2, 3, 4] as const;

/** What is held between two chunks, as a snapshot keeps it: the beginning of an object, and how deep it is. */
export interface JsonSplitterData {
  readonly state: number;
  readonly isEscaped: boolean;
  readonly nesting: Uint8Array;
  readonly last: number;
  readonly isInRecords: boolean;
  readonly isInRest: boolean;
  readonly name: string;
  readonly carry: Uint8Array;
  readonly chunkOffset: number;
  readonly recordOffset: number;
}

export class JsonSplitter {
  readonly #sink: JsonObjectSink;
  #state: number = OUTSIDE;
  #isEscaped = false;
  /** 1 for each open object, 0 for each open array, of the record in hand. */
  readonly #nesting = new Uint8Array(MAX_DEPTH);
  #depth = 0;
  /** The last byte that is neither blank nor in a string; QUOTE for a string. */
  #last = 0;
  /** True while inside a record array: its objects are records and are not looked into for further ones. */
  #isInRecords = false;
  /** True after a record array, until the object around it ends. */
  #isInRest = false;
  /** The last string directly inside the outermost object, while it can still be the name of a record array. */
  #name = '';
  /** What is kept of the record in hand from earlier chunks. */
  #carry = new Uint8Array(4096);
  #carried = 0;
  #chunkOffset = 0;
  #recordOffset = 0;

  constructor(sink: JsonObjectSink) {
    this.#sink = sink;
  }

  save(): JsonSplitterData {
    return {
      state: this.#state,
      isEscaped: this.#isEscaped,
      nesting: this.#nesting.slice(0, this.#depth),
      last: this.#last,
      isInRecords: this.#isInRecords,
      isInRest: this.#isInRest,
      name: this.#name,
      carry: this.#carry.slice(0, this.#carried),
      chunkOffset: this.#chunkOffset,
      recordOffset: this.#recordOffset,
    };
  }

  restore(data: JsonSplitterData): void {
    this.#state = data.state;
    this.#isEscaped = data.isEscaped;
    this.#nesting.set(data.nesting);
    this.#depth = data.nesting.length;
    this.#last = data.last;
    this.#isInRecords = data.isInRecords;
    this.#isInRest = data.isInRest;
    this.#name = data.name;
    this.#carry = new Uint8Array(Math.max(this.#carry.length, data.carry.length));
    this.#carry.set(data.carry);
    this.#carried = data.carry.length;
    this.#chunkOffset = data.chunkOffset;
    this.#recordOffset = data.recordOffset;
  }

  push(bytes: Uint8Array): void {
    // Where the record in hand begins in this chunk; 0 if it began earlier.
    let start = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      switch (this.#state) {
        case TEXT:
          if (this.#isEscaped) this.#isEscaped = false;
          else if (byte === BACKSLASH) this.#isEscaped = true;
          else if (byte === QUOTE) this.#state = INSIDE;
          // JSON strings hold no raw line feed: the line was cut.
          else if (byte === LF) this.#break('row-malformed', bytes, start, i);
          else if (this.#depth === 1 && this.#name.length <= LONGEST_NAME) this.#name += String.fromCharCode(byte);
          break;
        case INSIDE:
          if (this.#inside(byte, bytes, start, i)) start = i;
          break;
        default:
          if (this.#outside(byte, bytes, start, i)) start = i;
      }
      if (this.#depth > 0 && !this.#isInRest && this.#carried + i - start >= MAX_OBJECT) {
        this.#break('line-too-long', bytes, start, i + 1);
        this.#state = SKIPPING;
      }
    }
    if (this.#state !== OUTSIDE && this.#state !== SKIPPING) this.#keep(bytes, start, bytes.length);
    this.#chunkOffset += bytes.length;
  }

  end(): void {
    if (this.#state === JUNK) this.#junk(new Uint8Array(0), 0, 0);
    else if (this.#depth > 0 && !this.#isInRest) this.#break('row-malformed', new Uint8Array(0), 0, 0);
  }

  /** A byte between records. True when a record or junk begins with it. */
  #outside(byte: number, bytes: Uint8Array, start: number, i: number): boolean {
    if (this.#state === SKIPPING) {
      const isMember = this.#last === COLON;
      if (byte > 32) this.#last = byte;
      // The next record begins on a new line, or where an object is no member of another.
      if (byte !== LF && (byte !== BRACE || isMember)) return false;
      this.#state = OUTSIDE;
    }
    const isJson = byte <= 32 || byte === COMMA || byte === BRACKET || byte === BRACE || byte === CLOSE_BRACKET;
    if (this.#state === JUNK) {
      if (byte !== BRACE && byte !== LF) return false;
      this.#junk(bytes, start, i);
      if (byte === LF) return false;
    } else if (!isJson && !isByteOrderMark(byte)) {
      this.#state = JUNK;
      this.#carried = 0;
      return true;
    }
    if (byte === CLOSE_BRACKET && this.#isInRecords) {
      this.#isInRecords = false;
      this.#isInRest = true;
      this.#state = INSIDE;
      this.#depth = 1;
      this.#nesting[0] = 1;
      this.#last = CLOSE_BRACKET;
      return true;
    }
    if (byte !== BRACE) return false;
    this.#open(true);
    this.#state = INSIDE;
    this.#carried = 0;
    this.#recordOffset = this.#chunkOffset + i;
    return true;
  }

  /** A byte inside a record, not in a string. True when the record that begins there is another one. */
  #inside(byte: number, bytes: Uint8Array, start: number, i: number): boolean {
    if (byte <= 32) return false;
    const last = this.#last;
    this.#last = byte;
    const isInObject = this.#nesting[this.#depth - 1] === 1;
    switch (byte) {
      case QUOTE:
        this.#state = TEXT;
        this.#name = '';
        return false;
      case BRACE:
        if (isInObject ? last === COLON : last === BRACKET || last === COMMA) {
          if (this.#depth === MAX_DEPTH) this.#skip(bytes, start, i);
          else this.#open(true);
          return false;
        }
        // No object can begin here: what was open has broken off, and this is the next record.
        this.#break('row-malformed', bytes, start, i);
        return this.#outside(byte, bytes, i, i);
      case BRACKET:
        if (this.#depth === 1 && last === COLON && !this.#isInRecords && RECORD_ARRAYS.includes(this.#name)) {
          this.#close();
          this.#isInRecords = true;
          this.#isInRest = false;
          return false;
        }
        if (this.#depth === MAX_DEPTH) this.#skip(bytes, start, i);
        else this.#open(false);
        return false;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (isInObject !== (byte === CLOSE_BRACE)) {
          this.#skip(bytes, start, i + 1);
          return false;
        }
        this.#depth--;
        if (this.#depth === 0) this.#finish(bytes, start, i + 1);
        return false;
      default:
        return false;
    }
  }

  #open(isObject: boolean): void {
    this.#nesting[this.#depth++] = isObject ? 1 : 0;
    this.#last = isObject ? BRACE : BRACKET;
  }

  #close(): void {
    this.#state = OUTSIDE;
    this.#depth = 0;
    this.#carried = 0;
    this.#isEscaped = false;
  }

  #finish(bytes: Uint8Array, start: number, end: number): void {
    if (this.#isInRest) this.#isInRest = false;
    else if (this.#carried === 0) this.#sink.object(bytes, start, end, this.#recordOffset);
    else {
      this.#keep(bytes, start, end);
      this.#sink.object(this.#carry, 0, this.#carried, this.#recordOffset);
    }
    this.#close();
  }

  #break(reason: 'row-malformed' | 'line-too-long', bytes: Uint8Array, start: number, end: number): void {
    this.#report(reason, bytes, start, end);
    this.#isInRest = false;
    this.#close();
  }

  #skip(bytes: Uint8Array, start: number, end: number): void {
    this.#break('row-malformed', bytes, start, end);
    this.#state = SKIPPING;
  }

  #junk(bytes: Uint8Array, start: number, end: number): void {
    this.#report('not-ais', bytes, start, end);
    this.#state = OUTSIDE;
    this.#carried = 0;
  }

  #report(reason: Parameters<JsonObjectSink['broken']>[0], bytes: Uint8Array, start: number, end: number): void {
    if (this.#carried > 0) this.#sink.broken(reason, this.#carry, 0, this.#carried);
    else this.#sink.broken(reason, bytes, start, end);
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    // Of junk and of what follows a record array only the beginning matters.
    const end = this.#state === JUNK || this.#isInRest ? Math.min(to, from + Math.max(0, 256 - this.#carried)) : to;
    if (end <= from) return;
    if (this.#carried + end - from > this.#carry.length) {
      const larger = new Uint8Array(Math.max(this.#carry.length * 2, this.#carried + end - from));
      larger.set(this.#carry.subarray(0, this.#carried));
      this.#carry = larger;
    }
    this.#carry.set(bytes.subarray(from, end), this.#carried);
    this.#carried += end - from;
  }
}

/** EF BB BF at the beginning: nothing to complain about. */
const isByteOrderMark = (byte: number): boolean => byte === 0xef || byte === 0xbb || byte === 0xbf;
