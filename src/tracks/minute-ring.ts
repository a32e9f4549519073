/**
 * What a vessel did, minute by minute, over the last four hours: medians of the minutes in which it was heard.
 * Plain typed arrays, so that a snapshot can hold it; 26 bytes a minute, made when a vessel first moves.
 */
import { MINUTE_MS } from '../geo/units.ts';

export const RING_MINUTES = 240;
/** Fixes of one minute that take part in its median; a class A vessel sends at most thirty. */
const MAX_PER_MINUTE = 32;

export class MinuteRing {
  /** Start of the newest closed minute; -1 before the first. */
  headMs = -1;
  readonly #speed = new Float32Array(RING_MINUTES).fill(Number.NaN);
  readonly #course = new Float32Array(RING_MINUTES).fill(Number.NaN);
  readonly #heading = new Float32Array(RING_MINUTES).fill(Number.NaN);
  readonly #lon = new Float64Array(RING_MINUTES).fill(Number.NaN);
  readonly #lat = new Float64Array(RING_MINUTES).fill(Number.NaN);
  readonly #count = new Uint8Array(RING_MINUTES);
  /** The open minute. */
  readonly #openSpeeds = new Float32Array(MAX_PER_MINUTE);
  #openMs = -1;
  #openCount = 0;
  #speedCount = 0;
  #east = 0;
  #north = 0;
  #headingEast = 0;
  #headingNorth = 0;
  #lastLon = Number.NaN;
  #lastLat = Number.NaN;

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
    if (speedKn !== undefined && this.#speedCount < MAX_PER_MINUTE) this.#openSpeeds[this.#speedCount++] = speedKn;
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
    return ageMin < 0 || ageMin >= RING_MINUTES ? Number.NaN : this.#speed[this.#slot(ageMin)]!;
  }

  courseDeg(ageMin: number): number {
    return ageMin < 0 || ageMin >= RING_MINUTES ? Number.NaN : this.#course[this.#slot(ageMin)]!;
  }

  headingDeg(ageMin: number): number {
    return ageMin < 0 || ageMin >= RING_MINUTES ? Number.NaN : this.#heading[this.#slot(ageMin)]!;
  }

  /** The last position of that minute, degrees; NaN where none was heard. */
  lon(ageMin: number): number {
    return ageMin < 0 || ageMin >= RING_MINUTES ? Number.NaN : this.#lon[this.#slot(ageMin)]!;
  }

  lat(ageMin: number): number {
    return ageMin < 0 || ageMin >= RING_MINUTES ? Number.NaN : this.#lat[this.#slot(ageMin)]!;
  }

  fixCount(ageMin: number): number {
    return ageMin < 0 || ageMin >= RING_MINUTES ? 0 : this.#count[this.#slot(ageMin)]!;
  }

  /** Age of the nearest heard minute at or before `ageMin`, at most `maxGapMin` further back; -1 if there is none. */
  filled(ageMin: number, maxGapMin: number): number {
    for (let age = ageMin; age <= ageMin + maxGapMin && age < RING_MINUTES; age++)
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

  #slot(ageMin: number): number {
    const minute = this.headMs / MINUTE_MS - ageMin;
    return ((minute % RING_MINUTES) + RING_MINUTES) % RING_MINUTES;
  }

  #moveHead(headMs: number): void {
    if (headMs <= this.headMs) return;
    const steps = this.headMs < 0 ? RING_MINUTES : Math.min(RING_MINUTES, (headMs - this.headMs) / MINUTE_MS);
    this.headMs = headMs;
    for (let age = 0; age < steps; age++) {
      const slot = this.#slot(age);
      this.#speed[slot] = Number.NaN;
      this.#course[slot] = Number.NaN;
      this.#heading[slot] = Number.NaN;
      this.#lon[slot] = Number.NaN;
      this.#lat[slot] = Number.NaN;
      this.#count[slot] = 0;
    }
  }

  #close(): void {
    if (this.#openMs < 0 || this.#openCount === 0) return;
    this.#moveHead(this.#openMs);
    const age = (this.headMs - this.#openMs) / MINUTE_MS;
    if (age < RING_MINUTES) {
      const slot = this.#slot(age);
      this.#speed[slot] = median(Array.from(this.#openSpeeds.subarray(0, this.#speedCount)));
      this.#course[slot] = direction(this.#east, this.#north);
      this.#heading[slot] = direction(this.#headingEast, this.#headingNorth);
      this.#lon[slot] = this.#lastLon;
      this.#lat[slot] = this.#lastLat;
      this.#count[slot] = Math.min(255, this.#openCount);
    }
    this.#openCount = 0;
    this.#speedCount = 0;
    this.#east = this.#north = this.#headingEast = this.#headingNorth = 0;
    this.#openMs = -1;
  }
}

/** Circular mean of summed unit vectors, degrees; NaN where there were none or they cancel out. */
function direction(east: number, north: number): number {
  if (Math.abs(east) < 1e-9 && Math.abs(north) < 1e-9) return Number.NaN;
  const deg = (Math.atan2(east, north) * 180) / Math.PI;
  return deg < 0 ? deg + 360 : deg;
}

/** Median of a list that is sorted in place; NaN for none. */
export function median(values: number[]): number {
  if (values.length === 0) return Number.NaN;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
