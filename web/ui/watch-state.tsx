/** Whether an asset is watched: a shape and a word, and a colour. */

import type { AssetAtRisk } from '../../src/contract/alert.ts';
import type { AssetState } from '../../src/contract/live.ts';
import { useText } from '../i18n/use-text.ts';
import { useWatchState } from '../state/asset-names.ts';

const SHAPES: Readonly<Record<AssetState['state'], string>> = {
  watched: '●',
  degraded: '◐',
  'not-watched': '○',
  unknown: '?',
};

export function WatchState({ state }: { readonly state: AssetState['state'] }) {
  const t = useText('ui');
  return (
    <span className="mv-watch-state" data-state={state}>
      <span aria-hidden="true">{SHAPES[state]}</span> {t(state)}
    </span>
  );
}

/** The same of the asset an alert names. */
export function NextWatchState({ asset }: { readonly asset: AssetAtRisk }) {
  return <WatchState state={useWatchState(asset)} />;
}
