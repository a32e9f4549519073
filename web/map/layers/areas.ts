/** Areas: announced works (hatched one way) and disturbances of positions (hatched both ways). */
import type { ExpressionSpecification } from 'maplibre-gl';
import { destination } from '../../../src/geo/local-plane.ts';
import { mapFonts } from '../colours.ts';
import { closed, collection, type Features, feature, type Position } from '../geojson.ts';
import type { MapLayer } from './layer.ts';

const SOURCE = 'areas';

export const areaLayer: MapLayer = {
  source: SOURCE,
  layers: (colours) => {
    const colour: ExpressionSpecification = ['match', ['get', 'kind'], 'works', colours.works, colours.disturbance];
    return [
      {
        id: 'areas',
        type: 'fill',
        source: SOURCE,
        paint: { 'fill-pattern': ['concat', 'hatch-', ['get', 'kind']], 'fill-opacity': 0.55 },
      },
      {
        id: 'areas-edge',
        type: 'line',
        source: SOURCE,
        paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': [4, 2] },
      },
      {
        id: 'areas-name',
        type: 'symbol',
        source: SOURCE,
        layout: { 'text-field': ['get', 'name'], 'text-font': mapFonts, 'text-size': 12, 'text-max-width': 12 },
        paint: { 'text-color': colour, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
      },
    ];
  },
};

export interface WorksArea {
  readonly title: string;
  readonly ring: readonly (readonly [number, number])[];
}
export interface DisturbedArea {
  readonly name: string;
  readonly lonE5: number;
  readonly latE5: number;
  readonly radiusM: number;
}

const CORNERS = 48;

export function circle(lon: number, lat: number, radiusM: number): Position[] {
  return closed(Array.from({ length: CORNERS }, (_, i) => destination(lon, lat, (360 * i) / CORNERS, radiusM)));
}

export function areaFeatures(works: readonly WorksArea[], disturbances: readonly DisturbedArea[]): Features {
  return collection([
    ...works.map(({ title, ring }) =>
      feature(
        { type: 'Polygon', coordinates: [closed(ring.map(([lon, lat]): Position => [lon, lat]))] },
        { kind: 'works', name: title },
      ),
    ),
    ...disturbances.map(({ name, lonE5, latE5, radiusM }) =>
      feature(
        { type: 'Polygon', coordinates: [circle(lonE5 / 1e5, latE5 / 1e5, radiusM)] },
        { kind: 'disturbance', name },
      ),
    ),
  ]);
}
