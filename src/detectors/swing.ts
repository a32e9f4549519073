/** Where an anchor lies: from the ship's position, its heading and what chain it may have out. */
import { destination, distanceM } from '../geo/local-plane.ts';
import type { MinuteRing } from '../tracks/minute-ring.ts';
import type { Track } from '../tracks/track.ts';

/** A shackle is 27.5 m; Hong Tai 58 had six out, the common scope in 20 to 40 m of water. */
const CHAIN_M = 6 * 27.5;
const LENGTH_UNKNOWN_M = 100;
/** A chain under way lies partly on the seabed and is never taut: the anchor is nearer than its length. */
const LAYBACK_SHARE = 0.7;
const MIN_HEADINGS = 5;

/** Largest radius in metres in which an anchor that holds keeps the ship: chain and length. */
export const swingRadiusM = (track: Track): number => CHAIN_M + (track.identity.lengthM ?? LENGTH_UNKNOWN_M);

export interface SwingCentre {
  readonly lon: number;
  readonly lat: number;
  /** From headings: the anchor itself. Otherwise the mean of positions, which moves by up to two radii as the tide turns. */
  readonly isAnchor: boolean;
}

/**
 * Centre of the swing over the newest minutes. A ship at anchor points at it: the anchor lies a layback ahead of the bow.
 * Undefined while fewer than three minutes were heard.
 */
export function swingCentre(track: Track, forMin: number): SwingCentre | undefined {
  const { minutes } = track;
  const ahead = LAYBACK_SHARE * CHAIN_M + (track.identity.toBowM ?? (track.identity.lengthM ?? LENGTH_UNKNOWN_M) / 2);
  const positions: [number, number][] = [];
  const anchors: [number, number][] = [];
  for (let age = 0; age < forMin; age++) {
    if (minutes.fixCount(age) === 0) continue;
    const at: [number, number] = [minutes.lon(age), minutes.lat(age)];
    positions.push(at);
    const heading = minutes.headingDeg(age);
    if (!Number.isNaN(heading)) anchors.push(destination(at[0], at[1], heading, ahead));
  }
  if (positions.length < 3) return undefined;
  const isAnchor = anchors.length >= MIN_HEADINGS;
  const [lon, lat] = mean(isAnchor ? anchors : positions);
  return { lon, lat, isAnchor };
}

/** Mean relative to the first, so that positions either side of the antimeridian do not average to Greenwich. */
function mean(points: readonly [number, number][]): [number, number] {
  const [lon0, lat0] = points[0]!;
  let [dLon, dLat] = [0, 0];
  for (const [lon, lat] of points) {
    dLon += ((lon - lon0 + 540) % 360) - 180;
    dLat += lat - lat0;
  }
  const lon = lon0 + dLon / points.length;
  return [lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, lat0 + dLat / points.length];
}

/** Whether the ship stayed within a radius of its newest position all that time. */
export function stayedWithin(minutes: MinuteRing, lon: number, lat: number, radiusM: number, forMin: number): boolean {
  for (let age = 0; age < forMin; age++)
    if (minutes.fixCount(age) > 0 && distanceM(lon, lat, minutes.lon(age), minutes.lat(age)) > radiusM) return false;
  return true;
}
