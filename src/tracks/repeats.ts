/** Rows that tell nothing new: the same report heard by several receivers, a coarse copy, or an old position sent on and on. */
import { FLAG_LONG_RANGE } from '../ais/position-batch.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import { isReachable } from './plausibility.ts';
import type { VesselState } from './vessel-state.ts';

/** The same report heard by several receivers comes within seconds. */
const DUPLICATE_MS = 10_000;
/** Two reports of one second cannot be told apart in order, and a leg between them would have no speed. */
const SAME_SECOND_MS = 1000;
/** A vessel that moves cannot be at the same place for so long: an old position is being repeated. */
const STALE_MS = 5 * MINUTE_MS;
const STALE_TENTH_KN = 20;

/** Why the row is no new report of this vessel, which was heard before, up to `timeMs`; undefined if it may be one. */
export function repeatReason(
  vessel: VesselState,
  timeMs: number,
  lon: number,
  lat: number,
  sogTenthKn: number,
  flags: number,
): RejectReason | undefined {
  const gapMs = timeMs - vessel.last.timeMs;
  // Message 27 repeats in tenths of a minute what was sent finer a moment ago (Global Fishing Watch drops it likewise).
  if ((flags & FLAG_LONG_RANGE) !== 0 && gapMs < HOUR_MS && !vessel.isLongRange) return 'duplicate';
  if (gapMs < SAME_SECOND_MS) return isReachable(vessel.last, timeMs, lon, lat) ? 'duplicate' : undefined;
  if (lon !== vessel.last.lon || lat !== vessel.last.lat) return undefined;
  if (gapMs <= DUPLICATE_MS && sogTenthKn === vessel.lastSogTenthKn) return 'duplicate';
  return sogTenthKn > STALE_TENTH_KN && timeMs - vessel.placeSinceMs >= STALE_MS ? 'repeat-stale' : undefined;
}
