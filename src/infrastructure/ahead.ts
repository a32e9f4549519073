/** What lies ahead of a ship on its course, as a range of minutes: never one number, since neither course nor route is exact. */
import { metresPerDegree } from '../geo/local-plane.ts';
import { wrapLon } from '../geo/position.ts';
import { meet, nearestToOrigin } from '../geo/segment.ts';
import { KNOT_MPS } from '../geo/units.ts';
import type { AssetIndex } from './asset-index.ts';

export interface OnCourse {
  readonly lon: number;
  readonly lat: number;
  readonly courseDeg: number;
  /** Slowest and fastest speed to reckon with, in knots. */
  readonly speedLowKn: number;
  readonly speedHighKn: number;
  /** How far to either side the course may lie; 5 degrees unless told. */
  readonly courseSpreadDeg?: number;
}

export interface AssetAhead {
  readonly assetId: string;
  /** Along the course to the drawn route; 0 while the ship is over it. */
  readonly distanceM: number;
  readonly kpM: number;
  readonly minutesFrom: number;
  readonly minutesTo: number;
}

const SPREAD_DEG = 5;
/** A ship that hardly moves does not arrive: its latest time is the horizon. */
const MIN_KN = 0.5;
const MAX_REACH_M = 200_000;

interface Hit {
  nearM: number;
  farM: number;
  /** On the course itself, or on its side rays where the course misses. */
  middleM: number;
  isMiddle: boolean;
  kpM: number;
}

export function assetsAhead(index: AssetIndex, from: OnCourse, horizonMin: number): AssetAhead[] {
  const fastMps = Math.max(from.speedHighKn, MIN_KN) * KNOT_MPS;
  const slowMps = Math.max(Math.min(from.speedLowKn, from.speedHighKn), MIN_KN) * KNOT_MPS;
  const reachM = Math.min(MAX_REACH_M, fastMps * horizonMin * 60);
  const { eastM, northM } = metresPerDegree(from.lat);
  const hits = new Map<number, Hit>();
  const s = index.segments;
  const spread = from.courseSpreadDeg ?? SPREAD_DEG;
  const pieces = index.piecesIn(
    from.lon - reachM / eastM,
    from.lat - reachM / northM,
    from.lon + reachM / eastM,
    from.lat + reachM / northM,
  );
  for (const i of pieces) {
    const ax = wrapLon(s.lonA[i]! - from.lon) * eastM;
    const bx = ax + wrapLon(s.lonB[i]! - s.lonA[i]!) * eastM;
    const ay = (s.latA[i]! - from.lat) * northM;
    const by = (s.latB[i]! - from.lat) * northM;
    const sigmaM = index.assets[s.asset[i]!]!.positionSigmaM;
    const under = nearestToOrigin(ax, ay, bx, by);
    if (under.distance <= sigmaM) note(hits, s.asset[i]!, 0, s.kpM[i]! + under.share * s.lengthM[i]!, true);
    for (const turn of [0, -spread, spread]) {
      const course = ((from.courseDeg + turn) * Math.PI) / 180;
      const hit = meet(0, 0, Math.sin(course) * reachM, Math.cos(course) * reachM, ax, ay, bx, by);
      if (hit !== undefined)
        note(hits, s.asset[i]!, hit.onPath * reachM, s.kpM[i]! + hit.onSegment * s.lengthM[i]!, turn === 0);
    }
  }
  return [...hits]
    .map(([asset, hit]) => ahead(index, asset, hit, slowMps, fastMps, horizonMin))
    .filter((a) => a.minutesFrom <= horizonMin)
    .sort((a, b) => a.minutesFrom - b.minutesFrom || a.minutesTo - b.minutesTo || (a.assetId < b.assetId ? -1 : 1));
}

function note(hits: Map<number, Hit>, asset: number, distanceM: number, kpM: number, isMiddle: boolean): void {
  const hit = hits.get(asset);
  if (hit === undefined) {
    hits.set(asset, { nearM: distanceM, farM: distanceM, middleM: distanceM, isMiddle, kpM });
    return;
  }
  hit.nearM = Math.min(hit.nearM, distanceM);
  // A second crossing far behind the first of the same asset does not make the first one later.
  if (distanceM < hit.middleM * 2) hit.farM = Math.max(hit.farM, distanceM);
  if ((isMiddle && (!hit.isMiddle || distanceM < hit.middleM)) || (!hit.isMiddle && distanceM < hit.middleM)) {
    hit.middleM = distanceM;
    hit.kpM = kpM;
    hit.isMiddle ||= isMiddle;
  }
}

function ahead(
  index: AssetIndex,
  asset: number,
  hit: Hit,
  slowMps: number,
  fastMps: number,
  horizonMin: number,
): AssetAhead {
  const { id: assetId, positionSigmaM } = index.assets[asset]!;
  if (hit.nearM === 0) return { assetId, distanceM: 0, kpM: hit.kpM, minutesFrom: 0, minutesTo: 0 };
  const minutesFrom = Math.max(0, hit.nearM - positionSigmaM) / fastMps / 60;
  const minutesTo = Math.min(horizonMin * 2, (hit.farM + positionSigmaM) / slowMps / 60);
  return {
    assetId,
    distanceM: hit.middleM,
    kpM: hit.kpM,
    minutesFrom: Math.floor(minutesFrom),
    minutesTo: Math.max(1, Math.ceil(minutesTo)),
  };
}
