/** What speaks for an ordinary reason: where the ship is, what it says of itself, and what its peers do. Factors, never filters. */
import type { AlertFactor } from '../contract/alert.ts';
import type { Place, PlaceKind } from '../contract/region.ts';
import { bearingDeg, distanceM, turnDeg } from '../geo/local-plane.ts';
import type { LonLat } from '../geo/position.ts';
import { NAUTICAL_MILE_M } from '../geo/units.ts';
import type { AssetIndex } from '../infrastructure/asset-index.ts';
import type { PlaceIndex } from '../infrastructure/place-index.ts';
import { anchorReachM } from './anchor-reach.ts';
import type { LikelihoodId } from './likelihoods-table.ts';
import { makeFactor } from './make-factor.ts';

/** Boarding takes place within about 2 nm of the charted position. */
const PILOT_REACH_M = 2 * NAUTICAL_MILE_M;
/** "Near": the prototype's mask about ports and anchorages. */
const NEAR_M = 3 * NAUTICAL_MILE_M;
/** A laden ship begins to slow an hour before the pilot or the berth. */
const PORT_AHEAD_M = 15 * NAUTICAL_MILE_M;
const PORT_AHEAD_DEG = 15;

const INSIDE: readonly (readonly [PlaceKind, LikelihoodId, string])[] = [
  ['port', 'in-port', 'It is in the port'],
  ['anchorage', 'in-anchorage', 'It is in the anchorage'],
  ['waiting', 'in-waiting-area', 'It is where ships wait'],
  ['traffic-scheme', 'in-traffic-scheme', 'It is in the traffic scheme'],
  ['ferry', 'in-ferry-line', 'It is on the ferry line'],
];

/** Centre of a place: of its circle, or the mean of its vertices. */
export function placeCentre(place: Place): LonLat {
  const { shape } = place;
  if (shape.type === 'circle') return shape.centre;
  const points = shape.type === 'line' ? shape.line : shape.ring;
  const sum = points.reduce(([x, y], p) => [x + p[0], y + p[1]] as const, [0, 0] as const);
  return [sum[0] / points.length, sum[1] / points.length];
}

/**
 * One factor for each kind of place that holds or is near any of the positions; the first place of a kind is named. A ship
 * under way through an anchorage or waiting area is only near one: that ships lie there is no reason for it to slow.
 */
export function placeFactors(places: PlaceIndex, positions: readonly LonLat[], isUnderWay = false): AlertFactor[] {
  const factors: AlertFactor[] = [];
  const context = { group: 'context' } as const;
  let isSheltered = false;
  for (const [kind, id, text] of INSIDE) {
    if (isUnderWay && (kind === 'anchorage' || kind === 'waiting')) continue;
    const place = positions.flatMap(([lon, lat]) => places.at(lon, lat)).find((p) => p.kind === kind);
    if (place === undefined) continue;
    if (kind === 'port' || kind === 'anchorage' || kind === 'waiting') isSheltered = true;
    factors.push(makeFactor(id, `${text} ${place.name}.`, { place: place.id }, context));
  }
  const pilot = nearestOf(places, 'pilot', positions, PILOT_REACH_M);
  if (pilot !== undefined)
    factors.push(makeFactor('near-pilot', `Pilots board near here: ${pilot.name}.`, { place: pilot.id }, context));
  if (!isSheltered) {
    const near = nearestOf(places, 'port', positions, NEAR_M) ?? nearestOf(places, 'anchorage', positions, NEAR_M);
    if (near !== undefined)
      factors.push(makeFactor('near-port-or-anchorage', `${near.name} is near.`, { place: near.id }, context));
  }
  return factors;
}

