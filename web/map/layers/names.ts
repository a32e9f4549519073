/** Names of vessels, only where few enough are in sight to be read. */
import type { PositionColumns } from '../../../src/contract/position-frame.ts';
import { type Box, isInBox } from '../../../src/geo/position.ts';
import { mapFonts } from '../colours.ts';
import { collection, type Feature, type Features, feature, noFeatures } from '../geojson.ts';
import type { MapLayer } from './layer.ts';

export const MAX_NAMES = 120;

export const nameLayer: MapLayer = {
  source: 'names',
  layers: (colours) => [
    {
      id: 'names',
      type: 'symbol',
      source: 'names',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': mapFonts,
        'text-size': 11,
        'text-anchor': 'left',
        'text-offset': [1.2, 0.1],
        'text-padding': 1,
      },
      paint: { 'text-color': colours.quiet, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
    },
  ],
};

/** None where more than `MAX_NAMES` vessels lie in the box: nothing could be read. `but` is named elsewhere. */
export function nameFeatures(
  columns: PositionColumns,
  box: Box,
  nameOf: (mmsi: number) => string | undefined,
  but: ReadonlySet<number>,
): Features {
  const features: Feature[] = [];
  let inSight = 0;
  for (let i = 0; i < columns.count; i++) {
    const lon = columns.lonE6[i]! / 1e6;
    const lat = columns.latE6[i]! / 1e6;
    if (!isInBox(box, lon, lat)) continue;
    if (++inSight > MAX_NAMES) return noFeatures;
    const mmsi = columns.mmsi[i]!;
    const name = but.has(mmsi) ? undefined : nameOf(mmsi);
    if (name !== undefined) features.push(feature({ type: 'Point', coordinates: [lon, lat] }, { name }));
  }
  return collection(features);
}
