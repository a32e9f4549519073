/** Alerts with one cause in one line, which opens. */
import { useText } from '../../i18n/use-text.ts';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { Time } from '../../ui/time.tsx';
import type { QueueItem } from './queue-items.ts';
import type { LineProps } from './queue-list.tsx';

interface Props extends LineProps {
  readonly item: Extract<QueueItem, { type: 'fold' }>;
}

export function FoldRow({ item, tabIndex, isCursor, onChoose }: Props) {
  const t = useText('queue');
  const { fold, isOpen, isGone } = item;
  const radiusKm = typeof fold.values.radiusM === 'number' ? Math.round(fold.values.radiusM / 1000) : undefined;
  return (
    <button
      type="button"
      className="mv-row mv-row-fold"
      data-fold-id={fold.foldId}
      data-severity={fold.severity}
      data-gone={isGone}
      data-cursor={isCursor}
      aria-expanded={isOpen}
      tabIndex={tabIndex}
      onClick={onChoose}
    >
      <span className="mv-row-top">
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
        <SeverityMark severity={fold.severity} />
        <strong className="mv-row-ship">{t(`cause-${fold.cause}`)}</strong>
        <span className="mv-tag">{t('alerts', { count: fold.alertIds.length })}</span>
      </span>
      <span className="mv-row-sentence">
        {t(`why-${fold.cause}`)} {radiusKm === undefined ? '' : t('within', { radiusKm })}
      </span>
      <span className="mv-row-foot">
        <span>
          {t('since')} <Time at={fold.since} />
        </span>
      </span>
    </button>
  );
}
