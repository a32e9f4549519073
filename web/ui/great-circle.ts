/** Distance on a sphere: good to half a percent, which is far better than an ETA is. */

/** Mean radius of the WGS84 ellipsoid (IUGG). */
const EARTH_M = 6_371_008.8;

const radians = (deg: number): number => (deg * Math.PI) / 180;

export function greatCircleM(lonA: number, latA: number, lonB: number, latB: number): number {
  const halfLat = Math.sin(radians(latB - latA) / 2);
  const halfLon = Math.sin(radians(lonB - lonA) / 2);
  const h = halfLat * halfLat + Math.cos(radians(latA)) * Math.cos(radians(latB)) * halfLon * halfLon;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
