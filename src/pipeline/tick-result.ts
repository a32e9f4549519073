/** What one tick gives to those who watch as it happens: which alerts changed and what was crossed since the tick before. */
import type { AlertChange } from '../alerts/alert-book.ts';
import { iso, tenths, wholeNumber } from '../alerts/whole-units.ts';
import type { CrossingRow } from '../contract/views.ts';
import type { Crossing } from '../infrastructure/crossing.ts';

export interface TickResult {
  readonly tickMs: number;
  /** By rising MMSI. */
  readonly changes: readonly AlertChange[];
  /** Since the tick before, by time, then MMSI and asset. */
  readonly crossings: readonly CrossingRow[];
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** In one order, whatever the number of partitions they come from. */
export function compareCrossings(a: Crossing, b: Crossing): number {
  return a.timeMs - b.timeMs || a.mmsi - b.mmsi || text(a.assetId, b.assetId) || a.kpM - b.kpM;
}

/** In whole units, as it leaves the core. */
export function crossingRow(crossing: Crossing, name: string | undefined): CrossingRow {
  return {
    mmsi: crossing.mmsi,
    ...(name === undefined ? {} : { name }),
    assetId: crossing.assetId,
    at: iso(crossing.timeMs),
    sigmaS: wholeNumber(crossing.sigmaTimeMs / 1000),
    kpM: wholeNumber(crossing.kpM),
    sigmaKpM: wholeNumber(crossing.sigmaKpM),
    speedTenthKn: tenths(crossing.speedKn),
  };
}
