/**
 * A vessel's own pace: what it makes when nothing holds it. The centre of its steady five-minute legs of the last six hours
 * under way (the residual against it has a robust sd of 0.03 to 0.04 on real traffic). It stands still while a drag is
 * suspected, else a twelve-hour drag would teach it that dragging is normal.
 */
import { turnDeg } from '../geo/local-plane.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { type MinuteRing, median } from './minute-ring.ts';

/** 72 five-minute legs: six hours under way. */
const MAX_LEGS = 72;
const LEG_MIN = 5;
/** Three legs, a quarter of an hour, is the least from which a pace is said. */
const MIN_STEADY_LEGS = 3;
/** The newest two hours of steady legs make the centre: a ship that steams slower by order has a new pace by then. */
const CENTRE_LEGS = 24;
/** Under way: below this a ship manoeuvres. The monitored vessel-day of the reports uses the same bound. */
export const UNDER_WAY_KN = 6;
const MAX_TURN_DEG = 10;
/** A leg of a ship heard each ten minutes may hold one fix only; rarer hearing gives no pace. */
const MAX_SAMPLING_MIN = 10;
/** Stopped for this long is a port call, an anchorage or a wait: the voyage that follows may have another pace. */
const STOPPED_KN = 0.5;
const PORT_CALL_MS = 30 * MINUTE_MS;

export class OwnPace {
  readonly #speeds = new Float64Array(MAX_LEGS);
  #legs = 0;
  #next = 0;
  #speedKn: number | undefined;
  #spread = 0;
  #isFrozen = false;
  #lastLegMs = -1;
  #stoppedSinceMs = -1;

  /** Knots; undefined until three steady legs are known. */
  get speedKn(): number | undefined {
    return this.#speedKn;
  }

  /** How many steady legs it rests on, at most 24. */
  get steadyLegs(): number {
    return Math.min(this.#legs, CENTRE_LEGS);
  }

  /** Robust standard deviation of ln(leg speed / pace); 0 while unknown. */
  get spread(): number {
    return this.#spread;
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  setFrozen(isFrozen: boolean): void {
    this.#isFrozen = isFrozen;
  }

  /** Forgets all: a port call or another ship under the same identity. */
  reset(): void {
    this.#legs = 0;
    this.#next = 0;
    this.#speedKn = undefined;
    this.#spread = 0;
    this.#stoppedSinceMs = -1;
  }

  /** Looks at the minutes that closed; to be called at each tick. */
  tick(tickMs: number, minutes: MinuteRing): void {
    this.#noticePortCall(tickMs, minutes);
    if (this.#isFrozen || tickMs - this.#lastLegMs < LEG_MIN * MINUTE_MS) return;
    if (minutes.fixCount(0) === 0) return;
    this.#lastLegMs = tickMs;
    const speedKn = minutes.medianSpeedKn(0, LEG_MIN);
    if (Number.isNaN(speedKn) || speedKn < UNDER_WAY_KN || !isStraight(minutes)) return;
    // Quantised to a tenth of a knot, as the reports are: the same legs give the same pace wherever they are computed.
    this.#speeds[this.#next] = Math.round(speedKn * 10) / 10;
    this.#next = (this.#next + 1) % MAX_LEGS;
    this.#legs = Math.min(MAX_LEGS, this.#legs + 1);
    this.#centre();
  }

  #centre(): void {
    if (this.#legs < MIN_STEADY_LEGS) return;
    const newest: number[] = [];
    for (let i = 1; i <= Math.min(this.#legs, CENTRE_LEGS); i++)
      newest.push(this.#speeds[(this.#next - i + MAX_LEGS) % MAX_LEGS]!);
    const centre = median(newest);
    this.#speedKn = centre;
    // 1.4826 * median absolute deviation is the sd of a normal distribution.
    this.#spread = 1.4826 * median(newest.map((v) => Math.abs(Math.log(v / centre))));
  }

  #noticePortCall(tickMs: number, minutes: MinuteRing): void {
    const speedKn = minutes.speedKn(0);
    if (Number.isNaN(speedKn)) return;
    if (speedKn >= STOPPED_KN) this.#stoppedSinceMs = -1;
    else if (this.#stoppedSinceMs < 0) this.#stoppedSinceMs = tickMs;
    else if (tickMs - this.#stoppedSinceMs >= PORT_CALL_MS && !this.#isFrozen) this.reset();
  }
}

/** Whether the course changed by less than ten degrees over the last ten minutes, as far as it was heard. */
function isStraight(minutes: MinuteRing): boolean {
  const now = minutes.courseDeg(0);
  const before = minutes.filled(LEG_MIN, MAX_SAMPLING_MIN);
  if (before < 0 || Number.isNaN(now)) return false;
  for (let age = 1; age <= Math.max(before, 2 * LEG_MIN); age++) {
    const then = minutes.courseDeg(age);
    if (!Number.isNaN(then) && Math.abs(turnDeg(then, now)) >= MAX_TURN_DEG) return false;
  }
  return true;
}
