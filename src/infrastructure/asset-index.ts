/** Where assets are: near a position, crossed by a leg, or ahead on a course. */
import Flatbush from 'flatbush';
import { metresPerDegree } from '../geo/local-plane.ts';
import { wrapLon } from '../geo/position.ts';
import { nearestToOrigin } from '../geo/segment.ts';
import { type AssetAhead, assetsAhead, type OnCourse } from './ahead.ts';
import type { Asset } from './asset.ts';
import { CorridorMask } from './corridor-mask.ts';
import type { Crossing } from './crossing.ts';
import { type LegEnd, legCrossings } from './leg-crossings.ts';
import { type RouteSegments, routeSegments } from './route-segments.ts';

export interface AssetDistance {
  readonly assetId: string;
  readonly distanceM: number;
  readonly kpM: number;
}

export interface AssetIndexOptions {
  /** Half width of the corridors of the mask in metres; three sigma of each route are added. */
  readonly corridorM: number;
}

const DEFAULTS: AssetIndexOptions = { corridorM: 5556 };

export class AssetIndex {
  readonly assets: readonly Asset[];
  readonly segments: RouteSegments;
  readonly #byId: ReadonlyMap<string, Asset>;
  readonly #mask: CorridorMask;
  readonly #boxes: Flatbush | undefined;

  private constructor(assets: readonly Asset[], options: AssetIndexOptions) {
    this.assets = assets;
    this.#byId = new Map(assets.map((asset) => [asset.id, asset]));
    this.segments = routeSegments(assets);
    this.#mask = new CorridorMask(this.segments, (a) => options.corridorM + 3 * assets[a]!.positionSigmaM);
    this.#boxes = boxesOf(this.segments);
  }

  static build(assets: readonly Asset[], options: AssetIndexOptions = DEFAULTS): AssetIndex {
    return new AssetIndex(assets, options);
  }

  get(id: string): Asset | undefined {
    return this.#byId.get(id);
  }

  /** False: certainly farther than the corridor from every asset. Nanoseconds, no allocation. */
  mayBeNear(lon: number, lat: number): boolean {
    return this.#mask.mayBeNear(lon, lat);
  }

  /** Assets within `withinM` metres: the nearest point of each, nearest first, then by id. */
  nearest(lon: number, lat: number, withinM: number): AssetDistance[] {
    const { eastM, northM } = metresPerDegree(lat);
    const found = new Map<number, { distanceM: number; kpM: number }>();
    for (const i of this.piecesIn(
      lon - (withinM / eastM) * 1.02,
      lat - (withinM / northM) * 1.02,
      lon + (withinM / eastM) * 1.02,
      lat + (withinM / northM) * 1.02,
    )) {
      const s = this.segments;
      const ax = wrapLon(s.lonA[i]! - lon) * eastM;
      const bx = ax + wrapLon(s.lonB[i]! - s.lonA[i]!) * eastM;
      const near = nearestToOrigin(ax, (s.latA[i]! - lat) * northM, bx, (s.latB[i]! - lat) * northM);
      const asset = s.asset[i]!;
      const known = found.get(asset);
      if (near.distance > withinM || (known !== undefined && known.distanceM <= near.distance)) continue;
      found.set(asset, { distanceM: near.distance, kpM: s.kpM[i]! + near.share * s.lengthM[i]! });
    }
    return [...found]
      .map(([asset, at]) => ({ assetId: this.assets[asset]!.id, ...at }))
      .sort((a, b) => a.distanceM - b.distanceM || (a.assetId < b.assetId ? -1 : 1));
  }

  /** Appends every crossing of the leg from `a` to `b`, in time order, then by asset id. */
  crossings(mmsi: number, a: LegEnd, b: LegEnd, out: Crossing[]): void {
    legCrossings(this, mmsi, a, b, out);
  }

  /** What lies ahead on this course within the horizon, nearest in time first, then by id. */
  ahead(from: OnCourse, horizonMin: number): AssetAhead[] {
    return assetsAhead(this, from, horizonMin);
  }

  /** Depth in metres at a KP, between the two nearest known ones; undefined where nothing is known. */
  depthAt(assetId: string, kpM: number): number | undefined {
    const depths = this.#byId.get(assetId)?.depths ?? [];
    const after = depths.findIndex((d) => d.kpM >= kpM);
    if (depths.length === 0) return undefined;
    if (after === -1) return depths[depths.length - 1]!.valueM;
    const next = depths[after]!;
    const before = depths[after - 1];
    if (before === undefined) return next.valueM;
    return before.valueM + ((kpM - before.kpM) / (next.kpM - before.kpM)) * (next.valueM - before.valueM);
  }

  /** Pieces whose boxes meet the given one, by rising number; the box may run over the antimeridian. */
  piecesIn(west: number, south: number, east: number, north: number): number[] {
    if (this.#boxes === undefined) return [];
    const found = this.#boxes.search(west, south, east, north);
    if (west < -180) found.push(...this.#boxes.search(west + 360, south, 180, north));
    if (east > 180) found.push(...this.#boxes.search(-180, south, east - 360, north));
    return [...new Set(found)].sort((a, b) => a - b);
  }
}

/** Boxes of all pieces. A piece over the antimeridian reaches beyond 180 and is found from its western side. */
function boxesOf(s: RouteSegments): Flatbush | undefined {
  if (s.count === 0) return undefined;
  const boxes = new Flatbush(s.count);
  for (let i = 0; i < s.count; i++) {
    const lonB = s.lonA[i]! + wrapLon(s.lonB[i]! - s.lonA[i]!);
    const [west, east] = [Math.min(s.lonA[i]!, lonB), Math.max(s.lonA[i]!, lonB)];
    const [south, north] = [Math.min(s.latA[i]!, s.latB[i]!), Math.max(s.latA[i]!, s.latB[i]!)];
    // Over the antimeridian the box becomes the whole width: there are few such pieces, and none may be missed.
    if (east > 180 || west < -180) boxes.add(-180, south, 180, north);
    else boxes.add(west, south, east, north);
  }
  boxes.finish();
  return boxes;
}
