/** Positions are WGS84 degrees, always longitude first. */
export type LonLat = readonly [lon: number, lat: number];

/** West, south, east, north in degrees; `west > east` means that the box crosses the antimeridian. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Brings a longitude (or a difference of two) into [-180, 180). */
export function wrapLon(lonDeg: number): number {
  if (lonDeg >= -180 && lonDeg < 180) return lonDeg;
  const turned = (lonDeg + 180) % 360;
  return (turned < 0 ? turned + 360 : turned) - 180;
}

/** Whether a position lies in a box, edges included. */
export function isInBox(box: Box, lon: number, lat: number): boolean {
  if (lat < box[1] || lat > box[3]) return false;
  return box[0] <= box[2] ? lon >= box[0] && lon <= box[2] : lon >= box[0] || lon <= box[2];
}
