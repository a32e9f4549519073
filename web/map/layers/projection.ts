/**
 * Where the selected ship will be if it goes on: a line with marks each 15 minutes inside a fan, because nobody knows its
 * course and speed of the next hour. Not a forecast of what it will do.
 */
import { destination } from '../../../src/geo/local-plane.ts';
import { KNOT_MPS } from '../../../src/geo/units.ts';
import { mapFonts } from '../colours.ts';
import { collection, type Features, feature, noFeatures, type Position } from '../geojson.ts';
import type { MapLayer } from './layer.ts';

const SOURCE = 'projection';
const AHEAD_MIN = 60;
const MARK_EVERY_MIN = 15;
/** Courses this far to either side, and speeds by this share more, lie inside the fan. */
const COURSE_RANGE_DEG = 8;
const SPEED_RANGE = 0.1;
/** Slower than this it goes nowhere in an hour that a map could show. */
const LEAST_TENTH_KN = 10;

export interface Motion {
  readonly lon: number;
  readonly lat: number;
  readonly courseDeg: number;
  readonly speedTenthKn: number;
}

export const projectionLayer: MapLayer = {
  source: SOURCE,
  layers: (colours) => [
    {
      id: 'projection-fan',
      type: 'fill',
      source: SOURCE,
      filter: ['==', ['get', 'part'], 'fan'],
      paint: { 'fill-color': colours.selected, 'fill-opacity': 0.14 },
    },
    {
      id: 'projection-edge',
      type: 'line',
      source: SOURCE,
      filter: ['==', ['get', 'part'], 'fan'],
      paint: { 'line-color': colours.selected, 'line-width': 1, 'line-opacity': 0.6, 'line-dasharray': [2, 3] },
    },
    {
      id: 'projection-line',
      type: 'line',
      source: SOURCE,
      filter: ['==', ['get', 'part'], 'line'],
      paint: { 'line-color': colours.selected, 'line-width': 2, 'line-dasharray': [3, 2] },
    },
    {
      id: 'projection-mark',
      type: 'circle',
      source: SOURCE,
      filter: ['==', ['get', 'part'], 'mark'],
      paint: {
        'circle-radius': 3.5,
        'circle-color': colours.halo,
        'circle-stroke-color': colours.selected,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'projection-label',
      type: 'symbol',
      source: SOURCE,
      filter: ['==', ['get', 'part'], 'mark'],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': mapFonts,
        'text-size': 11,
        'text-anchor': 'bottom',
        'text-offset': [0, -0.6],
      },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.6 },
    },
  ],
};

/** `label` says a mark in the reader's language: "+15 min". */
export function projectionFeatures(motion: Motion | undefined, label: (minutes: number) => string): Features {
  if (motion === undefined || motion.speedTenthKn < LEAST_TENTH_KN) return noFeatures;
  const { lon, lat, courseDeg, speedTenthKn } = motion;
  const metresIn = (minutes: number): number => (speedTenthKn / 10) * KNOT_MPS * minutes * 60;
  const at = (minutes: number, turn = 0, share = 1): Position =>
    destination(lon, lat, courseDeg + turn, metresIn(minutes) * share);
  const arc = Array.from({ length: 9 }, (_, i) => at(AHEAD_MIN, COURSE_RANGE_DEG * (i / 4 - 1), 1 + SPEED_RANGE));
  const marks = Array.from({ length: AHEAD_MIN / MARK_EVERY_MIN }, (_, i) => (i + 1) * MARK_EVERY_MIN);
  return collection([
    feature({ type: 'Polygon', coordinates: [[[lon, lat], ...arc, [lon, lat]]] }, { part: 'fan' }),
    feature({ type: 'LineString', coordinates: [[lon, lat], at(AHEAD_MIN)] }, { part: 'line' }),
    ...marks.map((minutes) =>
      feature({ type: 'Point', coordinates: at(minutes) }, { part: 'mark', label: label(minutes) }),
    ),
  ]);
}
