/** What each layer of the map gives: one source, and how it is drawn in given colours. */
import type { LayerSpecification } from 'maplibre-gl';
import type { MapColours } from '../colours.ts';

export interface MapLayer {
  /** Id of its GeoJSON source; its layers' ids begin with it. */
  readonly source: string;
  readonly layers: (colours: MapColours) => LayerSpecification[];
  /** Degrees of simplification are harmful where few vertices stand for much. */
  readonly tolerance?: number;
}
