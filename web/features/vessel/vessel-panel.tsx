/** The card of one vessel: who it says it is, where it goes, and what it did before. */
import '../../ui/card.css';
import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import type { VesselCard } from '../../../src/contract/views.ts';
import { useText } from '../../i18n/use-text.ts';
import { useShownMs, useSlowClock } from '../../state/use-slow-clock.ts';
import { ASK_AGAIN_MS, cardQuery, TRACK_HOURS, trackQuery } from '../../state/vessel-query.ts';
import { closePanel, useView } from '../../state/view-state.ts';
import { shipPhrase } from '../../ui/alert-sentence.ts';
import { Later } from '../../ui/later.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Time } from '../../ui/time.tsx';
import { TrackSpeedChart } from '../charts/speed-chart.tsx';
import { EarlierBehaviour } from './earlier-behaviour.tsx';
import { Identities } from './identities.tsx';
import { flagText, vesselFacts } from './vessel-facts.ts';

const AdoptedLists = lazy(() => import('./vessel-sharing.tsx').then((file) => ({ default: file.AdoptedLists })));
const KnownFromPartners = lazy(() =>
  import('./vessel-sharing.tsx').then((file) => ({ default: file.KnownFromPartners })),
);

export function VesselPanel({ mmsi }: { readonly mmsi: number }) {
  const t = useText('vessel');
  const { theatreId } = useView();
  const query = useQuery(cardQuery(theatreId, mmsi, useSlowClock(ASK_AGAIN_MS)));
  return (
    <article className="mv-card" aria-label={t('title')}>
      <div className="mv-panel-head">
        <h2>{query.data?.vessel.name ?? `MMSI ${mmsi}`}</h2>
        <CloseButton aria-label={t('close-panel')} onClick={closePanel} />
      </div>
      <LoadState query={query} />
      {query.data === undefined ? null : <VesselBody card={query.data} />}
    </article>
  );
}

function VesselBody({ card }: { readonly card: VesselCard }) {
  const t = useText('vessel');
  const { language, atMs } = useView();
  const { vessel } = card;
  return (
    <>
      <p>{shipPhrase(vessel, language)}</p>
      {atMs === undefined ? null : <p className="mv-past-note">{t('card-of-now')}</p>}
      <dl className="mv-facts">
        {card.lastHeardAt === undefined ? null : (
          <>
            <dt>{t('last-heard')}</dt>
            <dd>
              <Time at={card.lastHeardAt} precision="second" />
            </dd>
          </>
        )}
        {vesselFacts(card).map(({ key, value }) => (
          <Fact key={key} term={t(key)}>
            {value}
          </Fact>
        ))}
        {vessel.flag === undefined ? null : (
          <Fact term={t('flag')}>
            {flagText(vessel.flag, language)} <span className="mv-quiet">{t('flag-note')}</span>
          </Fact>
        )}
        <Fact term={t('lists')}>
          <Later>
            <AdoptedLists mmsi={vessel.mmsi} imo={vessel.imo} />
          </Later>
        </Fact>
      </dl>
      <Later>
        <KnownFromPartners mmsi={vessel.mmsi} imo={vessel.imo} />
      </Later>
      <SpeedHistory card={card} />
      <EarlierBehaviour card={card} />
      <Identities card={card} />
    </>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

function SpeedHistory({ card }: { readonly card: VesselCard }) {
  const t = useText('vessel');
  const { theatreId } = useView();
  const track = useQuery(trackQuery(theatreId, card.vessel.mmsi, useShownMs(ASK_AGAIN_MS)));
  return (
    <section aria-label={t('speed-history', { hours: TRACK_HOURS })}>
      <h3>{t('speed-history', { hours: TRACK_HOURS })}</h3>
      <LoadState query={track} />
      {track.data === undefined ? null : (
        <TrackSpeedChart points={track.data} ownPaceTenthKn={card.ownPaceTenthKn} crossings={card.crossings} />
      )}
    </section>
  );
}
