/**
 * Whether two collections of features look the same. What a layer is given goes to a worker and back, and the whole map is
 * drawn again, twice; so a second's drift of a few names and rings is kept back until the eye could see it.
 */
import type { Features } from './geojson.ts';

/** Degrees of longitude that are `pixels` wide at a zoom. */
export const pixelsDeg = (pixels: number, zoom: number): number => (pixels * 360) / (512 * 2 ** zoom);

/** Coordinates may differ by `withinDeg`; all else must be equal. */
export function isSamePicture(a: Features, b: Features, withinDeg: number): boolean {
  if (a === b) return true;
  if (a.features.length !== b.features.length) return false;
  return a.features.every((was, i) => {
    const is = b.features[i]!;
    return (
      was.geometry.type === is.geometry.type &&
      hasSameEntries(was.properties, is.properties) &&
      isNear(was.geometry.coordinates, is.geometry.coordinates, withinDeg)
    );
  });
}

function hasSameEntries(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && a[name] === b[name]);
}

type Nested = number | readonly Nested[];

function isNear(a: Nested, b: Nested, within: number): boolean {
  if (typeof a === 'number' || typeof b === 'number')
    return typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= within;
  return a.length === b.length && a.every((each, i) => isNear(each, b[i]!, within));
}
