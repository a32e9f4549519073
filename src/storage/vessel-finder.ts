/**
 * Finds in the bytes of one source the records of one vessel, as places in the stream: sentences with all parts of a message,
 * rows of a CSV, JSON objects. Broken sentences too, as far as their MMSI can be read.
 */
import { SEXTET_OF_BYTE, unsigned } from '../ais/sixbit.ts';
import { planColumns } from '../readers/csv-plan.ts';
import { delimiterOf, endOfFirstLine, isKnownHeader } from '../readers/csv-reader.ts';
import { CsvRecords, MAX_RECORD } from '../readers/csv-records.ts';
import { decimalOf } from '../readers/decimal.ts';
import { readObject } from '../readers/json-reader.ts';
import { objectOf } from '../readers/json-report.ts';
import { JsonSplitter } from '../readers/json-splitter.ts';
import { textOf } from '../readers/text-of-bytes.ts';

export interface VesselFinder {
  push(bytes: Uint8Array): void;
  /** No more bytes will come. */
  end(): void;
}

/** From (included) to (excluded), in bytes since the source began. */
export type Found = (from: number, to: number) => void;

/** `before`: who looked through the same source until now; a CSV that goes on without a header is read as it was. */
export function vesselFinder(format: string, mmsi: number, found: Found, before?: VesselFinder): VesselFinder {
  if (format.startsWith('json')) return jsonFinder(mmsi, found);
  if (!format.startsWith('csv')) return new SentenceFinder(mmsi, found);
  return new CsvFinder(mmsi, found, before instanceof CsvFinder ? before.heading : undefined);
}

const NEWLINE = 10;
/** What the decoder takes for a line at most, and then some. */
const MAX_LINE = 4096;
/** As `ais/fragments.ts`: parts further apart are not joined. */
const MAX_APART = 200;
const MAX_OPEN = 64;
/** Talker and kind, total, number, sequence, channel, payload. */
const SENTENCE = /!([A-Z]{2}VD[MO]),(\d),(\d),([^,]*),([^,]*),([^,]*)/;
const STATION = /[\\,]s:([^,*\\]*)/;
/** Type, repeat and MMSI. */
const HEAD_SEXTETS = 7;

interface Group {
  readonly numbers: Set<string>;
  readonly sentence: number;
  places: (readonly [from: number, to: number])[];
  isWanted: boolean;
}

class SentenceFinder implements VesselFinder {
  readonly #mmsi: number;
  readonly #found: Found;
  readonly #groups = new Map<string, Group>();
  #carry = new Uint8Array(0);
  #offset = 0;
  #sentence = 0;

  constructor(mmsi: number, found: Found) {
    this.#mmsi = mmsi;
    this.#found = found;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, at)) {
      const line = this.#carry.length === 0 ? bytes.subarray(at, end) : joined(this.#carry, bytes.subarray(at, end));
      this.#line(line, this.#offset - this.#carry.length + at, this.#offset + end + 1);
      this.#carry = EMPTY;
      at = end + 1;
    }
    const from = this.#offset - this.#carry.length + at;
    this.#offset += bytes.length;
    this.#carry = joined(this.#carry, bytes.subarray(at));
    if (this.#carry.length <= MAX_LINE) return;
    this.#line(this.#carry, from, this.#offset);
    this.#carry = EMPTY;
  }

  end(): void {
    this.#line(this.#carry, this.#offset - this.#carry.length, this.#offset);
    this.#carry = EMPTY;
  }

