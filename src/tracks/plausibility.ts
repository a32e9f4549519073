/**
 * Whether a new position belongs to the ship's track. One state a vessel: a position that cannot be reached is held back
 * until what follows confirms it (the ship moved on there), returns (it was an outlier), or both places go on (two ships,
 * one MMSI). Thresholds after Global Fishing Watch's segmenter and the cases recorded for it.
 */
import { distanceM } from '../geo/local-plane.ts';
import { HOUR_MS, KNOT_MPS, MINUTE_MS, NAUTICAL_MILE_M } from '../geo/units.ts';

/** No cable-layer, ferry or tanker does more; fast craft reach 45 kn. */
const MAX_KN = 50;
/** GNSS wander and coarse positions (message 27: a tenth of a minute, 185 m) are no jump. */
const SLACK_M = 1000;
/** A held place that goes on this many fixes is a track of its own. */
const CONFIRM_FIXES = 3;
/** Two tracks that take turns at least so often are two ships; one turn is a ship that was moved after an outlier. */
const SHARED_TURNS = 2;
/**
 * Nearer than an hour's run at 25 kn the second track may be the same ship: receivers and satellites with a wrong clock or a
 * full buffer deliver its reports up to 40 min late as if they were new (recorded in the Kattegat and in the Pacific).
 */
const SHARED_APART_M = 25 * NAUTICAL_MILE_M;
/** The first ship is waited for this long before the second one's track goes on as the vessel's. */
const SHARED_SILENT_MS = 12 * HOUR_MS;
/** After so long without the second ship the identity is one ship's again; in the recorded case it was away for 2.2 days. */
const SHARED_MEMORY_MS = 72 * HOUR_MS;
/** A ship that was moved is believed when its old place has been silent twice as long as usual; at most this long. */
const MAX_USUAL_GAP_MS = HOUR_MS;
/** A held place from before this time and so many fixes was an outlier: it does not add to the next one. */
const FORGET_MS = 30 * MINUTE_MS;
const FORGET_FIXES = 10;

export interface Place {
  timeMs: number;
  lon: number;
  lat: number;
}

export type Judgement = 'accept' | 'hold' | 'relocate' | 'shared';

/** Whether one can get from one place to another in the time between, with slack for noise. */
export function isReachable(from: Place, timeMs: number, lon: number, lat: number): boolean {
  const gapMs = Math.abs(timeMs - from.timeMs);
  const reachM = SLACK_M + MAX_KN * KNOT_MPS * (gapMs / 1000);
  const dLat = Math.abs(lat - from.lat);
  // A degree of latitude is never under 110.5 km: most far jumps are seen without a square root.
  if (dLat * 110_500 > reachM) return false;
  return distanceM(from.lon, from.lat, lon, lat) <= reachM;
}

/** As a snapshot holds it. */
export interface PlausibilityData {
  readonly held: Place | undefined;
  readonly heldFixes: number;
  readonly heldRun: number;
  readonly turns: number;
  readonly mainRun: number;
  readonly mainGapMs: number;
  readonly sharedSeenMs: number;
  readonly isShared: boolean;
}

export class Plausibility {
  #held: Place | undefined;
  #heldFixes = 0;
  /** Held fixes since the last one at the main place. */
  #heldRun = 0;
  /** How often the held track was taken up again after the main one. */
  #turns = 0;
  /** Fixes accepted at the main place since the last held one. */
  #mainRun = 0;
  #mainGapMs = 0;
  #sharedSeenMs = Number.NEGATIVE_INFINITY;
  #isShared = false;

  /** Two ships far from one another have used this MMSI at the same time, the second one within the last three days. */
  get isShared(): boolean {
    return this.#isShared;
  }

  judge(last: Place, timeMs: number, lon: number, lat: number): Judgement {
    if (isReachable(last, timeMs, lon, lat)) {
      this.#goOn(timeMs - last.timeMs, timeMs);
      return 'accept';
    }
    if (this.#held === undefined || !isReachable(this.#held, timeMs, lon, lat)) {
      this.#hold(timeMs, lon, lat);
      return 'hold';
    }
    this.#held = { timeMs, lon, lat };
    this.#heldFixes++;
    this.#heldRun++;
    if (this.#mainRun > 0) {
      this.#turns++;
      this.#mainRun = 0;
    }
    const silentMs = timeMs - last.timeMs;
    if (this.#areTwoShips(last) && silentMs < SHARED_SILENT_MS) {
      this.#isShared = true;
      this.#sharedSeenMs = timeMs;
      return 'shared';
    }
    if (this.#heldRun < CONFIRM_FIXES || silentMs <= 2 * this.#mainGapMs) return 'hold';
    this.#forget();
    this.#mainGapMs = 0;
    return 'relocate';
  }

  save(): PlausibilityData {
    return {
      held: this.#held === undefined ? undefined : { ...this.#held },
      heldFixes: this.#heldFixes,
      heldRun: this.#heldRun,
      turns: this.#turns,
      mainRun: this.#mainRun,
      mainGapMs: this.#mainGapMs,
      sharedSeenMs: this.#sharedSeenMs,
      isShared: this.#isShared,
    };
  }

  static restore(data: PlausibilityData): Plausibility {
    const judge = new Plausibility();
    judge.#held = data.held === undefined ? undefined : { ...data.held };
    judge.#heldFixes = data.heldFixes;
    judge.#heldRun = data.heldRun;
    judge.#turns = data.turns;
    judge.#mainRun = data.mainRun;
    judge.#mainGapMs = data.mainGapMs;
    judge.#sharedSeenMs = data.sharedSeenMs;
    judge.#isShared = data.isShared;
    return judge;
  }

  /** A fix at the main place. */
  #goOn(gapMs: number, timeMs: number): void {
    this.#mainGapMs = Math.min(gapMs, MAX_USUAL_GAP_MS);
    if (this.#held === undefined) return;
    this.#mainRun++;
    this.#heldRun = 0;
    if (this.#isShared) {
      if (timeMs - this.#sharedSeenMs < SHARED_MEMORY_MS) return;
      this.#isShared = false;
      this.#forget();
    } else if (this.#mainRun >= FORGET_FIXES && timeMs - this.#held.timeMs > FORGET_MS) this.#forget();
  }

  #areTwoShips(main: Place): boolean {
    const held = this.#held!;
    if (this.#isShared) return true;
    if (this.#heldFixes < CONFIRM_FIXES || this.#turns < SHARED_TURNS) return false;
    return distanceM(main.lon, main.lat, held.lon, held.lat) > SHARED_APART_M;
  }

  #forget(): void {
    this.#held = undefined;
    this.#heldFixes = this.#heldRun = this.#turns = this.#mainRun = 0;
  }

  #hold(timeMs: number, lon: number, lat: number): void {
    this.#forget();
    this.#held = { timeMs, lon, lat };
    this.#heldFixes = this.#heldRun = 1;
  }
}
