/** Speed and course of a vessel that reports none, from where it was at least half a minute ago. */
import { bearingDeg, distanceM } from '../geo/local-plane.ts';
import { KNOT_MPS, MINUTE_MS } from '../geo/units.ts';

/** Shorter bases measure the noise: 10 m in 30 s is 0.6 kn. */
const MIN_BASE_MS = 30_000;
/** Over longer ones the ship may have turned and stopped. */
const MAX_BASE_MS = 30 * MINUTE_MS;
/** Less is GNSS wander: its direction means nothing. */
const MIN_COURSE_M = 50;

/** As a snapshot holds it. */
export interface PositionBaseData {
  readonly timeMs: number;
  readonly lon: number;
  readonly lat: number;
}

export class PositionBase {
  #timeMs = -1;
  #lon = 0;
  #lat = 0;

  /** Forgets where the vessel was: nothing joins it to where it is now. */
  clear(): void {
    this.#timeMs = -1;
  }

  /** To be called with each fix, after its speed and course were asked for. */
  move(timeMs: number, lon: number, lat: number): void {
    if (this.#timeMs >= 0 && timeMs - this.#timeMs < MIN_BASE_MS) return;
    this.#timeMs = timeMs;
    this.#lon = lon;
    this.#lat = lat;
  }

  /** Knots to a tenth; undefined while there is no base. */
  speedKn(timeMs: number, lon: number, lat: number): number | undefined {
    if (!this.#serves(timeMs)) return undefined;
    const knots = distanceM(this.#lon, this.#lat, lon, lat) / ((timeMs - this.#timeMs) / 1000) / KNOT_MPS;
    return Math.round(knots * 10) / 10;
  }

  /** Degrees to a tenth, [0, 360); undefined while there is no base or the vessel hardly moved. */
  courseDeg(timeMs: number, lon: number, lat: number): number | undefined {
    if (!this.#serves(timeMs) || distanceM(this.#lon, this.#lat, lon, lat) < MIN_COURSE_M) return undefined;
    return (Math.round(bearingDeg(this.#lon, this.#lat, lon, lat) * 10) % 3600) / 10;
  }

  save(): PositionBaseData {
    return { timeMs: this.#timeMs, lon: this.#lon, lat: this.#lat };
  }

  static restore(data: PositionBaseData): PositionBase {
    const base = new PositionBase();
    base.#timeMs = data.timeMs;
    base.#lon = data.lon;
    base.#lat = data.lat;
    return base;
  }

  #serves(timeMs: number): boolean {
    const baseMs = timeMs - this.#timeMs;
    return this.#timeMs >= 0 && baseMs >= MIN_BASE_MS && baseMs <= MAX_BASE_MS;
  }
}
