/**
 * All vessels. They are sent to the map in groups of one class and one direction, each a single feature of many points:
 * sixteen thousand features would cost ten times as much to hand over. Which vessel lies under the pointer is looked up in the
 * position table (`nearest-vessel.ts`), so that a point needs no identity.
 */
import type { ExpressionSpecification } from 'maplibre-gl';
import {
  ABSENT_U16,
  POSITION_DOUBTFUL,
  type PositionColumns,
  vesselClasses,
} from '../../../src/contract/position-frame.ts';
import { type Box, isInBox } from '../../../src/geo/position.ts';
import { collection, type Feature, type Features, feature, type Position } from '../geojson.ts';
import type { MapLayer } from './layer.ts';

/** Marks turn in steps of 5 degrees: at their size the eye sees no less. */
const TURN_DEG = 5;
const TURNS = 360 / TURN_DEG;
/** Below this a ship's course says nothing. */
const AT_REST_TENTH_KN = 5;
/** Not heard for so long: drawn faint. */
export const FAINT_AFTER_S = 15 * 60;
/** Not heard for so long: no longer on the map, though still in the list and on its card. */
export const GONE_AFTER_S = 6 * 3600;

const SIZE: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 4, 0.32, 6, 0.5, 8, 0.78, 11, 1, 14, 1.2];

export const vesselLayer: MapLayer = {
  source: 'vessels',
  layers: () => [
    {
      id: 'vessels',
      type: 'symbol',
      source: 'vessels',
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-rotate': ['get', 'turn'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': SIZE,
      },
      paint: { 'icon-opacity': ['case', ['get', 'faint'], 0.4, 1] },
    },
    {
      id: 'vessels-doubt',
      type: 'symbol',
      source: 'vessels',
      minzoom: 7,
      filter: ['get', 'doubt'],
      layout: {
        'icon-image': 'doubt',
        'icon-offset': [12, -12],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
  ],
};

export interface VesselMark {
  readonly icon: string;
  readonly turnDeg: number;
}

/** How row `i` is drawn. */
export function markOf(columns: PositionColumns, i: number): VesselMark {
  const vesselClass = vesselClasses[columns.vesselClass[i]!] ?? 'unknown';
  const speed = columns.speedTenthKn[i]!;
  const direction = directionDeg(columns, i);
  if (direction === undefined || speed < AT_REST_TENTH_KN) return { icon: `rest-${vesselClass}`, turnDeg: 0 };
  return { icon: `way-${vesselClass}`, turnDeg: (Math.round(direction / TURN_DEG) % TURNS) * TURN_DEG };
}

/** Where its bow points; where it goes if it does not say. */
export function directionDeg(columns: PositionColumns, i: number): number | undefined {
  const heading = columns.headingDeg[i]!;
  if (heading < 360) return heading;
  const course = columns.courseTenthDeg[i]!;
  return course === ABSENT_U16 || course >= 3600 ? undefined : course / 10;
}

/** Vessels in `box` (all without one), heard until `nowS` (seconds since 1970). */
export function vesselFeatures(columns: PositionColumns, nowS: number, box?: Box): Features {
  const classes = vesselClasses.length;
  // One slot a group: class, direction (the last one: at rest), faint, in doubt.
  const groups = new Map<number, Position[]>();
  const firstRow = new Map<number, number>();
  for (let i = 0; i < columns.count; i++) {
    const lon = columns.lonE6[i]! / 1e6;
    const lat = columns.latE6[i]! / 1e6;
    if (box !== undefined && !isInBox(box, lon, lat)) continue;
    const ageS = nowS - columns.timeS[i]!;
    if (ageS > GONE_AFTER_S) continue;
    const direction = columns.speedTenthKn[i]! < AT_REST_TENTH_KN ? undefined : directionDeg(columns, i);
    const turn = direction === undefined ? TURNS : Math.round(direction / TURN_DEG) % TURNS;
    const faint = ageS > FAINT_AFTER_S ? 1 : 0;
    const doubt = (columns.flags[i]! & POSITION_DOUBTFUL) === 0 ? 0 : 1;
    const key = ((turn * classes + columns.vesselClass[i]!) * 2 + faint) * 2 + doubt;
    const points = groups.get(key);
    if (points === undefined) {
      groups.set(key, [[lon, lat]]);
      firstRow.set(key, i);
    } else points.push([lon, lat]);
  }
  return collection(
    [...groups].map(([key, coordinates]): Feature => {
      const { icon, turnDeg } = markOf(columns, firstRow.get(key)!);
      return feature(
        { type: 'MultiPoint', coordinates },
        { icon, turn: turnDeg, faint: (key & 2) !== 0, doubt: (key & 1) !== 0 },
      );
    }),
  );
}
