/**
 * Whether a new position belongs to the ship's track. One state a vessel: a position that cannot be reached is held back
 * until what follows confirms it (the ship moved on there), returns (it was an outlier), or both places go on (two ships,
 * one MMSI). Thresholds after Global Fishing Watch's segmenter and the cases recorded for it.
 */
import { distanceM } from '../geo/local-plane.ts';
import { HOUR_MS, KNOT_MPS } from '../geo/units.ts';

/** No cable-layer, ferry or tanker does more; fast craft reach 45 kn. */
const MAX_KN = 50;
/** GNSS wander and coarse positions (message 27: a tenth of a minute, 185 m) are no jump. */
const SLACK_M = 1000;
/** A held place that goes on this many fixes is where the ship is now. */
const CONFIRM_FIXES = 3;
/** Two places that both go on within this time are two ships. */
const SHARED_WITHIN_MS = 6 * HOUR_MS;

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

export class Plausibility {
  #held: Place | undefined;
  #heldFixes = 0;
  /** Fixes accepted at the main place since something was held. */
  #mainSince = 0;
  #isShared = false;

  /** Two ships have used this MMSI at the same time. */
  get isShared(): boolean {
    return this.#isShared;
  }

  judge(last: Place, timeMs: number, lon: number, lat: number): Judgement {
    if (isReachable(last, timeMs, lon, lat)) {
      this.#mainSince++;
      return 'accept';
    }
    if (this.#held === undefined || !isReachable(this.#held, timeMs, lon, lat)) {
      this.#hold(timeMs, lon, lat);
      return 'hold';
    }
    this.#held = { timeMs, lon, lat };
    this.#heldFixes++;
    if (
      this.#isShared ||
      (this.#mainSince > 0 && timeMs - last.timeMs < SHARED_WITHIN_MS && this.#heldFixes >= CONFIRM_FIXES)
    ) {
      this.#isShared = true;
      return 'shared';
    }
    if (this.#heldFixes < CONFIRM_FIXES) return 'hold';
    this.#held = undefined;
    this.#mainSince = 0;
    return 'relocate';
  }

  #hold(timeMs: number, lon: number, lat: number): void {
    this.#held = { timeMs, lon, lat };
    this.#heldFixes = 1;
    this.#mainSince = 0;
  }
}
