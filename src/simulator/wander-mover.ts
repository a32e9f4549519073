/** A ship that works or drifts about a place: legs to points around it, at given speeds, with waits between. */
import { bearingDeg, destination, distanceM } from '../geo/local-plane.ts';
import type { LonLat } from '../geo/position.ts';
import { KNOT_MPS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import { type Motion, type Mover, STEP_MS } from './mover.ts';

export interface WanderOptions {
  readonly fromMs: number;
  readonly toMs: number;
  readonly centre: LonLat;
  readonly radiusM: number;
  readonly speedKn: readonly [low: number, high: number];
  /** Heading minus course: 0 for a ship that steams, large for one that wind and current carry. */
  readonly crabDeg: readonly [low: number, high: number];
  readonly navStatus: number;
  /** Points it passes at given times, among its own wandering. */
  readonly through?: readonly { readonly atMs: number; readonly position: LonLat }[];
}

interface Leg {
  readonly fromMs: number;
  readonly toMs: number;
  readonly a: LonLat;
  readonly b: LonLat;
  readonly crabDeg: number;
}

export class WanderMover implements Mover {
  readonly fromMs: number;
  readonly toMs: number;
  readonly #legs: readonly Leg[];
  readonly #navStatus: number;

  constructor(options: WanderOptions, random: SeededRandom) {
    this.fromMs = options.fromMs;
    this.toMs = options.toMs;
    this.#navStatus = options.navStatus;
    this.#legs = legs(options, random);
  }

  at(timeMs: number): Motion {
    const leg = this.#legs.find((l) => timeMs < l.toMs) ?? this.#legs[this.#legs.length - 1]!;
    const share = Math.min(1, (timeMs - leg.fromMs) / (leg.toMs - leg.fromMs));
    const courseDeg = bearingDeg(...leg.a, ...leg.b);
    const pace = distanceM(...leg.a, ...leg.b) / ((leg.toMs - leg.fromMs) / 1000) / KNOT_MPS;
    return {
      lon: leg.a[0] + (leg.b[0] - leg.a[0]) * share,
      lat: leg.a[1] + (leg.b[1] - leg.a[1]) * share,
      speedKn: pace * (1 + 0.12 * Math.sin(timeMs / 90_000)),
      courseDeg,
      headingDeg: (courseDeg + leg.crabDeg + 6 * Math.sin(timeMs / 70_000) + 360) % 360,
      navStatus: this.#navStatus,
    };
  }
}

function legs(options: WanderOptions, random: SeededRandom): Leg[] {
  const found: Leg[] = [];
  let at: LonLat = destination(...options.centre, random.between(0, 360), options.radiusM * random.next());
  let timeMs = options.fromMs;
  let swing = random.between(0, 360);
  const fixed = [...(options.through ?? [])];
  while (timeMs < options.toMs) {
    // Back and forth: the next point lies on the other side, somewhat turned.
    swing = (swing + 180 + random.between(-50, 50)) % 360;
    let to: LonLat = destination(...options.centre, swing, options.radiusM * Math.sqrt(random.between(0.1, 1)));
    const speedKn = random.between(...options.speedKn);
    let durationMs = Math.max(STEP_MS, (distanceM(...at, ...to) / (speedKn * KNOT_MPS)) * 1000);
    const next = fixed[0];
    if (next !== undefined && timeMs + durationMs + 40 * 60_000 > next.atMs) {
      to = next.position;
      durationMs = Math.max(STEP_MS, next.atMs - timeMs);
      fixed.shift();
    }
    found.push({
      fromMs: timeMs,
      toMs: timeMs + durationMs,
      a: at,
      b: to,
      crabDeg: random.between(...options.crabDeg),
    });
    timeMs += durationMs;
    at = to;
  }
  return found;
}
