/** A ship at anchor: it swings about its anchor with wind and current, a few hundredths to two tenths of a knot. */
import { destination } from '../geo/local-plane.ts';
import type { LonLat } from '../geo/position.ts';
import { KNOT_MPS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import type { Motion, Mover } from './mover.ts';

export interface AnchoredOptions {
  readonly fromMs: number;
  readonly toMs: number;
  readonly anchor: LonLat;
  /** Chain out less depth, plus the distance from hawse to antenna, in metres. */
  readonly radiusM: number;
  /** Whence the wind blows, degrees. */
  readonly windFromDeg: number;
  readonly navStatus?: number;
}

/** Half a knot at most on a 300 m radius: what anchored ships show. */
const SWING_DEG = 22;
const SWING_PERIOD_MS = 48 * 60_000;
const WIND_PERIOD_MS = 9 * 3_600_000;

export class AnchoredMover implements Mover {
  readonly fromMs: number;
  readonly toMs: number;
  readonly #options: AnchoredOptions;
  readonly #phase: number;

  constructor(options: AnchoredOptions, random: SeededRandom) {
    this.fromMs = options.fromMs;
    this.toMs = options.toMs;
    this.#options = options;
    this.#phase = random.between(0, 2 * Math.PI);
  }

  at(timeMs: number): Motion {
    const [lon, lat] = this.#place(timeMs);
    const [lonNext, latNext] = this.#place(timeMs + 1000);
    const east = (lonNext - lon) * 111_320 * Math.cos((lat * Math.PI) / 180);
    const north = (latNext - lat) * 111_320;
    return {
      lon,
      lat,
      speedKn: Math.sqrt(east * east + north * north) / KNOT_MPS,
      courseDeg: ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360,
      headingDeg: (this.#bearing(timeMs) + 180 + 360) % 360,
      navStatus: this.#options.navStatus ?? 1,
    };
  }

  /** From the anchor to the ship: down wind, yawing, as the wind turns over the hours. */
  #bearing(timeMs: number): number {
    const yaw = SWING_DEG * Math.sin((2 * Math.PI * timeMs) / SWING_PERIOD_MS + this.#phase);
    const veer = 50 * Math.sin((2 * Math.PI * timeMs) / WIND_PERIOD_MS + this.#phase);
    return this.#options.windFromDeg + 180 + yaw + veer;
  }

  #place(timeMs: number): [number, number] {
    return destination(...this.#options.anchor, this.#bearing(timeMs), this.#options.radiusM);
  }
}
