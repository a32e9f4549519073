/**
 * Exact crossings of a leg between two fixes with every asset. Time by straight interpolation for short legs, by the cubic
 * through both ends' speed and course (Hermite) for longer ones; the uncertainty grows with the gap.
 */
import { bearingDeg, metresPerDegree } from '../geo/local-plane.ts';
import { wrapLon } from '../geo/position.ts';
import { meet } from '../geo/segment.ts';
import { HOUR_MS, KNOT_MPS, MINUTE_MS } from '../geo/units.ts';
import type { AssetIndex } from './asset-index.ts';
import type { Crossing } from './crossing.ts';

export interface LegEnd {
  readonly timeMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly speedKn?: number | undefined;
  readonly courseDeg?: number | undefined;
}

/** Beyond these a leg says nothing of where the ship was between: a gap is another matter. */
const MAX_LEG_MS = 6 * HOUR_MS;
const MAX_LEG_M = 200_000;
const STRAIGHT_MS = 3 * MINUTE_MS;
/** A track along a cable may weave over it; more than this on one leg is noise. */
const MAX_PER_LEG = 16;
const CURVE_PARTS = 8;
/** AIS positions: 10 m where accurate, antenna offset and quantisation in. */
const FIX_SIGMA_M = 30;
/** Share of the gap by which a ship's progress within a leg deviates from the interpolation: residual sd of speed, 0.04, with margin. */
const PROGRESS_EPS = 0.1;
/** A ship slower than this drifts: its crossing time is as uncertain as if it made this speed. */
const MIN_SPEED_KN = 0.3;

interface PathPoint {
  /** Share of the leg's time. */
  readonly share: number;
  /** Metres from the leg's start. */
  readonly x: number;
  readonly y: number;
}

function path(dx: number, dy: number, gapMs: number, a: LegEnd, b: LegEnd): PathPoint[] {
  const isCurved =
    gapMs > STRAIGHT_MS &&
    a.speedKn !== undefined &&
    a.courseDeg !== undefined &&
    b.speedKn !== undefined &&
    b.courseDeg !== undefined;
  if (!isCurved)
    return [
      { share: 0, x: 0, y: 0 },
      { share: 1, x: dx, y: dy },
    ];
  const seconds = gapMs / 1000;
  const tangent = (speedKn: number, courseDeg: number): [number, number] => {
    const reach = speedKn * KNOT_MPS * seconds;
    return [Math.sin((courseDeg * Math.PI) / 180) * reach, Math.cos((courseDeg * Math.PI) / 180) * reach];
  };
  const [ax, ay] = tangent(a.speedKn!, a.courseDeg!);
  const [bx, by] = tangent(b.speedKn!, b.courseDeg!);
  const length = Math.sqrt(dx * dx + dy * dy);
  // Tangents that reach three times past the leg describe another voyage (a stop, a turn round): straight is safer.
  if (Math.max(Math.hypot(ax, ay), Math.hypot(bx, by)) > 3 * length)
    return [
      { share: 0, x: 0, y: 0 },
      { share: 1, x: dx, y: dy },
    ];
  return Array.from({ length: CURVE_PARTS + 1 }, (_, i) => {
    const t = i / CURVE_PARTS;
    const t2 = t * t;
    const t3 = t2 * t;
    const h10 = t3 - 2 * t2 + t;
    const h01 = -2 * t3 + 3 * t2;
    const h11 = t3 - t2;
    return { share: t, x: h10 * ax + h01 * dx + h11 * bx, y: h10 * ay + h01 * dy + h11 * by };
  });
}

/** Appends the crossings of one leg to `out`, by time, then asset id. Legs over 6 h or 200 km give none. */
export function legCrossings(index: AssetIndex, mmsi: number, a: LegEnd, b: LegEnd, out: Crossing[]): void {
  const gapMs = b.timeMs - a.timeMs;
  if (gapMs <= 0 || gapMs > MAX_LEG_MS) return;
  const { eastM, northM } = metresPerDegree((a.lat + b.lat) / 2);
  const dLon = wrapLon(b.lon - a.lon);
  const dx = dLon * eastM;
  const dy = (b.lat - a.lat) * northM;
  const lengthM = Math.sqrt(dx * dx + dy * dy);
  if (lengthM === 0 || lengthM > MAX_LEG_M) return;
  const points = path(dx, dy, gapMs, a, b);
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  const pieces = index.piecesIn(
    a.lon + Math.min(...xs) / eastM,
    a.lat + Math.min(...ys) / northM,
    a.lon + Math.max(...xs) / eastM,
    a.lat + Math.max(...ys) / northM,
  );
  if (pieces.length === 0) return;
  const speedKn = lengthM / (gapMs / 1000) / KNOT_MPS;
  const found: Crossing[] = [];
  const s = index.segments;
  for (const i of pieces) {
    const ax = wrapLon(s.lonA[i]! - a.lon) * eastM;
    const bx = ax + wrapLon(s.lonB[i]! - s.lonA[i]!) * eastM;
    const ay = (s.latA[i]! - a.lat) * northM;
    const by = (s.latB[i]! - a.lat) * northM;
    for (let p = 0; p + 1 < points.length; p++) {
      const from = points[p]!;
      const to = points[p + 1]!;
      const hit = meet(from.x, from.y, to.x, to.y, ax, ay, bx, by);
      if (hit === undefined) continue;
      const asset = index.assets[s.asset[i]!]!;
      const share = from.share + hit.onPath * (to.share - from.share);
      const x = from.x + hit.onPath * (to.x - from.x);
      const y = from.y + hit.onPath * (to.y - from.y);
      const sigmaM = Math.sqrt(asset.positionSigmaM * asset.positionSigmaM + FIX_SIGMA_M * FIX_SIGMA_M);
      const sigmaS = Math.hypot(
        (0.5 * gapMs * PROGRESS_EPS) / 1000,
        sigmaM / (Math.max(speedKn, MIN_SPEED_KN) * KNOT_MPS),
      );
      // Seen along the cable, the same uncertainty grows as the track runs along it.
      const sine =
        Math.abs((to.x - from.x) * (by - ay) - (to.y - from.y) * (bx - ax)) /
        (Math.hypot(to.x - from.x, to.y - from.y) * Math.hypot(bx - ax, by - ay) || 1);
      found.push({
        mmsi,
        assetId: asset.id,
        timeMs: Math.round(a.timeMs + share * gapMs),
        sigmaTimeMs: Math.round(sigmaS * 1000),
        lon: wrapLon(a.lon + x / eastM),
        lat: a.lat + y / northM,
        kpM: s.kpM[i]! + hit.onSegment * s.lengthM[i]!,
        sigmaKpM: Math.min(sigmaM / Math.max(sine, 0.1), 10 * sigmaM),
        courseDeg: bearingDeg(a.lon, a.lat, b.lon, b.lat),
        speedKn,
        gapMs,
      });
      if (found.length >= MAX_PER_LEG) break;
    }
  }
  found.sort((p, q) => p.timeMs - q.timeMs || (p.assetId < q.assetId ? -1 : 1));
  out.push(...found.slice(0, MAX_PER_LEG));
}
