/**
 * A ship whose satellite receiver is disturbed for a while: by its reports it goes in circles while its bow stands, and now and
 * then it is somewhere else altogether. Where it really is stays with the mover it is made of.
 */
import { destination } from '../geo/local-plane.ts';
import { KNOT_MPS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import type { Motion, Mover } from './mover.ts';

export interface DisturbedOptions {
  readonly fromMs: number;
  readonly toMs: number;
  readonly radiusM: number;
  readonly speedKn: number;
  /** Share of reports that lie far off. */
  readonly jumps: number;
}

/** A jump lasts as long as one report of a ship at anchor is apart from the next. */
const JUMP_MS = 180_000;

export class DisturbedMover implements Mover {
  readonly fromMs: number;
  readonly toMs: number;
  readonly #ship: Mover;
  readonly #options: DisturbedOptions;
  readonly #startDeg: number;
  readonly #jumps: readonly (readonly [courseDeg: number, distanceM: number] | undefined)[];

  constructor(ship: Mover, options: DisturbedOptions, random: SeededRandom) {
    this.fromMs = ship.fromMs;
    this.toMs = ship.toMs;
    this.#ship = ship;
    this.#options = options;
    this.#startDeg = random.between(0, 360);
    this.#jumps = Array.from({ length: Math.ceil((options.toMs - options.fromMs) / JUMP_MS) }, () => {
      const jump = [random.between(0, 360), random.between(40_000, 90_000)] as const;
      return random.next() < options.jumps ? jump : undefined;
    });
  }

  at(timeMs: number): Motion {
    const motion = this.#ship.at(timeMs);
    const { fromMs, toMs, radiusM, speedKn } = this.#options;
    if (timeMs < fromMs || timeMs >= toMs) return motion;
    const jump = this.#jumps[Math.floor((timeMs - fromMs) / JUMP_MS)];
    if (jump !== undefined) {
      const [lon, lat] = destination(motion.lon, motion.lat, ...jump);
      return { ...motion, lon, lat };
    }
    // The circle begins where the ship is.
    const turnedDeg = ((speedKn * KNOT_MPS * ((timeMs - fromMs) / 1000)) / radiusM) * (180 / Math.PI);
    const centre = destination(motion.lon, motion.lat, this.#startDeg + 180, radiusM);
    const [lon, lat] = destination(...centre, this.#startDeg + turnedDeg, radiusM);
    return { ...motion, lon, lat, speedKn, courseDeg: (this.#startDeg + turnedDeg + 90) % 360 };
  }
}
