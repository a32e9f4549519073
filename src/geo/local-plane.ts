/**
 * Metres on a plane that touches the ellipsoid at one latitude: what every hot path measures with.
 * Good to 0.1 % over 50 km below 66 degrees; figures that are reported use `geodesic.ts`.
 */
import CheapRuler from 'cheap-ruler';
import { wrapLon } from './position.ts';

const BANDS_PER_DEGREE = 20;
const rulers = new Map<number, { readonly eastM: number; readonly northM: number }>();

/** Metres in one degree of longitude and of latitude. Cached by bands of 0.05 degrees, so it is exact to 0.05 %. */
export function metresPerDegree(lat: number): { readonly eastM: number; readonly northM: number } {
  const band = Math.round(Math.max(-89, Math.min(89, lat)) * BANDS_PER_DEGREE);
  let ruler = rulers.get(band);
  if (ruler === undefined) {
    const { kx, ky } = new CheapRuler(band / BANDS_PER_DEGREE, 'meters');
    ruler = { eastM: kx, northM: ky };
    rulers.set(band, ruler);
  }
  return ruler;
}

/** Distance in metres between two positions at most a few hundred kilometres apart. */
export function distanceM(lonA: number, latA: number, lonB: number, latB: number): number {
  const { eastM, northM } = metresPerDegree((latA + latB) / 2);
  const dx = wrapLon(lonB - lonA) * eastM;
  const dy = (latB - latA) * northM;
  return Math.sqrt(dx * dx + dy * dy);
}

/** Initial course from A to B in degrees, [0, 360). Two equal positions give 0. */
export function bearingDeg(lonA: number, latA: number, lonB: number, latB: number): number {
  const { eastM, northM } = metresPerDegree((latA + latB) / 2);
  const deg = (Math.atan2(wrapLon(lonB - lonA) * eastM, (latB - latA) * northM) * 180) / Math.PI;
  return deg < 0 ? deg + 360 : deg;
}

/** Where one comes to from a position on a course after a distance, on the plane of the start. */
export function destination(lon: number, lat: number, courseDeg: number, distance: number): [lon: number, lat: number] {
  const { eastM, northM } = metresPerDegree(lat);
  const course = (courseDeg * Math.PI) / 180;
  return [wrapLon(lon + (Math.sin(course) * distance) / eastM), lat + (Math.cos(course) * distance) / northM];
}

/** Difference of two directions in degrees, (-180, 180]: how far `b` lies clockwise of `a`. */
export function turnDeg(a: number, b: number): number {
  const d = (((b - a) % 360) + 360) % 360;
  return d > 180 ? d - 360 : d;
}
