/**
 * A ship's speed over time: it follows orders with its own inertia, and wanders a little about them. The residual about own
 * pace on real traffic has a robust sd of 0.03 to 0.04 and an autocorrelation of .8, .5 and .2 at 10, 30 and 60 min.
 */

import { MINUTE_MS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import { STEP_MS } from './mover.ts';

export interface SpeedOrder {
  readonly atMs: number;
  readonly speedKn: number;
  /** Time constant with which the ship comes to it, in minutes: some 5 for a laden 225 m ship. */
  readonly tauMin: number;
  /** An engine order given in steps: the order itself moves over this long. */
  readonly rampMin?: number;
}

export interface SpeedOptions {
  readonly fromMs: number;
  readonly toMs: number;
  /** By rising time; the first gives the speed at the start. */
  readonly orders: readonly SpeedOrder[];
  readonly noiseSd: number;
}

const NOISE_CORRELATION_MIN = 30;

/** Speeds in knots, one each ten seconds from `fromMs` on. */
export function speedSeries(options: SpeedOptions, random: SeededRandom): Float32Array {
  const { fromMs, toMs, orders, noiseSd } = options;
  const steps = Math.ceil((toMs - fromMs) / STEP_MS) + 1;
  const speeds = new Float32Array(steps);
  let speedKn = orders[0]!.speedKn;
  let noise = noiseSd * random.normal();
  const keep = Math.exp(-STEP_MS / (NOISE_CORRELATION_MIN * MINUTE_MS));
  const kick = noiseSd * Math.sqrt(1 - keep * keep);
  let current = 0;
  for (let i = 0; i < steps; i++) {
    const timeMs = fromMs + i * STEP_MS;
    while (current + 1 < orders.length && orders[current + 1]!.atMs <= timeMs) current++;
    const order = orders[current]!;
    const target = orderedSpeed(order, orders[current - 1]?.speedKn ?? order.speedKn, timeMs);
    speedKn += (target - speedKn) * (1 - Math.exp(-STEP_MS / (order.tauMin * MINUTE_MS)));
    noise = keep * noise + kick * random.normal();
    speeds[i] = Math.max(0, speedKn * (1 + noise));
  }
  return speeds;
}

function orderedSpeed(order: SpeedOrder, beforeKn: number, timeMs: number): number {
  if (order.rampMin === undefined) return order.speedKn;
  const share = Math.min(1, (timeMs - order.atMs) / (order.rampMin * MINUTE_MS));
  return beforeKn + (order.speedKn - beforeKn) * share;
}
