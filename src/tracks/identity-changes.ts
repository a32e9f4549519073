/** How often a vessel has told another identity while it was heard: what detectors of false identities will read. */
import type { VesselIdentity } from './identity.ts';

export interface IdentityChanges {
  readonly names: number;
  readonly imos: number;
  /** Length or beam: a hull does not change. */
  readonly dimensions: number;
}

export const NO_CHANGES: IdentityChanges = { names: 0, imos: 0, dimensions: 0 };

/** The counts after one more report; what was not known before has not changed. */
export function countChanges(changes: IdentityChanges, before: VesselIdentity, after: VesselIdentity): IdentityChanges {
  const names = changes.names + changed(before.name, after.name);
  const imos = changes.imos + changed(before.imo, after.imo);
  const dimensions = changes.dimensions + (changed(before.lengthM, after.lengthM) | changed(before.beamM, after.beamM));
  return { names, imos, dimensions };
}

const changed = <T>(before: T | undefined, after: T | undefined): 0 | 1 =>
  before !== undefined && after !== undefined && before !== after ? 1 : 0;
