/** Web Mercator on the unit square, as MapLibre's custom layers take it: x east from the date line, y south from 85.05° N. */

/** Where the square ends. */
const MAX_LAT = 85.051129;

export function mercator(lon: number, lat: number): [x: number, y: number] {
  const held = Math.max(-MAX_LAT, Math.min(MAX_LAT, lat));
  const sine = Math.sin((held * Math.PI) / 180);
  // Snyder, Map Projections: A Working Manual (1987), 7-2.
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** `matrix` (columns first, double precision) after a shift in x and y, so that what it is given may be small. */
export function shifted(matrix: ArrayLike<number>, [x, y]: readonly [number, number]): Float32Array {
  const result = Float32Array.from(matrix);
  for (let i = 0; i < 4; i++) result[12 + i] = matrix[i]! * x + matrix[4 + i]! * y + matrix[12 + i]!;
  return result;
}
