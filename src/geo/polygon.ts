/** Points in rings, degrees taken as a plane, which is exact enough for places a few kilometres wide. */
import { type LonLat, wrapLon } from './position.ts';

/** Whether a position lies in a ring (even-odd rule); the ring may be open or closed and may cross the antimeridian. */
export function isInRing(ring: readonly LonLat[], lon: number, lat: number): boolean {
  let isInside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const yi = ring[i]![1];
    const yj = ring[j]![1];
    if (yi > lat === yj > lat) continue;
    const xi = wrapLon(ring[i]![0] - lon);
    const xj = xi + wrapLon(ring[j]![0] - ring[i]![0]);
    if (xi + ((lat - yi) / (yj - yi)) * (xj - xi) > 0) isInside = !isInside;
  }
  return isInside;
}
