/** Ships considered, the newest first. */
import type { Considered } from '../../../src/contract/alert.ts';

export const newestFirst = (list: readonly Considered[]): Considered[] =>
  [...list].sort((a, b) => (a.lastAt === b.lastAt ? a.vessel.mmsi - b.vessel.mmsi : a.lastAt < b.lastAt ? 1 : -1));
