/** A ship at anchor in a storm: its anchor holds, then drags down wind for a while, then holds again. */
import { destination } from '../geo/local-plane.ts';
import { KNOT_MPS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import { AnchoredMover, type AnchoredOptions } from './anchored-mover.ts';
import type { Motion, Mover } from './mover.ts';

export interface DraggingOptions extends AnchoredOptions {
  readonly drag: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly speedKn: number;
    readonly courseDeg: number;
  };
}

/** Gusts: a drag goes in pulls, not at one speed. */
const GUST_SHARE = 0.2;
const GUST_MS = 110_000;

export class DraggingMover implements Mover {
  readonly fromMs: number;
  readonly toMs: number;
  readonly #options: DraggingOptions;
  readonly #held: AnchoredMover;

  constructor(options: DraggingOptions, random: SeededRandom) {
    this.fromMs = options.fromMs;
    this.toMs = options.toMs;
    this.#options = options;
    this.#held = new AnchoredMover(options, random);
  }

  at(timeMs: number): Motion {
    const { fromMs, toMs, speedKn, courseDeg } = this.#options.drag;
    const held = this.#held.at(timeMs);
    const draggedMs = Math.max(0, Math.min(timeMs, toMs) - fromMs);
    if (draggedMs === 0) return held;
    const [lon, lat] = destination(held.lon, held.lat, courseDeg, speedKn * KNOT_MPS * (draggedMs / 1000));
    if (timeMs >= toMs) return { ...held, lon, lat };
    return { ...held, lon, lat, courseDeg, speedKn: speedKn * (1 + GUST_SHARE * Math.sin(timeMs / GUST_MS)) };
  }
}
