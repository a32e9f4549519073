/** Land: polygons of the theatre's own coastline. */
import type { Features, Geometry } from '../geojson.ts';
import { collection, feature, noFeatures } from '../geojson.ts';
import type { MapLayer } from './layer.ts';

export const landLayer: MapLayer = {
  source: 'land',
  tolerance: 0.2,
  layers: (colours) => [
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land, 'fill-antialias': true } },
    {
      id: 'land-coast',
      type: 'line',
      source: 'land',
      paint: { 'line-color': colours.coast, 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.6, 10, 1.2] },
    },
  ],
};

/** The node serves a collection; a bare geometry, as the data files hold it, is taken as well. */
export function landFeatures(json: unknown): Features {
  if (typeof json !== 'object' || json === null || !('type' in json)) return noFeatures;
  if (json.type === 'FeatureCollection') return json as unknown as Features;
  if (json.type === 'MultiPolygon' || json.type === 'Polygon') return collection([feature(json as Geometry)]);
  return noFeatures;
}
