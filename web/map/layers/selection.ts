/** Corners round the selected vessel. */
import { collection, type Features, feature, noFeatures, type Position } from '../geojson.ts';
import type { MapLayer } from './layer.ts';

export const selectionLayer: MapLayer = {
  source: 'selection',
  layers: () => [
    {
      id: 'selection',
      type: 'symbol',
      source: 'selection',
      layout: { 'icon-image': 'selected', 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
  ],
};

export function selectionFeatures(at: Position | undefined): Features {
  return at === undefined ? noFeatures : collection([feature({ type: 'Point', coordinates: at })]);
}
