/**
 * CSV rows to reports: the header line says which column holds what, or the user's column map does. Position columns go from
 * bytes to numbers without a string; identity columns are sent on only when they changed.
 */
import { FLAG_ACCURATE, FLAG_AIRCRAFT, FLAG_CLASS_B, FLAG_LONG_RANGE } from '../ais/position-batch.ts';
import type { ByteReader, ReportSink } from '../ais/report-sink.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import type { ColumnMap } from './column-map.ts';
import { CsvIdentity } from './csv-identity.ts';
import { type CsvPlan, planColumns } from './csv-plan.ts';
import { type CsvRecordSink, CsvRecords, type CsvRecordsData, MAX_RECORD } from './csv-records.ts';
import { decimalOf } from './decimal.ts';
import type { IdentityMemoryData } from './identity-memory.ts';
import { navStatusOf } from './nav-status-table.ts';
import { appendPosition, isMmsi, noPosition, positionFault } from './position-fields.ts';
import { textOf } from './text-of-bytes.ts';
import { TimeText } from './time-text.ts';

export interface CsvReaderOptions {
  /** Ordinal of the source. */
  readonly source: number;
  readonly columns?: ColumnMap;
  /** How the same source was read before: it holds where this stream begins without a header. */
  readonly before?: CsvHeading | undefined;
}

export interface CsvHeading {
  readonly delimiter: number;
  readonly plan: CsvPlan;
  readonly headerText: string;
}

/** What a snapshot keeps: the header's plan, the beginning of a row, and what was last said of each vessel. */
export interface CsvReaderData {
  readonly head: Uint8Array;
  readonly delimiter: number;
  readonly records: CsvRecordsData | undefined;
  readonly plan: CsvPlan | undefined;
  readonly headerText: string;
  readonly identity: IdentityMemoryData | undefined;
  readonly before: CsvHeading | undefined;
}

const [LF, QUOTE] = [10, 34] as const;
const SAMPLE = 120;
/** Different words for a navigational status in one file; beyond it they are looked up each time. */
const MAX_STATUS_WORDS = 256;

export class CsvReader implements ByteReader, CsvRecordSink {
  readonly #sink: ReportSink;
  readonly #options: CsvReaderOptions;
  /** Bytes before the end of the header line. */
  #head = new Uint8Array(0);
  #records: CsvRecords | undefined;
  #delimiter = 0;
  #hasDecimalComma = false;
  #plan: CsvPlan | undefined;
  #headerText = '';
  #identity: CsvIdentity | undefined;
  readonly #time = new TimeText();
  readonly #fields = noPosition();
  readonly #statusOfHash = new Map<number, number>();
  // The row in hand.
  #bytes: Uint8Array = new Uint8Array(0);
  #base = 0;

  constructor(sink: ReportSink, options: CsvReaderOptions) {
    this.#sink = sink;
    this.#options = options;
  }

  save(): CsvReaderData {
    return {
      head: this.#head.slice(),
      delimiter: this.#delimiter,
      records: this.#records?.save(),
      plan: this.#plan,
      headerText: this.#headerText,
      identity: this.#identity?.save(),
      before: this.#options.before,
    };
  }

