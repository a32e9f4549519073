/** The page of one cable or pipeline: whether it is watched and why, what is known of it, and who crossed it where. */
import '../../ui/card.css';
import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type AssetPage, assetPage } from '../../../src/contract/views.ts';
import { useText } from '../../i18n/use-text.ts';
import { getJson, theatrePath } from '../../state/api.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { useLive } from '../../state/use-live.ts';
import { useSlowClock } from '../../state/use-slow-clock.ts';
import { closePanel, useView } from '../../state/view-state.ts';
import { Because } from '../../ui/because.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Time } from '../../ui/time.tsx';
import { positionText } from '../../ui/units.ts';
import { WatchState } from '../../ui/watch-state.tsx';
import { KpChart } from '../charts/kp-chart.tsx';
import { CrossingsTable } from './crossings-table.tsx';
import { kindKey, watchHours } from './watch-hours.ts';

const AGAIN_MS = 15_000;

export function AssetPanel({ assetId }: { readonly assetId: string }) {
  const t = useText('asset');
  const { theatreId } = useView();
  const asked = useSlowClock(AGAIN_MS);
  const assetName = useAssetName();
  const query = useQuery({
    queryKey: ['asset', theatreId ?? '', assetId, asked ?? 0],
    queryFn: (): Promise<AssetPage> => getJson(theatrePath(`assets/${encodeURIComponent(assetId)}`), assetPage),
    enabled: theatreId !== undefined,
    placeholderData: (before) => (before?.state.assetId === assetId ? before : undefined),
  });
  return (
    <article className="mv-card" aria-label={t('title')}>
      <div className="mv-panel-head">
        <h2>{assetName(assetId)}</h2>
        <CloseButton aria-label={t('close-panel')} onClick={closePanel} />
      </div>
      <LoadState query={query} />
      {query.data === undefined ? null : <AssetBody page={query.data} />}
    </article>
  );
}

function AssetBody({ page }: { readonly page: AssetPage }) {
  const t = useText('asset');
  const { atMs, language } = useView();
  const notes = language === 'en' ? undefined : page.notesIn?.[language];
  // The stream knows the state sooner than the page that was asked for.
  const live = useLive((s) => s.state?.assets.find((a) => a.assetId === page.state.assetId));
  const state = live ?? page.state;
  const hours = watchHours(page.hours);
  return (
    <>
      {atMs === undefined ? null : <p className="mv-past-note">{t('page-of-now')}</p>}
      <p>
        <WatchState state={state.state} />{' '}
        {state.since === undefined ? null : (
          <>
            {t('since')} <Time at={state.since} precision="date" />
          </>
        )}
        {state.because === '' ? null : (
          <>
            <br />
            <Because told={state} />
          </>
        )}
      </p>
      <dl className="mv-facts">
        <dt>{t('kind')}</dt>
        <dd>{t(kindKey(state.kind))}</dd>
        <dt>{t('owners')}</dt>
        <dd>{state.owners.length === 0 ? '?' : state.owners.join(', ')}</dd>
        <dt>{t('length')}</dt>
        <dd>{t('length-drawn', { km: (page.lengthM / 1000).toFixed(0) })}</dd>
        <dt>{t('sigma')}</dt>
        <dd>{t('sigma-text', { metres: page.positionSigmaM })}</dd>
        <dt>{t('hours')}</dt>
        <dd>
          {t('hours-text', {
            watched: hours.watched.toFixed(1),
            degraded: hours.degraded.toFixed(1),
            not: hours.notWatched.toFixed(1),
          })}
        </dd>
        <dt>{t('landings')}</dt>
        <dd>
          {page.landings.map((each) => (
            <div key={each.name}>
              {each.name} ({each.country}){' '}
              <span className="mv-quiet">{positionText(each.position[0], each.position[1])}</span>
            </div>
          ))}
        </dd>
      </dl>
      <p className="mv-quiet">{t('approximate')}</p>
      {page.notes === undefined ? null : (
        <p className="mv-quiet" lang={notes === undefined ? 'en' : language}>
          {notes ?? page.notes}
        </p>
      )}
      <h3>{t('chart')}</h3>
      <KpChart page={page} />
      <CrossingsTable crossings={page.crossings} />
    </>
  );
}
