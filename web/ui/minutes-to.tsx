/** The range of minutes until a ship is over an asset. */
import type { AssetAtRisk } from '../../src/contract/alert.ts';
import { useText } from '../i18n/use-text.ts';

export function MinutesTo({ asset }: { readonly asset: AssetAtRisk }) {
  const t = useText('ui');
  return (
    <strong className="mv-minutes">
      {asset.minutesTo === 0 ? t('now') : t('minutes', { from: asset.minutesFrom, to: asset.minutesTo })}
    </strong>
  );
}
