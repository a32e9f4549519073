/**
 * Fields of an alert when it is released: those that always go, those that never do, and of which other fields a field tells. A
 * field goes only if all that it tells of goes too: a sentence that names the ship is not released without the name.
 */

/** The id is made of the vessel's MMSI, the kind and the onset (`alerts/episode.ts`), so withholding these would hide nothing. */
export const ALWAYS_GO = ['schema', 'id', 'kind', 'status', 'onsetAt', 'vessel.mmsi'] as const;

/** The place in the own queue tells of the other alerts in it. */
export const NEVER_GO = ['rank'] as const;

const MOTION = ['position', 'speedTenthKn', 'courseDeg', 'headingDeg', 'ownPaceTenthKn'] as const;
const ASSETS = ['assetsAtRisk', 'crossed'] as const;
/** A factor's sentence and numbers may be of the ship, its motion, places that give away the position, and assets. */
const ANYTHING_SEEN = ['vessel', ...MOTION, 'measures', ...ASSETS] as const;

export const TELLS_OF: Readonly<Record<string, readonly string[]>> = {
  'vessel.shipType': ['vessel.shipTypeWord'],
  'vessel.shipTypeWord': ['vessel.shipType'],
  profile: ['position', 'speedTenthKn', 'ownPaceTenthKn'],
  measures: ['speedTenthKn', 'courseDeg', 'headingDeg', 'ownPaceTenthKn'],
  'assetsAtRisk.distanceM': ['position'],
  'assetsAtRisk.kpM': ['position'],
  'assetsAtRisk.minutesFrom': ['position', 'speedTenthKn', 'courseDeg'],
  'assetsAtRisk.minutesTo': ['position', 'speedTenthKn', 'courseDeg'],
  'crossed.kpM': ['position'],
  'crossed.sigmaKpM': ['position'],
  sentence: ['vessel', ...MOTION, 'measures', ...ASSETS, 'exposure', 'withdrawnBecause'],
  vhfText: ['vessel', 'position', ...ASSETS],
  withdrawnBecause: ANYTHING_SEEN,
  'speaksFor.text': ANYTHING_SEEN,
  'speaksFor.values': ANYTHING_SEEN,
  'speaksAgainst.text': ANYTHING_SEEN,
  'speaksAgainst.values': ANYTHING_SEEN,
  'exposure.text': ANYTHING_SEEN,
  'exposure.values': ANYTHING_SEEN,
};
