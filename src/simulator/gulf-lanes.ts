/** Lanes and a ferry line of the Gulf of Finland, drawn to a mile or so. */
import type { LonLat } from '../geo/position.ts';

/** North lane, westward; the south lane runs eastward. Drawn after the charted traffic separation schemes, to a mile or so. */
export const WEST: readonly LonLat[] = [
  [29.3, 60.06],
  [28.3, 60.04],
  [27.4, 60.0],
  [26.8, 59.97],
  [26.2, 59.91],
  [25.5, 59.85],
  [24.9, 59.79],
  [24.3, 59.7],
  [23.6, 59.58],
  [22.8, 59.46],
  [22.0, 59.36],
];
export const EAST: readonly LonLat[] = [
  [22.0, 59.29],
  [22.9, 59.39],
  [23.7, 59.51],
  [24.4, 59.62],
  [25.0, 59.71],
  [25.6, 59.78],
  [26.2, 59.84],
  [26.9, 59.89],
  [27.6, 59.94],
  [28.4, 59.99],
  [29.3, 60.02],
];
export const HELSINKI_TALLINN: readonly LonLat[] = [
  [24.96, 60.145],
  [24.94, 60.05],
  [24.84, 59.75],
  [24.77, 59.56],
  [24.755, 59.46],
];
