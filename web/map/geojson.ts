/** GeoJSON as the map's layers make it: plain, small, and no more of it than is drawn. */

export type Position = [lon: number, lat: number];
export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'MultiPoint'; readonly coordinates: Position[] }
  | { readonly type: 'LineString'; readonly coordinates: Position[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: Position[][] }
  | { readonly type: 'Polygon'; readonly coordinates: Position[][] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: Position[][][] };

export type Properties = Readonly<Record<string, string | number | boolean>>;
export interface Feature {
  readonly type: 'Feature';
  readonly properties: Properties;
  readonly geometry: Geometry;
}
export interface Features {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature[];
}

export const noFeatures: Features = { type: 'FeatureCollection', features: [] };

export const feature = (geometry: Geometry, properties: Properties = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry,
});

export const collection = (features: readonly Feature[]): Features => ({ type: 'FeatureCollection', features });

/** A closed ring. */
export function closed(ring: readonly Position[]): Position[] {
  const first = ring[0];
  const last = ring.at(-1);
  if (first === undefined || last === undefined) return [];
  return first[0] === last[0] && first[1] === last[1] ? [...ring] : [...ring, first];
}
