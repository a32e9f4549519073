/** Cuts a polygon's ring to a box, for small maps. Sutherland and Hodgman 1974; degrees taken as a plane. */
import type { Box, LonLat } from './position.ts';

type Side = { readonly inside: (p: LonLat) => boolean; readonly cut: (a: LonLat, b: LonLat) => LonLat };

function sides([west, south, east, north]: Box): readonly Side[] {
  const atLon =
    (lon: number) =>
    (a: LonLat, b: LonLat): LonLat => [lon, a[1] + ((lon - a[0]) / (b[0] - a[0])) * (b[1] - a[1])];
  const atLat =
    (lat: number) =>
    (a: LonLat, b: LonLat): LonLat => [a[0] + ((lat - a[1]) / (b[1] - a[1])) * (b[0] - a[0]), lat];
  return [
    { inside: (p) => p[0] >= west, cut: atLon(west) },
    { inside: (p) => p[0] <= east, cut: atLon(east) },
    { inside: (p) => p[1] >= south, cut: atLat(south) },
    { inside: (p) => p[1] <= north, cut: atLat(north) },
  ];
}

/** The part of a closed ring inside a box that does not cross the antimeridian; empty where there is none. */
export function clipRing(ring: readonly LonLat[], box: Box): LonLat[] {
  let points: LonLat[] = [...ring];
  for (const { inside, cut } of sides(box)) {
    const kept: LonLat[] = [];
    for (let i = 0; i < points.length; i++) {
      const a = points[(i + points.length - 1) % points.length]!;
      const b = points[i]!;
      if (inside(b)) {
        if (!inside(a)) kept.push(cut(a, b));
        kept.push(b);
      } else if (inside(a)) kept.push(cut(a, b));
    }
    points = kept;
  }
  return points;
}
