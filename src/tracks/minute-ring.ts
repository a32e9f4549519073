/**
 * What a vessel did, minute by minute, over the last four hours: medians of the minutes in which it was heard. Whole numbers in
 * columns of one buffer, 15 bytes a minute, so that a snapshot holds it as it is: 1,440 bytes for a vessel that lies still,
 * 3,600 once it has moved.
 */
import { MINUTE_MS } from '../geo/units.ts';

export const RING_MINUTES = 240;
/** A vessel that has not moved yet is remembered for as long as what watches and shows ships that lie still looks back: 90 min. */
const RESTING_MINUTES = 96;
/** Speeds of one minute that take part in its median; a class A vessel sends at most thirty. */
const MAX_PER_MINUTE = 32;
/** Faster is moving: GNSS wander of a moored ship shows as 0.1 to 0.3 kn. */
const MOVING_KN = 0.5;
/** Or, where no speed is known, farther from one heard minute to the next (200 m of latitude). */
const MOVING_DEG = 0.002;

/** Hundredths of a knot and of a degree, and 1e-7 degrees (1 cm), fit the columns; these mean absent. */
const NO_HUNDREDTHS = 0xffff;
const NO_DEGREES = 0x7fffffff;
const PER_DEGREE = 1e7;

const BYTES_PER_MINUTE = 2 * 4 + 3 * 2 + 1;

/** A ring as a snapshot holds it. */
export interface MinuteRingData {
  readonly headMs: number;
  /** All columns, one after the other, in this machine's order of bytes. The ring's own: to be copied before it goes on. */
  readonly columns: Uint8Array;
  /** The open minute: its speeds and its sums; empty while there is none. */
  readonly openSpeeds: Uint16Array;
  readonly open: readonly number[];
}

/** Of a ring that holds nothing yet. */
const NO_BYTES = new Uint8Array(0);
const NO_HALVES = new Uint16Array(0);
const NO_NUMBERS = new Int32Array(0);

export class MinuteRing {
  /** Start of the newest closed minute; -1 before the first. */
  headMs = -1;
  #capacity = 0;
  #columns = NO_BYTES;
  #lon = NO_NUMBERS;
  #lat = NO_NUMBERS;
  #speed = NO_HALVES;
  #course = NO_HALVES;
  #heading = NO_HALVES;
  #count = NO_BYTES;
  /** The open minute. */
  readonly #openSpeeds = new Uint16Array(MAX_PER_MINUTE);
  #openMs = -1;
  #openCount = 0;
  #speedCount = 0;
  #east = 0;
  #north = 0;
  #headingEast = 0;
  #headingNorth = 0;
  #lastLon = 0;
  #lastLat = 0;

