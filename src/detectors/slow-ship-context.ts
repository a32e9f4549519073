/** What speaks for an ordinary stay: what the ship is, what it says of itself, and where it lies. */
import type { AlertFactor } from '../contract/alert.ts';
import type { LonLat } from '../geo/position.ts';
import type { PlaceIndex } from '../infrastructure/place-index.ts';
import { vesselClass } from '../tracks/identity.ts';
import type { Track } from '../tracks/track.ts';
import { placeFactors, sharedFactor, statusFactor } from './benign-context.ts';
import { makeFactor } from './make-factor.ts';

export function slowShipContext(track: Track, places: PlaceIndex, at: LonLat): AlertFactor[] {
  const context = { group: 'context' } as const;
  const factors = placeFactors(places, [at]);
  const noAnchoring = places.at(at[0], at[1]).find((p) => p.kind === 'no-anchoring');
  if (noAnchoring !== undefined)
    factors.push(
      makeFactor(
        'in-no-anchoring-area',
        `Anchoring is forbidden here: ${noAnchoring.name}.`,
        { place: noAnchoring.id },
        context,
      ),
    );
  const kind = vesselClass(track.identity.shipType);
  if (track.isClassB || kind === 'pleasure') {
    factors.push(makeFactor('small-craft', 'It is a small craft.', {}, context));
    factors.push(makeFactor('cap-at-watch', 'Nothing above watch is justified for a small craft.', {}, context));
  } else if (kind === 'service')
    factors.push(makeFactor('works-here', 'It is a tug, pilot or working ship.', {}, context));
  else if (kind === 'fishing') factors.push(makeFactor('fishes-here', 'It is a fishing vessel.', {}, context));
  else if (kind === 'passenger' || kind === 'high-speed')
    factors.push(makeFactor('carries-passengers', 'It is a passenger ship.', {}, context));
  const status = statusFactor(track.last.navStatus);
  if (status !== undefined) factors.push(status);
  const shared = sharedFactor(track.isShared);
  if (shared !== undefined) factors.push(shared);
  return factors;
}
