/**
 * A vessel's own pace: what it makes when nothing holds it. The median of its newest steady five-minute legs under way: two
 * hours of them, looked for in the last six (the residual against it has a robust sd of 0.03 to 0.04 on real traffic). It
 * stands still while a drag is suspected, else a twelve-hour drag would teach it that dragging is normal.
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
/** A leg of a ship heard each ten minutes may hold one fix only; rarer hearing gives no pace. One more for uneven intervals. */
const MAX_SAMPLING_MIN = 11;
/**
 * Stopped for this long is a port call, an anchorage or a wait: the voyage that follows may have another pace. Global Fishing
 * Watch ends a stop above 0.5 kn; its 4 h of a port visit would carry one voyage's pace into the next.
 */
const STOPPED_KN = 0.5;
const PORT_CALL_MS = 30 * MINUTE_MS;
/** Marks a leg under way that was not steady. */
const UNSTEADY = 0;

/** An own pace as a snapshot holds it. */
export interface OwnPaceData {
  /** Its own: to be copied before it goes on. */
  readonly speedTenthKn: Uint16Array;
  readonly legs: number;
  readonly next: number;
  readonly speedKn: number | undefined;
  readonly spread: number;
  readonly steadyLegs: number;
  readonly isFrozen: boolean;
  readonly lastLegMs: number;
  readonly stoppedSinceMs: number;
}

export class OwnPace {
  /** Tenths of a knot, as the reports are quantised: the same legs give the same pace wherever computed. Made with the first. */
  #speedTenthKn = new Uint16Array(0);
  #legs = 0;
  #next = 0;
  #speedKn: number | undefined;
  #spread = 0;
  #steadyLegs = 0;
  #isFrozen = false;
  #lastLegMs = -1;
  #stoppedSinceMs = -1;

  /** Knots; undefined until three steady legs are known. */
  get speedKn(): number | undefined {
    return this.#speedKn;
  }

  /** How many steady legs it rests on, at most 24. */
  get steadyLegs(): number {
    return this.#steadyLegs;
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
    this.#steadyLegs = 0;
    this.#stoppedSinceMs = -1;
  }

  /** Looks at the minutes that closed; to be called at each tick. */
  tick(tickMs: number, minutes: MinuteRing): void {
    this.#noticePortCall(tickMs, minutes);
    if (this.#isFrozen || tickMs - this.#lastLegMs < LEG_MIN * MINUTE_MS) return;
    if (minutes.fixCount(0) === 0) return;
    this.#lastLegMs = tickMs;
    const speedKn = minutes.medianSpeedKn(0, LEG_MIN);
    if (Number.isNaN(speedKn) || speedKn < UNDER_WAY_KN) return;
    this.#add(isStraight(minutes) ? Math.round(speedKn * 10) : UNSTEADY);
  }

  save(): OwnPaceData {
    return {
      speedTenthKn: this.#speedTenthKn,
      legs: this.#legs,
      next: this.#next,
      speedKn: this.#speedKn,
      spread: this.#spread,
      steadyLegs: this.#steadyLegs,
      isFrozen: this.#isFrozen,
      lastLegMs: this.#lastLegMs,
      stoppedSinceMs: this.#stoppedSinceMs,
    };
  }

  static restore(data: OwnPaceData): OwnPace {
    const pace = new OwnPace();
    pace.#speedTenthKn = data.speedTenthKn.slice();
    pace.#legs = data.legs;
    pace.#next = data.next;
    pace.#speedKn = data.speedKn;
    pace.#spread = data.spread;
    pace.#steadyLegs = data.steadyLegs;
    pace.#isFrozen = data.isFrozen;
    pace.#lastLegMs = data.lastLegMs;
    pace.#stoppedSinceMs = data.stoppedSinceMs;
    return pace;
  }

  #add(speedTenthKn: number): void {
    if (this.#speedTenthKn.length === 0) this.#speedTenthKn = new Uint16Array(MAX_LEGS);
    this.#speedTenthKn[this.#next] = speedTenthKn;
    this.#next = (this.#next + 1) % MAX_LEGS;
    this.#legs = Math.min(MAX_LEGS, this.#legs + 1);
    const steady: number[] = [];
    for (let i = 1; i <= this.#legs && steady.length < CENTRE_LEGS; i++) {
      const tenths = this.#speedTenthKn[(this.#next - i + MAX_LEGS) % MAX_LEGS]!;
      if (tenths !== UNSTEADY) steady.push(tenths / 10);
    }
    this.#steadyLegs = steady.length;
    if (steady.length < MIN_STEADY_LEGS) {
      this.#speedKn = undefined;
      this.#spread = 0;
      return;
    }
    const centre = median(steady);
    this.#speedKn = centre;
    // 1.4826 * median absolute deviation is the sd of a normal distribution.
    this.#spread = 1.4826 * median(steady.map((v) => Math.abs(Math.log(v / centre))));
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
  const before = minutes.filled(LEG_MIN, MAX_SAMPLING_MIN - LEG_MIN);
  if (before < 0 || Number.isNaN(now)) return false;
  for (let age = 1; age <= Math.max(before, 2 * LEG_MIN); age++) {
    const then = minutes.courseDeg(age);
    if (!Number.isNaN(then) && Math.abs(turnDeg(then, now)) >= MAX_TURN_DEG) return false;
  }
  return true;
}