  /** Takes one fix. Fixes come in time order; those of one minute together make its sample. */
  add(
    timeMs: number,
    lon: number,
    lat: number,
    speedKn: number | undefined,
    courseDeg: number | undefined,
    headingDeg: number | undefined,
  ): void {
    const minuteMs = Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
    if (minuteMs !== this.#openMs) {
      if (minuteMs < this.#openMs) return;
      this.#close();
      this.#openMs = minuteMs;
    }
    this.#openCount++;
    this.#lastLon = lon;
    this.#lastLat = lat;
    if (speedKn !== undefined && this.#speedCount < MAX_PER_MINUTE)
      this.#openSpeeds[this.#speedCount++] = hundredths(speedKn);
    if (courseDeg !== undefined) {
      this.#east += Math.sin((courseDeg * Math.PI) / 180);
      this.#north += Math.cos((courseDeg * Math.PI) / 180);
    }
    if (headingDeg !== undefined) {
      this.#headingEast += Math.sin((headingDeg * Math.PI) / 180);
      this.#headingNorth += Math.cos((headingDeg * Math.PI) / 180);
    }
  }

  /** Closes all minutes before `tickMs`: age 0 becomes the minute that ended at the tick. */
  advance(tickMs: number): void {
    if (this.#openMs >= 0 && this.#openMs < tickMs) this.#close();
    this.#moveHead(tickMs - MINUTE_MS);
  }

  /** Median speed in knots of the minute `ageMin` before the newest; NaN where none was heard. */
  speedKn(ageMin: number): number {
    const value = this.#holds(ageMin) ? this.#speed[this.#slot(ageMin)]! : NO_HUNDREDTHS;
    return value === NO_HUNDREDTHS ? Number.NaN : value / 100;
  }

  /** Circular mean of the minute's courses, degrees [0, 360); NaN where none was heard. */
  courseDeg(ageMin: number): number {
    const value = this.#holds(ageMin) ? this.#course[this.#slot(ageMin)]! : NO_HUNDREDTHS;
    return value === NO_HUNDREDTHS ? Number.NaN : value / 100;
  }

  /** Circular mean of the minute's headings, degrees [0, 360); NaN where none was heard. */
  headingDeg(ageMin: number): number {
    const value = this.#holds(ageMin) ? this.#heading[this.#slot(ageMin)]! : NO_HUNDREDTHS;
    return value === NO_HUNDREDTHS ? Number.NaN : value / 100;
  }

  /** The last position of that minute, degrees to 1e-7; NaN where none was heard. */
  lon(ageMin: number): number {
    const value = this.#holds(ageMin) ? this.#lon[this.#slot(ageMin)]! : NO_DEGREES;
    return value === NO_DEGREES ? Number.NaN : value / PER_DEGREE;
  }

  lat(ageMin: number): number {
    const value = this.#holds(ageMin) ? this.#lat[this.#slot(ageMin)]! : NO_DEGREES;
    return value === NO_DEGREES ? Number.NaN : value / PER_DEGREE;
  }

  /** Fixes of that minute, at most 255. */
  fixCount(ageMin: number): number {
    return this.#holds(ageMin) ? this.#count[this.#slot(ageMin)]! : 0;
  }

  /** Age of the nearest heard minute at or before `ageMin`, at most `maxGapMin` further back; -1 if there is none. */
  filled(ageMin: number, maxGapMin: number): number {
    for (let age = ageMin; age <= ageMin + maxGapMin && age < this.#capacity; age++)
      if (this.fixCount(age) > 0) return age;
    return -1;
  }

  /** Median of the minutes' speeds from one age (included) to an older one (excluded); NaN if none was heard. */
  medianSpeedKn(fromAgeMin: number, toAgeMin: number): number {
    const speeds: number[] = [];
    for (let age = fromAgeMin; age < toAgeMin; age++) {
      const speed = this.speedKn(age);
      if (!Number.isNaN(speed)) speeds.push(speed);
    }
    return median(speeds);
  }

  save(): MinuteRingData {
    return {
      headMs: this.headMs,
      columns: this.#columns,
      openSpeeds: this.#openSpeeds.slice(0, this.#speedCount),
      open:
        this.#openMs < 0
          ? []
          : [
              this.#openMs,
              this.#openCount,
              this.#east,
              this.#north,
              this.#headingEast,
              this.#headingNorth,
              this.#lastLon,
              this.#lastLat,
            ],
    };
  }

  static restore(data: MinuteRingData): MinuteRing {
    const ring = new MinuteRing();
    ring.headMs = data.headMs;
    if (data.columns.length > 0) ring.#use(data.columns.slice());
    ring.#openSpeeds.set(data.openSpeeds);
    ring.#speedCount = data.openSpeeds.length;
    const [openMs, openCount, east, north, headingEast, headingNorth, lastLon, lastLat] = data.open;
    if (openMs === undefined) return ring;
    ring.#openMs = openMs;
    ring.#openCount = openCount!;
    ring.#east = east!;
    ring.#north = north!;
    ring.#headingEast = headingEast!;
    ring.#headingNorth = headingNorth!;
    ring.#lastLon = lastLon!;
    ring.#lastLat = lastLat!;
    return ring;
  }

  #holds(ageMin: number): boolean {
    return ageMin >= 0 && ageMin < this.#capacity;
  }

  #slot(ageMin: number): number {
    const minute = this.headMs / MINUTE_MS - ageMin;
    return ((minute % this.#capacity) + this.#capacity) % this.#capacity;
  }

  #moveHead(headMs: number): void {
    if (headMs <= this.headMs) return;
    const steps = this.headMs < 0 ? this.#capacity : Math.min(this.#capacity, (headMs - this.headMs) / MINUTE_MS);
    this.headMs = headMs;
    for (let age = 0; age < steps; age++) {
      const slot = this.#slot(age);
      this.#speed[slot] = this.#course[slot] = this.#heading[slot] = NO_HUNDREDTHS;
      this.#lon[slot] = this.#lat[slot] = NO_DEGREES;
      this.#count[slot] = 0;
    }
  }

  #close(): void {
    if (this.#openMs < 0) return;
    this.#moveHead(this.#openMs);
    const speed = medianHundredths(this.#openSpeeds, this.#speedCount);
    if (this.#capacity < RING_MINUTES) {
      const capacity = this.#isMoving(speed) ? RING_MINUTES : RESTING_MINUTES;
      if (capacity > this.#capacity) this.#resize(capacity);
    }
    const age = (this.headMs - this.#openMs) / MINUTE_MS;
    // A minute that was closed already keeps its sample: a late fix is not worth a whole minute's median.
    if (age < this.#capacity && this.fixCount(age) === 0) {
      const slot = this.#slot(age);
      this.#speed[slot] = speed;
      this.#course[slot] = direction(this.#east, this.#north);
      this.#heading[slot] = direction(this.#headingEast, this.#headingNorth);
      this.#lon[slot] = Math.round(this.#lastLon * PER_DEGREE);
      this.#lat[slot] = Math.round(this.#lastLat * PER_DEGREE);
      this.#count[slot] = Math.min(255, this.#openCount);
    }
    this.#openCount = 0;
    this.#speedCount = 0;
    this.#east = this.#north = this.#headingEast = this.#headingNorth = 0;
    this.#openMs = -1;
  }

  #isMoving(speed: number): boolean {
    if (speed !== NO_HUNDREDTHS) return speed >= MOVING_KN * 100;
    const before = this.filled(0, this.#capacity);
    if (before < 0) return false;
    return (
      Math.abs(this.#lastLon - this.lon(before)) > MOVING_DEG || Math.abs(this.#lastLat - this.lat(before)) > MOVING_DEG
    );
  }

  /** Makes the columns longer and keeps what they hold. */
  #resize(capacity: number): void {
    const old = { capacity: this.#capacity, speed: this.#speed, course: this.#course, heading: this.#heading };
    const [lon, lat, count] = [this.#lon, this.#lat, this.#count];
    const oldSlots = Array.from({ length: old.capacity }, (_, age) => this.#slot(age));
    this.#use(new Uint8Array(capacity * BYTES_PER_MINUTE));
    this.#speed.fill(NO_HUNDREDTHS);
    this.#course.fill(NO_HUNDREDTHS);
    this.#heading.fill(NO_HUNDREDTHS);
    this.#lon.fill(NO_DEGREES);
    this.#lat.fill(NO_DEGREES);
    oldSlots.forEach((from, age) => {
      const to = this.#slot(age);
      this.#speed[to] = old.speed[from]!;
      this.#course[to] = old.course[from]!;
      this.#heading[to] = old.heading[from]!;
      this.#lon[to] = lon[from]!;
      this.#lat[to] = lat[from]!;
      this.#count[to] = count[from]!;
    });
  }

  /** Takes bytes of its own over as its columns, the wide ones first. */
  #use(columns: Uint8Array<ArrayBuffer>): void {
    const n = columns.length / BYTES_PER_MINUTE;
    const { buffer } = columns;
    this.#capacity = n;
    this.#columns = columns;
    this.#lon = new Int32Array(buffer, 0, n);
    this.#lat = new Int32Array(buffer, 4 * n, n);
    this.#speed = new Uint16Array(buffer, 8 * n, n);
    this.#course = new Uint16Array(buffer, 10 * n, n);
    this.#heading = new Uint16Array(buffer, 12 * n, n);
    this.#count = new Uint8Array(buffer, 14 * n, n);
  }
}

const hundredths = (speedKn: number): number => Math.min(NO_HUNDREDTHS - 1, Math.round(speedKn * 100));

/** Circular mean of summed unit vectors in hundredths of a degree; absent where there were none or they cancel out. */
function direction(east: number, north: number): number {
  if (Math.abs(east) < 1e-9 && Math.abs(north) < 1e-9) return NO_HUNDREDTHS;
  const deg = (Math.atan2(east, north) * 180) / Math.PI;
  return Math.round((deg < 0 ? deg + 360 : deg) * 100) % 36_000;
}

/** Sorts the first `count` values in place. Half hundredths are rounded up. */
function medianHundredths(values: Uint16Array, count: number): number {
  if (count === 0) return NO_HUNDREDTHS;
  values.subarray(0, count).sort();
  const middle = count >> 1;
  return count % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]! + 1) >> 1;
}

/** Median of a list that is sorted in place; NaN for none. */
export function median(values: number[]): number {
  if (values.length === 0) return Number.NaN;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
