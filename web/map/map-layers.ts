/** All layers of the map, the lowest first. */
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
import { vesselLayer } from './layers/vessels.ts';

export const mapLayers: readonly MapLayer[] = [
  landLayer,
  areaLayer,
  assetLayer,
  trackLayer,
  projectionLayer,
  vesselLayer,
  nameLayer,
  unitLayer,
  alertLayer,
  selectionLayer,
];
