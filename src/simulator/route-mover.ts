/** A ship that follows a route with ordered speeds; while an anchor drags, its heading is held off its course. */
import type { LonLat } from '../geo/position.ts';
import { KNOT_MPS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import { type Motion, type Mover, STEP_MS } from './mover.ts';
import { RoutePath } from './route-path.ts';
import { type SpeedOrder, speedSeries } from './speed-series.ts';

export interface RouteOptions {
  readonly route: readonly LonLat[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly orders: readonly SpeedOrder[];
  /** Where the ship is at one moment; at the route's start at `fromMs` if left out. */
  readonly passes?: { readonly atMs: number; readonly position: LonLat };
  /** Heading minus course in degrees, by time: wind and current always, an anchor's pull while it drags. */
  readonly leewayDeg?: readonly { readonly fromMs: number; readonly deg: number }[];
  /** Constant offset to the right of the route, in metres. */
  readonly offsetM?: number;
  readonly noiseSd?: number;
}

const DRIFTING_KN = 1;

export class RouteMover implements Mover {
  readonly fromMs: number;
  readonly toMs: number;
  readonly #options: RouteOptions;
  readonly #path: RoutePath;
  readonly #speeds: Float32Array;
  /** Metres along the route at each step. */
  readonly #metres: Float64Array;
  readonly #wobble: number;

  constructor(options: RouteOptions, random: SeededRandom) {
    this.#options = options;
    this.#path = new RoutePath(options.route);
    this.fromMs = options.fromMs;
    this.#speeds = speedSeries(
      { fromMs: options.fromMs, toMs: options.toMs, orders: options.orders, noiseSd: options.noiseSd ?? 0.03 },
      random,
    );
    this.#metres = new Float64Array(this.#speeds.length);
    for (let i = 1; i < this.#metres.length; i++)
      this.#metres[i] =
        this.#metres[i - 1]! + ((this.#speeds[i - 1]! + this.#speeds[i]!) / 2) * KNOT_MPS * (STEP_MS / 1000);
    if (options.passes !== undefined) {
      const shift = this.#path.distanceOf(options.passes.position) - this.#metreAt(options.passes.atMs);
      for (let i = 0; i < this.#metres.length; i++) this.#metres[i]! += shift;
    }
    this.toMs = Math.min(options.toMs, this.#arrivalMs());
    this.#wobble = random.between(0, 1000);
  }

  at(timeMs: number): Motion {
    const m = this.#metreAt(timeMs);
    const speedKn = this.#speeds[Math.min(this.#speeds.length - 1, Math.round((timeMs - this.fromMs) / STEP_MS))]!;
    const [lon, lat] = this.#path.position(m);
    // Helmsman and sea: a degree or so about the course, over some minutes.
    const yaw = 0.8 * Math.sin(timeMs / 47_000 + this.#wobble) + 0.5 * Math.sin(timeMs / 131_000 + 2 * this.#wobble);
    const courseDeg = (this.#path.courseDeg(m) + yaw + 360) % 360;
    const side = ((courseDeg + 90) * Math.PI) / 180;
    const offsetM = this.#options.offsetM ?? 0;
    const leeway = (this.#options.leewayDeg ?? []).findLast((l) => l.fromMs <= timeMs)?.deg ?? 0;
    return {
      lon: lon + (Math.sin(side) * offsetM) / (111_320 * Math.cos((lat * Math.PI) / 180)),
      lat: lat + (Math.cos(side) * offsetM) / 111_320,
      speedKn,
      courseDeg,
      headingDeg: (courseDeg + leeway + (speedKn < DRIFTING_KN ? 25 : 0) + 360) % 360,
      navStatus: 0,
    };
  }

  #metreAt(timeMs: number): number {
    const step = Math.max(0, (timeMs - this.fromMs) / STEP_MS);
    const i = Math.min(this.#metres.length - 2, Math.floor(step));
    return this.#metres[i]! + (this.#metres[i + 1]! - this.#metres[i]!) * Math.min(1, step - i);
  }

  /** When the end of the route is reached: the ship leaves the scene. */
  #arrivalMs(): number {
    const i = this.#metres.findIndex((m) => m >= this.#path.lengthM);
    return i < 0 ? Number.POSITIVE_INFINITY : this.fromMs + i * STEP_MS;
  }
}
