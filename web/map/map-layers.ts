/** All layers of the map that are made of features, the lowest first. */
import { alertLayer } from './layers/alerts.ts';
import { areaLayer } from './layers/areas.ts';
import { assetLayer } from './layers/assets.ts';
import { landLayer } from './layers/land.ts';
import type { MapLayer } from './layers/layer.ts';
import { nameLayer } from './layers/names.ts';
import { projectionLayer } from './layers/projection.ts';
import { selectionLayer } from './layers/selection.ts';
import { trackLayer } from './layers/track.ts';
import { unitLayer } from './layers/units.ts';

export const mapLayers: readonly MapLayer[] = [
  landLayer,
  areaLayer,
  assetLayer,
  trackLayer,
  projectionLayer,
  nameLayer,
  unitLayer,
  alertLayer,
  selectionLayer,
];

/** The vessels, which are no features (`vessel-gl-layer.ts`), lie under this layer. */
export const ABOVE_VESSELS = 'names';
