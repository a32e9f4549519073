/** One alert: what was seen, what speaks against it, what is next, whom to call, and what was done. */
import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, useEffect } from 'react';
import { type AlertView, alertView } from '../../../src/contract/views.ts';
import { useText } from '../../i18n/use-text.ts';
import { ApiError, getJson, theatrePath } from '../../state/api.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { queryClient } from '../../state/query-client.ts';
import { useLive } from '../../state/use-live.ts';
import { closePanel, openAsset, openVessel, useView } from '../../state/view-state.ts';
import { ActList } from '../../ui/act-list.tsx';
import { alertSentence } from '../../ui/alert-sentence.ts';
import { HandlingMarks } from '../../ui/handling-marks.tsx';
import { Later } from '../../ui/later.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { reconstructionIn } from '../../ui/reconstruction-words.ts';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { SpeedChart } from '../charts/speed-chart.tsx';
import { AlertActions } from './alert-actions.tsx';
import { Evidence } from './evidence.tsx';
import { HandlingList } from './handling-list.tsx';
import { NextAssets } from './next-assets.tsx';
import { OwnUnits } from './own-units.tsx';
import { VhfText } from './vhf-text.tsx';

const AlertSharing = lazy(() => import('./alert-sharing.tsx').then((file) => ({ default: file.AlertSharing })));

export function AlertPanel({ alertId }: { readonly alertId: string }) {
  const t = useText('alert');
  const { theatreId, atMs } = useView();
  const at =
    atMs === undefined ? undefined : new Date(Math.floor(atMs / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  const query = useQuery({
    queryKey: ['alert', theatreId, alertId, at ?? ''],
    queryFn: (): Promise<AlertView> =>
      getJson(theatrePath(`alerts/${encodeURIComponent(alertId)}${at === undefined ? '' : `?at=${at}`}`), alertView),
    placeholderData: (before: AlertView | undefined) => (before?.alert.id === alertId ? before : undefined),
  });
  useAskAgain(alertId);
  const isNotYet = at !== undefined && query.error instanceof ApiError && query.error.status === 404;
  return (
    <article className="mv-alert" aria-label={t('title')}>
      <div className="mv-panel-head">
        <h2>{t('title')}</h2>
        <CloseButton aria-label={t('close-panel')} onClick={closePanel} />
      </div>
      {isNotYet ? (
        <p className="mv-note" role="status">
          {t('not-yet-raised')}
        </p>
      ) : (
        <LoadState query={query} />
      )}
      {query.data === undefined ? null : <AlertBody view={query.data} />}
    </article>
  );
}

/** The stream carries only heads: what the panel shows is asked for again when its row or the log grew. */
function useAskAgain(alertId: string): void {
  const row = useLive((s) => s.state?.queue.rows.find((r) => r.alert.id === alertId));
  const actCount = useLive((s) => s.state?.actCount);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row or another count is the reason to ask
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: ['alert'] });
  }, [row, actCount]);
}

function AlertBody({ view }: { readonly view: AlertView }) {
  const t = useText('alert');
  const ui = useText('ui');
  const { language } = useView();
  const assetName = useAssetName();
  const reconstruction = reconstructionIn(
    useLive((s) => s.info),
    language,
  );
  const { alert, handling, log } = view;
  return (
    <>
      <div className="mv-alert-top">
        <SeverityMark severity={alert.severity} /> <span className="mv-tag">{ui(`status-${alert.status}`)}</span>{' '}
        <button type="button" className="mv-link" onClick={() => openVessel(alert.vessel.mmsi)}>
          {alert.vessel.name ?? `MMSI ${alert.vessel.mmsi}`}
        </button>
        <HandlingMarks handling={handling} sounds={false} />
      </div>
      <p className="mv-alert-sentence">{alertSentence(alert, language, assetName)}</p>
      {reconstruction === undefined ? null : (
        <p className="mv-note mv-note-past">
          {t('reconstruction')} <span lang={reconstruction.lang}>{reconstruction.outcome}</span>
        </p>
      )}
      <dl className="mv-times">
        <dt>{t('onset')}</dt>
        <dd>
          <Time at={alert.onsetAt} precision="date" />
        </dd>
        <dt>{t('raised')}</dt>
        <dd>
          <Time at={alert.raisedAt} precision="date" />
        </dd>
        {alert.endedAt === undefined ? null : (
          <>
            <dt>{t('ended')}</dt>
            <dd>
              <Time at={alert.endedAt} precision="date" />
            </dd>
          </>
        )}
      </dl>
      <AlertActions alert={alert} handling={handling} />
      <HandlingList handling={handling} />
      <Later>
        <AlertSharing alert={alert} />
      </Later>
      <h3>{t('speed')}</h3>
      <SpeedChart alert={alert} />
      <Evidence alert={alert} />
      <NextAssets alert={alert} />
      <OwnUnits alert={alert} />
      <VhfText alert={alert} />
      <h3>{t('crossed')}</h3>
      {alert.crossed.length === 0 ? (
        <p className="mv-quiet">{t('crossed-none')}</p>
      ) : (
        <ul className="mv-plain">
          {alert.crossed.map((c) => (
            <li key={`${c.assetId}${c.at}`}>
              <Time at={c.at} />{' '}
              <button type="button" className="mv-link" onClick={() => openAsset(c.assetId)}>
                {assetName(c.assetId)}
              </button>{' '}
              <span className="mv-quiet">
                KP {(c.kpM / 1000).toFixed(1)} ± {(c.sigmaKpM / 1000).toFixed(1)} km, ± {c.sigmaS} s
              </span>
            </li>
          ))}
        </ul>
      )}
      <h3>{t('log')}</h3>
      <ActList acts={log.toReversed()} ifNone={t('log-none')} />
    </>
  );
}
