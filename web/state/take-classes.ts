/** What kind a vessel is, is kept once and not with each position of the past: taken from what is heard of it now. */
import type { PositionTable } from './position-table.ts';

/** Gives rows of `past` that do not say their class (0) the class they have in `now`. */
export function takeClasses(past: PositionTable, now: PositionTable): void {
  const { mmsi, vesselClass, count } = past.columns;
  const classNow = now.columns.vesselClass;
  for (let i = 0; i < count; i++) {
    const row = vesselClass[i] === 0 ? now.rowOf(mmsi[i]!) : undefined;
    if (row !== undefined) vesselClass[i] = classNow[row]!;
  }
}
