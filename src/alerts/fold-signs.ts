/** What the desk folds by: the shared causes, and for a receiver that went silent the feed that was lost with it. */
import type { Feed } from '../contract/feed.ts';
import type { Cause, FoldSigns } from '../detectors/cause.ts';
import { MINUTE_MS } from '../geo/units.ts';

/** A feed is said to be silent or down some minutes before or after its ships are seen to be unheard. */
const TOGETHER_MS = 15 * MINUTE_MS;

export function foldSigns(causes: readonly Cause[], feeds: readonly Feed[] = []): FoldSigns {
  return { causes: causes.map((cause) => (cause.kind === 'lost-feed' ? named(cause, feeds) : cause)) };
}

function named(cause: Cause, feeds: readonly Feed[]): Cause {
  const lost = feeds.find(
    ({ state, since }) => state !== 'live' && Math.abs(Date.parse(since) - cause.sinceMs) <= TOGETHER_MS,
  );
  return lost === undefined ? cause : { ...cause, values: { ...cause.values, feedId: lost.feedId } };
}