/** Whether a port lies ahead on this course within an hour or so: an ordinary reason to slow down. */
export function headingForPort(places: PlaceIndex, at: LonLat, courseDeg: number): AlertFactor | undefined {
  let nearest: { place: Place; distance: number } | undefined;
  for (const place of places.places) {
    if (place.kind !== 'port') continue;
    const [lon, lat] = placeCentre(place);
    if (Math.abs(lat - at[1]) > 1) continue;
    const distance = distanceM(at[0], at[1], lon, lat);
    if (distance > PORT_AHEAD_M || (nearest !== undefined && nearest.distance <= distance)) continue;
    if (Math.abs(turnDeg(courseDeg, bearingDeg(at[0], at[1], lon, lat))) <= PORT_AHEAD_DEG)
      nearest = { place, distance };
  }
  if (nearest === undefined) return undefined;
  const { place, distance } = nearest;
  return makeFactor(
    'heading-for-port',
    `It heads for ${place.name}, ${(distance / NAUTICAL_MILE_M).toFixed(0)} nm ahead.`,
    { place: place.id, distanceM: distance },
    { group: 'context' },
  );
}

const STATUS: Readonly<Record<number, readonly [LikelihoodId, string]>> = {
  2: ['not-under-command', 'It says that it is not under command.'],
  3: ['restricted-manoeuvre', 'It says that its work restricts its manoeuvres.'],
  7: ['fishing-status', 'It says that it is fishing.'],
};

/** What the ship itself gives as its navigational status (ITU-R M.1371-5 table 48). */
export function statusFactor(navStatus: number): AlertFactor | undefined {
  const row = STATUS[navStatus];
  return row === undefined ? undefined : makeFactor(row[0], row[1], { navStatus }, { group: 'context' });
}

/** Two ships under one identity: what is seen may be of the other. */
export function sharedFactor(isShared: boolean): AlertFactor | undefined {
  if (!isShared) return undefined;
  return makeFactor('identity-shared', 'Two ships send the same identity.', {}, { group: 'identity' });
}

/** Where the depth at the nearest asset is known, whether an anchor could be on the seabed there at this speed. */
export function depthFactor(assets: AssetIndex, [lon, lat]: LonLat, speedKn: number): AlertFactor | undefined {
  const near = assets.nearest(lon, lat, NEAR_M).find((a) => assets.depthAt(a.assetId, a.kpM) !== undefined);
  if (near === undefined) return undefined;
  const depthM = assets.depthAt(near.assetId, near.kpM)!;
  const reachM = anchorReachM(speedKn);
  if (depthM <= reachM) return undefined;
  return makeFactor(
    'deeper-than-anchor-reaches',
    `The sea is about ${Math.round(depthM)} m deep here; at this speed an anchor reaches ${Math.round(reachM)} m at most.`,
    { depthM, reachM },
    { group: 'context' },
  );
}

/** What the other cargo ships and tankers near on a like course do. */
export function peersFactor(count: number, slowed: number): AlertFactor {
  const values = { peers: count, peersSlowed: slowed };
  const context = { group: 'context' } as const;
  const ships = count === 1 ? 'the one comparable ship' : `${count} comparable ships`;
  if (count === 0) return makeFactor('no-peers', 'No comparable ship is near to compare with.', values, context);
  if (slowed * 2 >= count)
    return makeFactor(
      count >= 3 ? 'peers-slowed' : 'peer-slowed',
      `${slowed} of ${ships} near slowed too.`,
      values,
      context,
    );
  if (slowed === 0)
    return makeFactor(
      count >= 3 ? 'peers-kept-pace' : 'peer-kept-pace',
      `None of ${ships} near slowed.`,
      values,
      context,
    );
  return makeFactor('no-peers', `${slowed} of ${ships} near slowed: neither here nor there.`, values, context);
}

function nearestOf(
  places: PlaceIndex,
  kind: PlaceKind,
  positions: readonly LonLat[],
  withinM: number,
): Place | undefined {
  for (const [lon, lat] of positions) {
    const found = places.nearest(kind, lon, lat, withinM);
    if (found !== undefined) return found.place;
  }
  return undefined;
}
