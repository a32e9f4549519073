/** One vessel as detectors see it. What it points to belongs to the track: read it, do not keep it. */
import type { Fix } from './fix.ts';
import type { VesselIdentity } from './identity.ts';
import type { IdentityChanges } from './identity-changes.ts';
import type { MinuteRing } from './minute-ring.ts';
import type { OwnPace } from './own-pace.ts';

export interface Track {
  readonly mmsi: number;
  readonly identity: VesselIdentity;
  readonly isClassB: boolean;
  /** Two ships far from one another have used this MMSI at the same time, the second one within the last three days. */
  readonly isShared: boolean;
  readonly identityChanges: IdentityChanges;
  readonly firstHeardMs: number;
  /** The newest accepted fix. */
  readonly last: Fix;
  /** One sample a minute of the last four hours, newest first; minutes without a fix are empty. */
  readonly minutes: MinuteRing;
  readonly ownPace: OwnPace;
}
