/** Looks vessels up by place in the position table: under the pointer, and round a position for the list beside the map. */
import { ABSENT_U16, type PositionColumns } from '../../src/contract/position-frame.ts';
import { bearingDeg, destination, distanceM } from '../../src/geo/local-plane.ts';

/** The MMSI nearest to a position, no farther than `reachM`, of those heard since `sinceS` (seconds since 1970). */
export function nearestVessel(
  columns: PositionColumns,
  lon: number,
  lat: number,
  reachM: number,
  sinceS: number,
): number | undefined {
  let best = reachM;
  let found: number | undefined;
  const [east] = destination(lon, lat, 90, reachM);
  const [, north] = destination(lon, lat, 0, reachM);
  const [spanLonE6, spanLatE6] = [Math.abs(east - lon) * 1e6, Math.abs(north - lat) * 1e6];
  for (let i = 0; i < columns.count; i++) {
    if (Math.abs(columns.latE6[i]! - lat * 1e6) > spanLatE6 * 1.01) continue;
    if (Math.abs(columns.lonE6[i]! - lon * 1e6) > spanLonE6 * 1.01) continue;
    if (columns.timeS[i]! < sinceS) continue;
    const d = distanceM(lon, lat, columns.lonE6[i]! / 1e6, columns.latE6[i]! / 1e6);
    if (d > best) continue;
    best = d;
    found = columns.mmsi[i]!;
  }
  return found;
}

export interface NearbyVessel {
  readonly mmsi: number;
  readonly distanceM: number;
  readonly bearingDeg: number;
  readonly speedTenthKn?: number;
  readonly courseDeg?: number;
  readonly timeS: number;
}

/** Vessels round a position, nearest first. `but` itself is left out. */
export function vesselsNear(
  columns: PositionColumns,
  lon: number,
  lat: number,
  reachM: number,
  limit: number,
  but?: number,
): NearbyVessel[] {
  const found: NearbyVessel[] = [];
  for (let i = 0; i < columns.count; i++) {
    const mmsi = columns.mmsi[i]!;
    if (mmsi === but) continue;
    const [toLon, toLat] = [columns.lonE6[i]! / 1e6, columns.latE6[i]! / 1e6];
    // A degree is 111 km: most vessels are put aside without a root.
    if (Math.abs(toLat - lat) * 111_000 > reachM * 1.01) continue;
    const d = distanceM(lon, lat, toLon, toLat);
    if (d > reachM) continue;
    const speed = columns.speedTenthKn[i]!;
    const course = columns.courseTenthDeg[i]!;
    found.push({
      mmsi,
      distanceM: Math.round(d),
      bearingDeg: Math.round(bearingDeg(lon, lat, toLon, toLat)) % 360,
      ...(speed === ABSENT_U16 ? {} : { speedTenthKn: speed }),
      ...(course === ABSENT_U16 ? {} : { courseDeg: Math.round(course / 10) % 360 }),
      timeS: columns.timeS[i]!,
    });
  }
  return found.sort((a, b) => a.distanceM - b.distanceM || a.mmsi - b.mmsi).slice(0, limit);
}
