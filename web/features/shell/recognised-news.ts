/** Which recognised ships and caught partners still stand in the notice: those nobody has put away, newest first, few at once. */
import type { PartnersState, RecognisedShip } from '../../../src/contract/partner-views.ts';

/** More would push the watch itself down the screen. */
const MAX_SHOWN = 3;

export const recognisedKey = ({ theatreId, mmsi, from }: Pick<RecognisedShip, 'theatreId' | 'mmsi' | 'from'>): string =>
  `${theatreId} ${mmsi} ${from}`;

export function newRecognised(
  all: readonly RecognisedShip[],
  seen: ReadonlySet<string>,
): { readonly shown: RecognisedShip[]; readonly more: number } {
  const once = new Map<string, RecognisedShip>();
  for (const ship of all) if (!seen.has(recognisedKey(ship))) once.set(recognisedKey(ship), ship);
  const fresh = [...once.values()].sort((a, b) => (a.firstSeenAt < b.firstSeenAt ? 1 : -1));
  return { shown: fresh.slice(0, MAX_SHOWN), more: Math.max(0, fresh.length - MAX_SHOWN) };
}

type Caught = PartnersState['equivocations'][number];

export const caughtKey = ({ partner, caughtAt }: Pick<Caught, 'partner' | 'caughtAt'>): string =>
  `caught ${partner} ${caughtAt}`;

export const newEquivocations = (all: readonly Caught[], seen: ReadonlySet<string>): Caught[] =>
  all.filter((each) => !seen.has(caughtKey(each))).slice(-1);
