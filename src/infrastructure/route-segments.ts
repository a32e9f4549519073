/** All routes as one list of short straight pieces in typed arrays: what mask, distances and crossings are computed on. */
import { alongGeodesic, geodesicM } from '../geo/geodesic.ts';
import type { Asset } from './asset.ts';

/** Pieces no longer than this stay within 2 m of the geodesic below 66 degrees, so the local plane holds. */
const MAX_PIECE_M = 5000;

export interface RouteSegments {
  readonly count: number;
  /** Index into the assets. */
  readonly asset: Uint32Array;
  readonly lonA: Float64Array;
  readonly latA: Float64Array;
  readonly lonB: Float64Array;
  readonly latB: Float64Array;
  /** KP of the piece's start, and its length, in metres. */
  readonly kpM: Float64Array;
  readonly lengthM: Float64Array;
}

export function routeSegments(assets: readonly Asset[]): RouteSegments {
  const rows: number[][] = [];
  assets.forEach((asset, index) => {
    let kpM = 0;
    for (const line of asset.lines)
      for (let i = 0; i + 1 < line.length; i++) {
        const [lonA, latA] = line[i]!;
        const [lonB, latB] = line[i + 1]!;
        const lengthM = geodesicM(lonA, latA, lonB, latB);
        if (lengthM === 0) continue;
        const parts = Math.ceil(lengthM / MAX_PIECE_M);
        const points = alongGeodesic(lonA, latA, lonB, latB, parts);
        for (let p = 0; p < parts; p++) {
          rows.push([index, points[p]![0], points[p]![1], points[p + 1]![0], points[p + 1]![1], kpM, lengthM / parts]);
          kpM += lengthM / parts;
        }
      }
  });
  const column = (i: number): Float64Array => Float64Array.from(rows, (row) => row[i]!);
  return {
    count: rows.length,
    asset: Uint32Array.from(rows, (row) => row[0]!),
    lonA: column(1),
    latA: column(2),
    lonB: column(3),
    latB: column(4),
    kpM: column(5),
    lengthM: column(6),
  };
}