  /** Absent where no header was read, and none was known. */
  get heading(): CsvHeading | undefined {
    if (this.#plan === undefined) return this.#options.before;
    return { delimiter: this.#delimiter, plan: this.#plan, headerText: this.#headerText };
  }

  static restore(sink: ReportSink, options: CsvReaderOptions, data: CsvReaderData): CsvReader {
    const reader = new CsvReader(sink, { ...options, before: data.before });
    reader.#head = data.head.slice();
    if (data.records === undefined) return reader;
    const records = reader.#withDelimiter(data.delimiter);
    records.restore(data.records);
    reader.#headerText = data.headerText;
    if (data.plan !== undefined) reader.#follow(data.plan, records);
    if (data.identity !== undefined) reader.#identity!.restore(data.identity);
    return reader;
  }

  /** MV-COLUMNS-INVALID when the header's columns are of no known shape, or do not have what the user's map names. */
  push(bytes: Uint8Array): void {
    if (this.#records !== undefined) return this.#records.push(bytes);
    const whole = new Uint8Array(this.#head.length + bytes.length);
    whole.set(this.#head);
    whole.set(bytes, this.#head.length);
    this.#head = whole;
    if (endOfFirstLine(whole) < 0 && whole.length <= MAX_RECORD) return;
    this.#begin();
  }

  end(): void {
    if (this.#records === undefined) this.#begin();
    this.#records?.end();
  }

  record(bytes: Uint8Array, base: number, length: number, offset: number): void {
    if (this.#plan === undefined) return this.#header(bytes, base, length);
    this.#bytes = bytes;
    this.#base = base;
    const reason = this.#row(this.#plan, offset);
    if (reason === undefined) return;
    // Files that were joined with `cat` repeat their header.
    if (textOf(bytes, base, base + Math.min(length, this.#headerText.length)).trim() === this.#headerText) return;
    this.#sink.counted(0);
    this.#sink.rejected(reason, textOf(bytes, base, base + Math.min(length, SAMPLE)));
  }

  broken(reason: 'line-too-long' | 'row-malformed', bytes: Uint8Array, base: number, length: number): void {
    this.#sink.counted(0);
    this.#sink.rejected(reason, textOf(bytes, base, base + Math.min(length, SAMPLE)));
  }

  #begin(): void {
    const end = endOfFirstLine(this.#head);
    const delimiter = delimiterOf(this.#head, end < 0 ? this.#head.length : end);
    const head = this.#head;
    this.#head = new Uint8Array(0);
    const { before } = this.#options;
    if (before === undefined || isKnownHeader(end < 0 ? head : head.subarray(0, end + 1), this.#options.columns))
      return this.#withDelimiter(delimiter).push(head);
    this.#headerText = before.headerText;
    const records = this.#withDelimiter(before.delimiter);
    this.#follow(before.plan, records);
    records.push(head);
  }

  #withDelimiter(delimiter: number): CsvRecords {
    this.#delimiter = delimiter;
    this.#hasDecimalComma = delimiter !== 44;
    this.#records = new CsvRecords(delimiter, this);
    return this.#records;
  }

  #follow(plan: CsvPlan, records: CsvRecords): void {
    this.#plan = plan;
    this.#identity = new CsvIdentity(plan.places, records, this.#hasDecimalComma);
  }

  #header(bytes: Uint8Array, base: number, length: number): void {
    this.#bytes = bytes;
    this.#base = base;
    const records = this.#records!;
    const names = Array.from({ length: Math.min(records.count, records.starts.length) }, (_, i) => this.#text(i));
    const plan = planColumns(names, this.#options.columns);
    if (plan === undefined)
      throw new MerivahtError(
        'MV-COLUMNS-INVALID',
        `the columns of this CSV are not known: ${names.join(', ').slice(0, 500)}; name them as in --columns mmsi=...,lat=...,lon=...,time=...`,
      );
    this.#headerText = textOf(bytes, base, base + length).trim();
    this.#follow(plan, records);
  }

  /** Why the row was set aside; undefined when it was taken. */
  #row(plan: CsvPlan, offset: number): RejectReason | undefined {
    const { places } = plan;
    const extra = this.#records!.count - plan.columnCount;
    if (extra !== 0 && !(extra === 1 && this.#isBlank(plan.columnCount))) return 'row-malformed';
    const fields = this.#fields;
    fields.mmsi = this.#number(places.mmsi);
    if (!isMmsi(fields.mmsi)) return 'mmsi-invalid';
    fields.timeMs = Number.NaN;
    if (places.time >= 0) {
      const from = this.#from(places.time);
      fields.timeMs = this.#time.read(this.#bytes, from, this.#to(places.time));
      if (Number.isNaN(fields.timeMs)) return 'time-malformed';
    }
    fields.flags = this.#flags(plan);
    if (fields.flags < 0) return 'not-a-vessel';
    if (places.lat < 0) {
      this.#sink.counted(0);
      this.#identify(offset);
      return undefined;
    }
    fields.lat = this.#number(places.lat);
    fields.lon = this.#number(places.lon);
    const fault = this.#positionFault(plan);
    if (fault === 'row-malformed') return fault;
    this.#identify(offset);
    if (fault !== undefined) return fault;
    this.#sink.counted(0);
    fields.speedKn = places.sogTenth >= 0 ? this.#number(places.sogTenth) / 10 : this.#number(places.sog);
    fields.courseDeg = this.#number(places.cog);
    if (plan.isCourseWrapped && fields.courseDeg < 0) fields.courseDeg += 409.6;
    fields.headingDeg = this.#number(places.heading);
    fields.navStatus = this.#navStatus(places.navStatus);
    appendPosition(this.#sink.positions, fields, this.#options.source, offset);
    this.#sink.appended();
    return undefined;
  }

  #identify(offset: number): void {
    const { mmsi, timeMs } = this.#fields;
    const report = this.#identity!.read(this.#bytes, this.#base, mmsi);
    if (report === undefined) return;
    const time = Number.isNaN(timeMs) ? undefined : timeMs;
    this.#sink.identity({ timeMs: time, mmsi, source: this.#options.source, offset, ...report });
  }

  #positionFault(plan: CsvPlan): RejectReason | undefined {
    const { lon, lat } = this.#fields;
    if (!Number.isNaN(lon) && !Number.isNaN(lat)) return positionFault(lon, lat);
    const isAbsent = this.#isAbsent(plan.places.lat) || this.#isAbsent(plan.places.lon);
    return isAbsent ? 'position-not-available' : 'row-malformed';
  }

  /** Bits of the position's flags; -1 for the row of a base station, aid to navigation or beacon. Sets the message type. */
  #flags(plan: CsvPlan): number {
    const { places } = plan;
    const type = places.messageType < 0 ? 0 : this.#number(places.messageType);
    this.#fields.messageType = type >= 1 && type <= 27 ? Math.floor(type) : 0;
    let flags = this.#fields.messageType === 27 ? FLAG_LONG_RANGE : 0;
    if (this.#fields.messageType === 9) flags |= FLAG_AIRCRAFT;
    if (type === 18 || type === 19) flags |= FLAG_CLASS_B;
    if (type === 4 || type === 11 || type === 21) return -1;
    if (places.accurate >= 0 && this.#isTrue(places.accurate)) flags |= FLAG_ACCURATE;
    return places.mobileType < 0 ? flags : this.#mobileFlags(flags, places.mobileType);
  }

  /** "Class A", "Class B" or their last letter are the many; the rest is read as text. */
  #mobileFlags(flags: number, column: number): number {
    const from = this.#from(column);
    const to = this.#to(column);
    const last = this.#bytes[to - 1]! & 0xdf;
    if (to - from === 1 || (to - from === 7 && (this.#bytes[from]! & 0xdf) === 67))
      return last === 66 ? flags | FLAG_CLASS_B : flags;
    const text = textOf(this.#bytes, from, to).trim().toLowerCase();
    if (text === 'sar airborne' || text === 'sar aircraft') return flags | FLAG_AIRCRAFT;
    const isOther = /base station|aton|aid|transponder|sart|epirb|man overboard|\bmob\b/.test(text);
    return isOther ? -1 : flags;
  }

  #navStatus(column: number): number {
    if (column < 0) return 15;
    const from = this.#from(column);
    const to = this.#to(column);
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ this.#bytes[i]!, 0x01000193);
    const known = this.#statusOfHash.get(hash);
    if (known !== undefined) return known;
    const status = navStatusOf(textOf(this.#bytes, from, to));
    if (this.#statusOfHash.size < MAX_STATUS_WORDS) this.#statusOfHash.set(hash, status);
    return status;
  }

  #from(column: number): number {
    return this.#base + this.#records!.starts[column]!;
  }

  #to(column: number): number {
    return this.#base + this.#records!.ends[column]!;
  }

  #number(column: number): number {
    if (column < 0) return Number.NaN;
    return decimalOf(this.#bytes, this.#from(column), this.#to(column), this.#hasDecimalComma);
  }

  #isBlank(column: number): boolean {
    for (let i = this.#from(column); i < this.#to(column); i++) if (this.#bytes[i]! > 32) return false;
    return true;
  }

  /** Blank, or a word for "none": then the position is not available rather than misspelt. */
  #isAbsent(column: number): boolean {
    return this.#isBlank(column) || /^(null|none|nan|n\/a|na|unknown|undefined)$/i.test(this.#text(column));
  }

  #isTrue(column: number): boolean {
    const first = this.#bytes[this.#from(column)]! | 32;
    return first === 49 || first === 116;
  }

  #text(column: number): string {
    const text = textOf(this.#bytes, this.#from(column), this.#to(column)).trim();
    return this.#records!.doubled[column] === 1 ? text.replaceAll('""', '"') : text;
  }
}

/** Whether a first line names columns of a known shape. */
export function isKnownHeader(line: Uint8Array, map?: ColumnMap): boolean {
  let isKnown = false;
  const records: CsvRecords = new CsvRecords(delimiterOf(line, line.length), {
    record: (bytes, base) => {
      const { starts, ends, count } = records;
      const names = Array.from({ length: Math.min(count, starts.length) }, (_, i) =>
        textOf(bytes, base + starts[i]!, base + ends[i]!).trim(),
      );
      try {
        isKnown ||= planColumns(names, map) !== undefined;
      } catch (error) {
        // A line without the columns that the user named.
        if (!(error instanceof MerivahtError)) throw error;
      }
    },
    broken: () => {},
  });
  records.push(line);
  records.end();
  return isKnown;
}

/** Place of the line feed that ends the first line that is not blank, quoted ones skipped; -1 if it has not come. */
export function endOfFirstLine(bytes: Uint8Array): number {
  let isQuoted = false;
  let hasText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) isQuoted = !isQuoted;
    if (byte === LF && !isQuoted && hasText) return i;
    if (byte > 32) hasText = true;
  }
  return -1;
}

/** The one of `,` `;` and tab that the line has most of, outside quotes; `,` where it has none. */
export function delimiterOf(bytes: Uint8Array, end: number): number {
  const counts = new Map([
    [44, 0],
    [59, 0],
    [9, 0],
  ]);
  let isQuoted = false;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (!isQuoted && counts.has(byte)) counts.set(byte, counts.get(byte)! + 1);
  }
  return [...counts].reduce((best, candidate) => (candidate[1] > best[1] ? candidate : best))[0];
}
