/** Exact geodesics on WGS84 (Karney 2013), for lengths and figures that are reported; a hundred times slower than the plane. */
import geodesic from 'geographiclib-geodesic';

const wgs84 = geodesic.Geodesic.WGS84;

/** Distance in metres. */
export function geodesicM(lonA: number, latA: number, lonB: number, latB: number): number {
  return wgs84.Inverse(latA, lonA, latB, lonB, geodesic.Geodesic.DISTANCE).s12!;
}

/** `parts + 1` positions at equal distances on the shortest line from A to B, ends included. */
export function alongGeodesic(
  lonA: number,
  latA: number,
  lonB: number,
  latB: number,
  parts: number,
): [number, number][] {
  const line = wgs84.InverseLine(latA, lonA, latB, lonB);
  return Array.from({ length: parts + 1 }, (_, i) => {
    if (i === 0) return [lonA, latA];
    if (i === parts) return [lonB, latB];
    const at = line.Position((line.s13 * i) / parts);
    return [at.lon2!, at.lat2!];
  });
}
