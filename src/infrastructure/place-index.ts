/** Places where ships slow down or stop for a reason: ports, anchorages, pilots, traffic schemes, ferry lines, waiting areas. */
import Flatbush from 'flatbush';
import type { Place, PlaceKind } from '../contract/region.ts';
import { metresPerDegree } from '../geo/local-plane.ts';
import { isInRing } from '../geo/polygon.ts';
import { type LonLat, wrapLon } from '../geo/position.ts';
import { nearestToOrigin } from '../geo/segment.ts';

export class PlaceIndex {
  readonly places: readonly Place[];
  readonly #boxes: Flatbush | undefined;

  private constructor(places: readonly Place[]) {
    this.places = places;
    if (places.length === 0) return;
    this.#boxes = new Flatbush(places.length);
    for (const place of places) this.#boxes.add(...boxOf(place));
    this.#boxes.finish();
  }

  static build(places: readonly Place[]): PlaceIndex {
    return new PlaceIndex(places);
  }

  /** Places that hold the position, in the order of the region's file. */
  at(lon: number, lat: number): readonly Place[] {
    if (this.#boxes === undefined) return [];
    return this.#boxes
      .search(lon, lat, lon, lat)
      .sort((a, b) => a - b)
      .map((i) => this.places[i]!)
      .filter((place) => distanceToPlaceM(place, lon, lat) === 0);
  }

  isInside(kind: PlaceKind, lon: number, lat: number): boolean {
    return this.at(lon, lat).some((place) => place.kind === kind);
  }

  /** The nearest place of a kind whose edge is within `withinM` metres. */
  nearest(
    kind: PlaceKind,
    lon: number,
    lat: number,
    withinM: number,
  ): { readonly place: Place; readonly distanceM: number } | undefined {
    if (this.#boxes === undefined) return undefined;
    const { eastM, northM } = metresPerDegree(lat);
    const [dx, dy] = [(withinM / eastM) * 1.02, (withinM / northM) * 1.02];
    let best: { place: Place; distanceM: number } | undefined;
    for (const i of this.#boxes.search(lon - dx, lat - dy, lon + dx, lat + dy).sort((a, b) => a - b)) {
      const place = this.places[i]!;
      if (place.kind !== kind) continue;
      const distanceM = distanceToPlaceM(place, lon, lat);
      if (distanceM <= withinM && (best === undefined || distanceM < best.distanceM)) best = { place, distanceM };
    }
    return best;
  }
}

function distanceToLineM(line: readonly LonLat[], lon: number, lat: number): number {
  const { eastM, northM } = metresPerDegree(lat);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < line.length; i++) {
    const ax = wrapLon(line[i]![0] - lon) * eastM;
    const bx = ax + wrapLon(line[i + 1]![0] - line[i]![0]) * eastM;
    best = Math.min(
      best,
      nearestToOrigin(ax, (line[i]![1] - lat) * northM, bx, (line[i + 1]![1] - lat) * northM).distance,
    );
  }
  return best;
}

/** Metres from a position to a place's edge; 0 inside. */
export function distanceToPlaceM(place: Place, lon: number, lat: number): number {
  const { shape } = place;
  if (shape.type === 'circle')
    return Math.max(0, distanceToLineM([shape.centre, shape.centre], lon, lat) - shape.radiusM);
  if (shape.type === 'line') return Math.max(0, distanceToLineM(shape.line, lon, lat) - shape.halfWidthM);
  if (isInRing(shape.ring, lon, lat)) return 0;
  return distanceToLineM([...shape.ring, shape.ring[0]!], lon, lat);
}

function boxOf(place: Place): [number, number, number, number] {
  const { shape } = place;
  const points = shape.type === 'circle' ? [shape.centre] : shape.type === 'line' ? shape.line : shape.ring;
  const marginM = shape.type === 'circle' ? shape.radiusM : shape.type === 'line' ? shape.halfWidthM : 0;
  const lons = points.map((p) => p[0]);
  const lats = points.map((p) => p[1]);
  const { eastM, northM } = metresPerDegree(Math.max(...lats.map(Math.abs)));
  const [dx, dy] = [(marginM / eastM) * 1.02, (marginM / northM) * 1.02];
  return [Math.min(...lons) - dx, Math.min(...lats) - dy, Math.max(...lons) + dx, Math.max(...lats) + dy];
}
