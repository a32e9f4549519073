/** The ground of the map: the sea, and nothing from anywhere. Without `glyphs`, letters come from the reader's own fonts. */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { MapColours } from './colours.ts';
import { mapLayers } from './map-layers.ts';

export function baseStyle(colours: MapColours): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: 'sea', type: 'background', paint: { 'background-color': colours.sea } }],
  };
}

export interface PaintChange {
  readonly layerId: string;
  readonly property: string;
  readonly value: unknown;
}

const paintOf = (layer: LayerSpecification): Record<string, unknown> => ('paint' in layer ? { ...layer.paint } : {});

/** What to set on each layer to go from one palette to another: only what differs. */
export function paintChanges(from: MapColours, to: MapColours): PaintChange[] {
  const pairs = [
    [baseStyle(from).layers, baseStyle(to).layers],
    ...mapLayers.map((layer) => [layer.layers(from), layer.layers(to)]),
  ];
  return pairs.flatMap(([before = [], after = []]) =>
    after.flatMap((layer, i) => {
      const old = paintOf(before[i]!);
      return Object.entries(paintOf(layer))
        .filter(([property, value]) => JSON.stringify(value) !== JSON.stringify(old[property]))
        .map(([property, value]) => ({ layerId: layer.id, property, value }));
    }),
  );
}
