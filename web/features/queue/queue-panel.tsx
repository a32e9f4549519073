/** The queue of the watch: what to look at, first things first. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type Queue, queue as queueSchema } from '../../../src/contract/desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { getJson, theatrePath } from '../../state/api.ts';
import { useLive } from '../../state/use-live.ts';
import { setView, useView } from '../../state/view-state.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { countBySeverity, queueItems } from './queue-items.ts';
import { QueueList } from './queue-list.tsx';
import { useHeldOrder } from './use-held-order.ts';

export function QueuePanel() {
  const t = useText('queue');
  const { atMs } = useView();
  return (
    <section className="mv-queue" aria-label={t('title')}>
      {atMs === undefined ? <LiveQueue /> : <QueueAt atMs={atMs} />}
    </section>
  );
}

function LiveQueue() {
  const t = useText('queue');
  const queue = useLive((s) => s.state?.queue);
  const connection = useLive((s) => s.connection);
  const theatreId = useLive((s) => s.theatreId);
  const mismatch = useLive((s) => s.mismatch);
  return (
    <>
      {connection === 'stale' ? (
        <p className="mv-note mv-note-bad" role="alert">
          {t(queue === undefined ? 'offline' : 'stale')}
        </p>
      ) : null}
      {mismatch === undefined ? null : (
        <p className="mv-note mv-note-bad" role="alert">
          {t('mismatch')} <span lang="en">{mismatch}</span>
        </p>
      )}
      {queue === undefined ? (
        <p className="mv-note" role="status">
          {connection === 'stale' ? t('nothing-yet') : t('loading')}
        </p>
      ) : (
        <QueueView queue={queue} resetKey={theatreId ?? ''} />
      )}
    </>
  );
}

function QueueAt({ atMs }: { readonly atMs: number }) {
  const t = useText('queue');
  const { theatreId } = useView();
  const at = new Date(Math.floor(atMs / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  const query = useQuery({
    queryKey: ['queue-at', theatreId, at],
    queryFn: (): Promise<Queue> => getJson(theatrePath(`queue?at=${at}`), queueSchema),
    placeholderData: (before: Queue | undefined) => before,
  });
  return (
    <>
      <p className="mv-note mv-note-past">
        {t('past')} <Time at={atMs} precision="date" />{' '}
        <button type="button" className="mv-chip" onClick={() => setView({ atMs: undefined })}>
          {t('back-to-now')}
        </button>
      </p>
      <LoadState query={query} />
      {query.data === undefined ? null : <QueueView queue={query.data} resetKey={`${theatreId}/past`} />}
    </>
  );
}

function QueueView({ queue, resetKey }: { readonly queue: Queue; readonly resetKey: string }) {
  const t = useText('queue');
  const hold = useHeldOrder(queue, resetKey);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(() => queueItems(queue, hold.order, open, hold.gone), [queue, hold.order, open, hold.gone]);
  const counts = countBySeverity(queue.rows);
  const toggle = (id: string): void =>
    setOpen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const isHighComing = hold.coming.some((id) =>
    queue.rows.some((r) => r.alert.id === id && r.alert.severity === 'high'),
  );
  // The chip is part of what is pointed at: on the way to it the order must not be let go.
  return (
    <div className="mv-queue-held" onPointerMove={hold.pointerMoved} onPointerLeave={hold.pointerLeft}>
      <div className="mv-queue-head">
        <h2>{t('title')}</h2>
        {(['high', 'actionable', 'watch'] as const).map((severity) => (
          <span key={severity} className="mv-count">
            <SeverityMark severity={severity} /> {counts[severity]}
          </span>
        ))}
      </div>
      <div className="mv-queue-hold" aria-live="polite">
        {hold.changes === 0 ? null : (
          <button type="button" className="mv-chip" data-high={isHighComing} onClick={hold.letGo}>
            {t('changes', { count: hold.changes })}
            {isHighComing ? ` ${t('changes-high')}` : ''}
          </button>
        )}
      </div>
      {items.length === 0 ? (
        <p className="mv-note" role="status">
          {t('empty')}
        </p>
      ) : (
        <QueueList items={items} hold={hold} onToggle={toggle} />
      )}
    </div>
  );
}
