/** Own units, by name. */
import { mapFonts } from '../colours.ts';
import { collection, type Features, feature } from '../geojson.ts';
import type { MapLayer } from './layer.ts';

export const unitLayer: MapLayer = {
  source: 'units',
  layers: (colours) => [
    {
      id: 'units',
      type: 'symbol',
      source: 'units',
      layout: {
        'icon-image': 'unit',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': ['get', 'name'],
        'text-font': mapFonts,
        'text-size': 12,
        'text-anchor': 'left',
        'text-offset': [1.3, 0],
        'text-optional': true,
      },
      paint: { 'text-color': colours.unit, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
    },
  ],
};

export function unitFeatures(
  units: readonly { readonly name: string; readonly position: readonly [number, number] }[],
): Features {
  return collection(
    units.map(({ name, position: [lon, lat] }) => feature({ type: 'Point', coordinates: [lon, lat] }, { name })),
  );
}
