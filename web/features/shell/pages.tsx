/** The columns: the queue always at the left; the map and what is selected, or another page, beside it. */
import { lazy, Suspense } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useView } from '../../state/view-state.ts';
import { AlertPanel } from '../alert/alert-panel.tsx';
import { AssetPanel } from '../asset/asset-panel.tsx';
import { ConsideredPage } from '../considered/considered-page.tsx';
import { ContactsPage } from '../contacts/contacts-page.tsx';
import { HandOverPage } from '../hand-over/hand-over-page.tsx';
import { HelpPage } from '../help/help-page.tsx';
import { IntegrityPage } from '../integrity/integrity-page.tsx';
import { LogbookPage } from '../logbook/logbook-page.tsx';
import { QueuePanel } from '../queue/queue-panel.tsx';
import { TimeTravelBar } from '../time-travel/time-travel-bar.tsx';
import { UnitsPage } from '../units/units-page.tsx';
import { VesselPanel } from '../vessel/vessel-panel.tsx';
import { WorksPage } from '../works/works-page.tsx';

/** The map is half of all code: the queue does not wait for it. */
const MapPanel = lazy(() => import('../map/map-panel.tsx').then((file) => ({ default: file.MapPanel })));

const PartnersPage = lazy(() =>
  import('../partners/partners-page.tsx').then((file) => ({ default: file.PartnersPage })),
);
const CasesPage = lazy(() => import('../cases/cases-page.tsx').then((file) => ({ default: file.CasesPage })));

const PAGES = {
  considered: ConsideredPage,
  logbook: LogbookPage,
  units: UnitsPage,
  contacts: ContactsPage,
  works: WorksPage,
  integrity: IntegrityPage,
  partners: PartnersPage,
  cases: CasesPage,
  'hand-over': HandOverPage,
  help: HelpPage,
} as const;

export function Pages() {
  const ui = useText('ui');
  const { page } = useView();
  const Other = page === 'watch' ? undefined : PAGES[page];
  return (
    <main className="mv-main">
      <QueuePanel />
      {Other === undefined ? (
        <WatchPage />
      ) : (
        <div className="mv-page-column">
          <Suspense fallback={<p className="mv-slot mv-load">{ui('loading')}</p>}>
            <Other />
          </Suspense>
        </div>
      )}
    </main>
  );
}

function WatchPage() {
  const t = useText('alert');
  const shell = useText('shell');
  const ui = useText('ui');
  const { alertId, mmsi, assetId } = useView();
  const isEmpty = alertId === undefined && mmsi === undefined && assetId === undefined;
  return (
    <>
      <section className="mv-map-column" aria-label={shell('map-and-time')}>
        <Suspense fallback={<p className="mv-slot">{ui('loading')}</p>}>
          <MapPanel />
        </Suspense>
        <TimeTravelBar />
      </section>
      <aside className="mv-panel" data-empty={isEmpty} aria-label={shell('selected')}>
        {alertId === undefined ? null : <AlertPanel key={alertId} alertId={alertId} />}
        {mmsi === undefined ? null : <VesselPanel key={mmsi} mmsi={mmsi} />}
        {assetId === undefined ? null : <AssetPanel key={assetId} assetId={assetId} />}
        {isEmpty ? <p className="mv-note">{t('pick-one')}</p> : null}
      </aside>
    </>
  );
}
