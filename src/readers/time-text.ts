/**
 * Times as files write them, straight from bytes: ISO 8601 with or without a zone (none means UTC), day first with slashes
 * as the Danish files, Go's `2023-10-22 22:47:36.94034384 +0000 UTC` as aisstream.io, epoch seconds, ms or microseconds.
 */
import { decimalOf } from './decimal.ts';
import { bytesOf } from './text-of-bytes.ts';

const [PLUS, MINUS, DOT, SLASH, COLON, UPPER_T, UPPER_Z] = [43, 45, 46, 47, 58, 84, 90] as const;
const DAY_MS = 86_400_000;
/** A bare number below this is no epoch: seconds since 1970 that lie in 1973. */
const MIN_EPOCH = 100_000_000;

/** Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms"). */
function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Reads one time; keeps the place where it reads, so that nothing is allocated a row. */
export class TimeText {
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  #digits = 0;

  /** ms since 1970 UTC, cut to whole ms; NaN where the bytes hold no time. */
  read(bytes: Uint8Array, from: number, to: number): number {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = to;
    while (this.#end > this.#at && bytes[this.#end - 1]! <= 32) this.#end--;
    this.#blanks();
    const start = this.#at;
    const first = this.#number();
    if (this.#digits === 0 || this.#digits > 4) return this.#epoch(start);
    const isYearFirst = this.#digits === 4;
    const separator = this.#peek();
    if (separator !== MINUS && separator !== SLASH && separator !== DOT) return this.#epoch(start);
    this.#at++;
    const month = this.#number();
    if (this.#digits === 0 || this.#digits > 2 || this.#peek() !== separator) return this.#epoch(start);
    this.#at++;
    const last = this.#number();
    if (isYearFirst ? this.#digits === 0 || this.#digits > 2 : this.#digits !== 4) return Number.NaN;
    const [year, day] = isYearFirst ? [first, last] : [last, first];
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
    return dayNumber(year, month, day) * DAY_MS + this.#timeOfDay();
  }

  /** The rest after a date, as ms from its midnight UTC. */
  #timeOfDay(): number {
    if (this.#at === this.#end) return 0;
    if (this.#peek() === UPPER_T || this.#peek() === 116) this.#at++;
    else if (this.#peek() > 32) return Number.NaN;
    this.#blanks();
    const hour = this.#number();
    if (this.#digits === 0 || this.#digits > 2 || hour > 23 || this.#peek() !== COLON) return Number.NaN;
    this.#at++;
    const minute = this.#number();
    if (this.#digits !== 2 || minute > 59) return Number.NaN;
    let ms = 0;
    if (this.#peek() === COLON) {
      this.#at++;
      const second = this.#number();
      // 60 is a leap second: it becomes the first of the next minute.
      if (this.#digits !== 2 || second > 60) return Number.NaN;
      ms = second * 1000;
      if (this.#peek() === DOT) ms += this.#fractionMs();
    }
    return hour * 3_600_000 + minute * 60_000 + ms - this.#zoneMs();
  }

  #fractionMs(): number {
    this.#at++;
    let ms = 0;
    let unit = 100;
    for (; this.#at < this.#end; this.#at++) {
      const digit = this.#bytes[this.#at]! - 48;
      if (digit < 0 || digit > 9) break;
      ms += digit * unit;
      unit = unit > 1 ? unit / 10 : 0;
    }
    return ms;
  }

  /** `Z`, `UTC`, `+02`, `+0200`, `+02:00`, or `+0000 UTC`; nothing means UTC. NaN for something else. */
  #zoneMs(): number {
    this.#blanks();
    let zoneMs = 0;
    const sign = this.#peek();
    if (sign === PLUS || sign === MINUS) {
      this.#at++;
      let hours = this.#number();
      let minutes = 0;
      if (this.#digits === 4) {
        minutes = hours % 100;
        hours = Math.floor(hours / 100);
      } else if (this.#digits !== 2) return Number.NaN;
      else if (this.#peek() === COLON) {
        this.#at++;
        minutes = this.#number();
      }
      if (hours > 14 || minutes > 59) return Number.NaN;
      zoneMs = (sign === MINUS ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
      this.#blanks();
    }
    if (this.#peek() === UPPER_Z) this.#at++;
    else if (this.#peek() === 85 && this.#bytes[this.#at + 1] === 84 && this.#bytes[this.#at + 2] === 67) this.#at += 3;
    return this.#at === this.#end ? zoneMs : Number.NaN;
  }

  #epoch(start: number): number {
    const value = decimalOf(this.#bytes, start, this.#end);
    if (!(value >= MIN_EPOCH)) return Number.NaN;
    if (value < 1e11) return Math.floor(value * 1000 + 1e-4);
    if (value < 1e14) return Math.floor(value);
    return value < 1e17 ? Math.floor(value / 1000) : Number.NaN;
  }

  #number(): number {
    let value = 0;
    const from = this.#at;
    for (; this.#at < this.#end; this.#at++) {
      const digit = this.#bytes[this.#at]! - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.#digits = this.#at - from;
    return value;
  }

  #peek(): number {
    return this.#at < this.#end ? this.#bytes[this.#at]! : 0;
  }

  #blanks(): void {
    while (this.#at < this.#end && this.#bytes[this.#at]! <= 32) this.#at++;
  }
}

/** The same for text. ms since 1970 UTC; NaN where it is no time. */
export function timeOfText(text: string): number {
  return text.length > 64 ? Number.NaN : new TimeText().read(bytesOf(text), 0, text.length);
}
