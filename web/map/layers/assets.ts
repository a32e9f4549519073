/**
 * Cables and pipelines, drawn by how well they are watched: watched solid, degraded dashed, not watched dotted and grey,
 * unknown thin. Pipelines are double lines.
 */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { type MapColours, mapFonts } from '../colours.ts';
import { collection, type Feature, type Features } from '../geojson.ts';
import type { MapLayer } from './layer.ts';

export interface AssetWatchState {
  readonly assetId: string;
  readonly name: string;
  readonly names?: { readonly et?: string | undefined; readonly ja?: string | undefined } | undefined;
  readonly state: 'watched' | 'degraded' | 'not-watched' | 'unknown';
}

const SOURCE = 'assets';
/** Both are id's of layers where a click means an asset. */
export const ASSET_HIT_LAYER = 'assets-hit';

const DASHES: Readonly<Record<AssetWatchState['state'], readonly number[] | undefined>> = {
  watched: undefined,
  degraded: [3, 1.6],
  'not-watched': [0.2, 2],
  unknown: [6, 1.5, 1, 1.5],
};

const stateIs = (state: string): FilterSpecification => ['==', ['get', 'state'], state];
const isPipeline: ExpressionSpecification = ['==', ['get', 'pipeline'], true];

function stateLayer(state: AssetWatchState['state'], colours: MapColours): LayerSpecification {
  const colour = { watched: colours.watched, degraded: colours.degraded, 'not-watched': colours.notWatched };
  const dash = DASHES[state];
  return {
    id: `assets-${state}`,
    type: 'line',
    source: SOURCE,
    filter: stateIs(state),
    layout: { 'line-cap': state === 'not-watched' ? 'round' : 'butt', 'line-join': 'round' },
    paint: {
      'line-color': state === 'unknown' ? colours.quiet : colour[state],
      'line-width': [
        'interpolate',
        ['linear'],
        ['zoom'],
        5,
        ['case', isPipeline, 1, ['==', ['get', 'state'], 'unknown'], 1.2, 1.8],
        10,
        ['case', isPipeline, 1.4, ['==', ['get', 'state'], 'unknown'], 1.6, 3],
      ],
      'line-gap-width': ['case', isPipeline, 2.4, 0],
      ...(dash === undefined ? {} : { 'line-dasharray': [...dash] }),
    },
  };
}

export const assetLayer: MapLayer = {
  source: SOURCE,
  tolerance: 0.1,
  layers: (colours) => [
    {
      id: 'assets-selected',
      type: 'line',
      source: SOURCE,
      filter: ['==', ['get', 'selected'], true],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colours.selected, 'line-width': 9, 'line-opacity': 0.45 },
    },
    stateLayer('watched', colours),
    stateLayer('degraded', colours),
    stateLayer('not-watched', colours),
    stateLayer('unknown', colours),
    // Wider than what is drawn, so that a line can be hit.
    {
      id: ASSET_HIT_LAYER,
      type: 'line',
      source: SOURCE,
      paint: { 'line-color': colours.sea, 'line-width': 14, 'line-opacity': 0 },
    },
    {
      id: 'assets-name',
      type: 'symbol',
      source: SOURCE,
      minzoom: 6,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 420,
        'text-field': ['get', 'label'],
        'text-font': mapFonts,
        'text-size': 12,
        'text-offset': [0, -0.9],
        'text-max-angle': 30,
      },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.6 },
    },
  ],
};

const idOf = ({ properties }: Feature): string => String(properties.id ?? properties.assetId ?? '');

/** The drawn routes with what is known of each now. Routes without a state are `unknown`, never watched. */
export function assetFeatures(
  routes: Features,
  states: readonly AssetWatchState[],
  language: 'en' | 'et' | 'ja',
  selectedId: string | undefined,
): Features {
  const stateOf = new Map(states.map((state) => [state.assetId, state]));
  return collection(
    routes.features.map((route): Feature => {
      const id = idOf(route);
      const known = stateOf.get(id);
      const name = known?.name ?? String(route.properties.name ?? id);
      return {
        type: 'Feature',
        geometry: route.geometry,
        properties: {
          id,
          state: known?.state ?? 'unknown',
          label: (language === 'en' ? undefined : known?.names?.[language]) ?? name,
          pipeline: String(route.properties.kind ?? '').endsWith('pipeline'),
          selected: id === selectedId,
        },
      };
    }),
  );
}
