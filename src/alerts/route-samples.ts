/** Points along a route at which it is asked whether anything was heard, each with its KP. */
import { alongGeodesic, geodesicM } from '../geo/geodesic.ts';
import { type Box, isInBox } from '../geo/position.ts';
import type { Asset } from '../infrastructure/asset.ts';

/** One point about each ten kilometres: well under the 28 km cells in which hearing is counted. */
const STEP_M = 10_000;

export interface RouteSample {
  readonly lon: number;
  readonly lat: number;
  readonly kpM: number;
  /** Length of route that the point stands for. */
  readonly lengthM: number;
}

/** Middles of equal parts of each straight piece, in order of KP, as far as they lie inside the box. */
export function routeSamples(asset: Asset, box: Box): RouteSample[] {
  const samples: RouteSample[] = [];
  let kpM = 0;
  for (const line of asset.lines)
    for (let i = 0; i + 1 < line.length; i++) {
      const [lonA, latA] = line[i]!;
      const [lonB, latB] = line[i + 1]!;
      const pieceM = geodesicM(lonA, latA, lonB, latB);
      if (pieceM === 0) continue;
      const parts = Math.ceil(pieceM / STEP_M);
      const lengthM = pieceM / parts;
      const points = alongGeodesic(lonA, latA, lonB, latB, 2 * parts);
      for (let p = 0; p < parts; p++) {
        const [lon, lat] = points[2 * p + 1]!;
        if (isInBox(box, lon, lat)) samples.push({ lon, lat, kpM: kpM + (p + 0.5) * lengthM, lengthM });
      }
      kpM += pieceM;
    }
  return samples;
}
