/** Whether an asset is watched: a shape and a word, and a colour. */
import type { AssetState } from '../../src/contract/live.ts';
import { useText } from '../i18n/use-text.ts';

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
