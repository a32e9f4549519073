/** What assets are called in the language of the page, and whether they are watched just now. */
import { useMemo } from 'react';
import type { AssetAtRisk } from '../../src/contract/alert.ts';
import type { AssetState } from '../../src/contract/live.ts';
import type { Language } from '../i18n/languages.ts';
import { useLive } from './use-live.ts';
import { useView } from './view-state.ts';

export function assetNames(assets: readonly AssetState[], language: Language): (assetId: string) => string {
  const names = new Map(
    assets.map((a) => [a.assetId, (language === 'en' ? undefined : a.names?.[language]) ?? a.name] as const),
  );
  return (assetId) => names.get(assetId) ?? assetId;
}

const NONE: readonly AssetState[] = [];

export function useAssetName(): (assetId: string) => string {
  const assets = useLive((s) => s.state?.assets) ?? NONE;
  const { language } = useView();
  return useMemo(() => assetNames(assets, language), [assets, language]);
}

/**
 * An alert says how the next asset was watched when it was last judged; a feed that is pulled since then changes it. Looking
 * at the past there is only what the alert says.
 */
export function useWatchState(asset: Pick<AssetAtRisk, 'assetId' | 'watchState'>): AssetState['state'] {
  const { atMs } = useView();
  const now = useLive((s) => s.state?.assets.find((a) => a.assetId === asset.assetId)?.state);
  return atMs === undefined ? (now ?? asset.watchState) : asset.watchState;
}
