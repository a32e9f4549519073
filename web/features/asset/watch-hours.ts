/** Sums of an asset's hours by watch state, and its kind as a key of the words. */
import { type AssetKind, assetKinds } from '../../../src/contract/asset.ts';
import type { AssetPage } from '../../../src/contract/views.ts';

export interface WatchHours {
  readonly watched: number;
  readonly degraded: number;
  readonly notWatched: number;
}

export function watchHours(periods: AssetPage['hours']): WatchHours {
  const of = (state: string): number =>
    periods.reduce((sum, p) => sum + (p.state === state ? (Date.parse(p.to) - Date.parse(p.from)) / 3_600_000 : 0), 0);
  return { watched: of('watched'), degraded: of('degraded'), notWatched: of('not-watched') };
}

export const kindKey = (kind: string): `kind-${AssetKind}` | 'kind-other' => {
  const known = assetKinds.find((k) => k === kind);
  return known === undefined ? 'kind-other' : `kind-${known}`;
};
