/** Which ships the drag rules are for: cargo ships and tankers, or what looks like one. */
import { vesselClass } from '../tracks/identity.ts';
import type { Track } from '../tracks/track.ts';

/**
 * `assumed`: the type is not given, but it is a class A ship of at least this length. Ferries, fishing and small craft slow
 * down three times as often for reasons of their own, and need detectors of their own.
 */
export function merchantShip(track: Track, minLengthM: number): 'known' | 'assumed' | undefined {
  const kind = vesselClass(track.identity.shipType);
  if (kind === 'cargo' || kind === 'tanker') return track.isClassB ? undefined : 'known';
  if (kind !== 'unknown' || track.isClassB) return undefined;
  return (track.identity.lengthM ?? 0) >= minLengthM ? 'assumed' : undefined;
}
