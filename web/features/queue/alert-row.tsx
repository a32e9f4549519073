/** One alert in the queue: severity, ship, one sentence, minutes to the next asset, and how it is handled. */
import { useText } from '../../i18n/use-text.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { useView } from '../../state/view-state.ts';
import { rowSentence } from '../../ui/alert-sentence.ts';
import { HandlingMarks } from '../../ui/handling-marks.tsx';
import { MinutesTo } from '../../ui/minutes-to.tsx';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { NextWatchState } from '../../ui/watch-state.tsx';
import type { QueueItem } from './queue-items.ts';
import type { LineProps } from './queue-list.tsx';

interface Props extends LineProps {
  readonly item: Extract<QueueItem, { type: 'alert' }>;
}

export function AlertRow({ item, tabIndex, isCursor, onChoose }: Props) {
  const t = useText('queue');
  const ui = useText('ui');
  const { language, alertId } = useView();
  const assetName = useAssetName();
  const { alert, handling, sounds } = item.row;
  const next = alert.assetsAtRisk[0];
  return (
    <button
      type="button"
      className="mv-row"
      data-alert-id={alert.id}
      data-severity={alert.severity}
      data-sounds={sounds}
      data-in-fold={item.isInFold}
      data-gone={item.isGone}
      data-status={alert.status}
      data-cursor={isCursor}
      aria-current={alert.id === alertId ? 'true' : undefined}
      tabIndex={tabIndex}
      onClick={onChoose}
    >
      <span className="mv-row-top">
        <SeverityMark severity={alert.severity} />
        <strong className="mv-row-ship">{alert.vessel.name ?? `MMSI ${alert.vessel.mmsi}`}</strong>
        {alert.status === 'open' ? null : <span className="mv-tag">{ui(`status-${alert.status}`)}</span>}
        {item.isGone ? <span className="mv-tag">{t('gone')}</span> : null}
      </span>
      <span className="mv-row-sentence">{rowSentence(item.row, language, assetName)}</span>
      <span className="mv-row-foot">
        {next === undefined || alert.status !== 'open' ? (
          <span className="mv-quiet">{t('no-asset')}</span>
        ) : (
          <span>
            <MinutesTo asset={next} /> {assetName(next.assetId)} <NextWatchState asset={next} />
          </span>
        )}
        <HandlingMarks handling={handling} sounds={sounds} />
      </span>
    </button>
  );
}