  #line(line: Uint8Array, from: number, to: number): void {
    const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString('latin1');
    const match = SENTENCE.exec(text);
    if (match === null) return;
    this.#sentence++;
    const [, kind, total, number, sequence, channel, payload] = match as unknown as string[];
    const isOurs = number === '1' && mmsiOf(payload!) === this.#mmsi;
    if (total === '1') {
      if (isOurs) this.#found(from, to);
      return;
    }
    const key = [STATION.exec(text)?.[1], kind, total, sequence, channel].join();
    const group = this.#groupOf(key, number!);
    group.numbers.add(number!);
    group.places.push([from, to]);
    group.isWanted ||= isOurs;
    if (group.isWanted) {
      for (const place of group.places) this.#found(...place);
      group.places = [];
    }
    if (group.numbers.size === Number(total)) this.#groups.delete(key);
  }

  #groupOf(key: string, number: string): Group {
    const known = this.#groups.get(key);
    if (known !== undefined && !known.numbers.has(number) && this.#sentence - known.sentence <= MAX_APART) return known;
    const group: Group = { numbers: new Set(), sentence: this.#sentence, places: [], isWanted: false };
    this.#groups.delete(key);
    this.#groups.set(key, group);
    if (this.#groups.size > MAX_OPEN) this.#groups.delete(this.#groups.keys().next().value!);
    return group;
  }
}

const EMPTY = new Uint8Array(0);

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** NaN where the payload is too short for one. */
function mmsiOf(payload: string): number {
  if (payload.length < HEAD_SEXTETS) return Number.NaN;
  const sextets = Uint8Array.from({ length: HEAD_SEXTETS }, (_, i) => SEXTET_OF_BYTE[payload.charCodeAt(i) & 0xff]!);
  return sextets.includes(255) ? Number.NaN : unsigned(sextets, 8, 30);
}

function jsonFinder(mmsi: number, found: Found): VesselFinder {
  return new JsonSplitter({
    object: (bytes, from, to, offset) => {
      try {
        const object = objectOf(JSON.parse(textOf(bytes, from, to)));
        if (object !== undefined && readObject(object)?.mmsi === mmsi) found(offset, offset + to - from);
      } catch {
        // The reader sets it aside as well: nobody can say whose it is.
      }
    },
    broken: () => {},
  });
}

interface CsvHeading {
  readonly delimiter: number;
  /** -1 where the header names none. */
  readonly column: number;
}

class CsvFinder implements VesselFinder {
  readonly #mmsi: number;
  readonly #found: Found;
  #head = EMPTY;
  #records: CsvRecords | undefined;
  #delimiter = 44;
  #column: number | undefined;
  readonly #before: CsvHeading | undefined;

  constructor(mmsi: number, found: Found, before: CsvHeading | undefined) {
    this.#mmsi = mmsi;
    this.#found = found;
    this.#before = before;
  }

  get heading(): CsvHeading | undefined {
    return this.#column === undefined ? this.#before : { delimiter: this.#delimiter, column: this.#column };
  }

  push(bytes: Uint8Array): void {
    if (this.#records !== undefined) return this.#records.push(bytes);
    this.#head = joined(this.#head, bytes);
    const end = endOfFirstLine(this.#head);
    if (end < 0 && this.#head.length <= MAX_RECORD) return;
    this.#delimiter = delimiterOf(this.#head, end < 0 ? this.#head.length : end);
    if (this.#before !== undefined && !isKnownHeader(end < 0 ? this.#head : this.#head.subarray(0, end + 1))) {
      this.#delimiter = this.#before.delimiter;
      this.#column = this.#before.column;
    }
    this.#records = new CsvRecords(this.#delimiter, {
      record: (row, base, length, offset) => this.#record(row, base, length, offset),
      broken: () => {},
    });
    this.#records.push(this.#head);
  }

  end(): void {
    this.#records?.end();
  }

  #record(bytes: Uint8Array, base: number, length: number, offset: number): void {
    const { starts, ends, count } = this.#records!;
    if (this.#column === undefined) {
      const names = Array.from({ length: Math.min(count, starts.length) }, (_, i) =>
        textOf(bytes, base + starts[i]!, base + ends[i]!).trim(),
      );
      this.#column = planColumns(names)?.places.mmsi ?? -1;
      return;
    }
    const column = this.#column;
    if (column < 0 || column >= count) return;
    const mmsi = decimalOf(bytes, base + starts[column]!, base + ends[column]!, this.#delimiter !== 44);
    if (mmsi === this.#mmsi) this.#found(offset, offset + length + 1);
  }
}
