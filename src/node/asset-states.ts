/** Whether each asset is watched now. Without a live feed none is, whatever the last hour says. */
import { iso } from '../alerts/whole-units.ts';
import type { Feed } from '../contract/feed.ts';
import type { AssetState } from '../contract/live.ts';
import type { Reason } from '../contract/reason.ts';
import { reasonSentence } from '../contract/reason-words-table.ts';
import type { Watch } from '../pipeline/watch.ts';
import type { TheatreSetup } from './theatre-setup.ts';

export function assetStatesOf(watch: Watch, setup: TheatreSetup, feeds: readonly Feed[]): AssetState[] {
  const lost = feedsLost(feeds);
  const known = new Map(watch.core.assetStates().map((state) => [state.assetId, state]));
  return setup.assets
    .filter((asset) => known.has(asset.id))
    .map((asset) => {
      const state = known.get(asset.id)!;
      const names = setup.assetDetails[asset.id]?.names;
      const base = {
        assetId: asset.id,
        name: asset.name,
        ...(names === undefined ? {} : { names: { ...names } }),
        kind: asset.kind,
        owners: [...asset.owners],
      };
      if (lost !== undefined) return { ...base, state: 'not-watched' as const, ...lost };
      return {
        ...base,
        state: state.state,
        ...(state.sinceMs < 0 ? {} : { since: iso(state.sinceMs) }),
        because: state.because,
        reasons: [...state.reasons],
      };
    });
}

/** Since when and why no feed is live; undefined while one is. */
export function feedsLost(
  feeds: readonly Feed[],
): Required<Pick<AssetState, 'since' | 'because' | 'reasons'>> | undefined {
  if (feeds.length === 0) return undefined;
  if (feeds.some((feed) => feed.state === 'live' || feed.state === 'ended')) return undefined;
  const last = [...feeds].sort((a, b) => (a.since < b.since ? 1 : -1))[0]!;
  const reasons: Reason[] = [{ code: 'no-live-feed', values: { feedId: last.feedId, feedState: last.state } }];
  return { since: last.since, because: reasonSentence(reasons, 'en'), reasons };
}
