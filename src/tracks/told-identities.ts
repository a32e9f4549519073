/** The identities a vessel has given, newest given first, each with the time it was first given. Plain data, bounded. */
import type { VesselIdentity } from './identity.ts';

export interface ToldIdentity {
  readonly fromMs: number;
  readonly identity: VesselIdentity;
}

const MAX_TOLD = 8;
/** What makes it another identity; a draught or a destination changes with each voyage. */
const FIELDS = ['name', 'callsign', 'imo', 'shipType', 'lengthM', 'beamM'] as const;

export const NONE_TOLD: readonly ToldIdentity[] = [];

/** The list after one more report. One that only adds to the newest completes it; one that was told before comes first again. */
export function tell(told: readonly ToldIdentity[], identity: VesselIdentity, timeMs: number): readonly ToldIdentity[] {
  const at = told.findIndex((t) => isCompatible(t.identity, identity));
  if (at < 0) return [{ fromMs: timeMs, identity }, ...told].slice(0, MAX_TOLD);
  if (at === 0 && isSame(told[0]!.identity, identity)) return told;
  return [{ fromMs: told[at]!.fromMs, identity }, ...told.slice(0, at), ...told.slice(at + 1)];
}

/** Nothing that was known has changed. */
const isCompatible = (known: VesselIdentity, now: VesselIdentity): boolean =>
  FIELDS.every((field) => known[field] === undefined || known[field] === now[field]);

const isSame = (a: VesselIdentity, b: VesselIdentity): boolean => FIELDS.every((field) => a[field] === b[field]);
