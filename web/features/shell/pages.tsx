/** The columns: the queue always at the left; the map and what is selected, or another page, beside it. */

import { useView } from '../../state/view-state.ts';
import { AssetPanel } from '../asset/asset-panel.tsx';
import { IntegrityPage } from '../integrity/integrity-page.tsx';
import { MapPanel } from '../map/map-panel.tsx';
import { TimeTravelBar } from '../time-travel/time-travel-bar.tsx';
import { VesselPanel } from '../vessel/vessel-panel.tsx';

export function Pages() {
  const { page } = useView();
  return (
    <main className="mv-main">
      {page === 'watch' ? <WatchPage /> : null}
      {page === 'integrity' ? <IntegrityPage /> : null}
    </main>
  );
}

function WatchPage() {
  const { alertId, mmsi, assetId } = useView();
  return (
    <>
      <section className="mv-map-column">
        <MapPanel />
        <TimeTravelBar />
      </section>
      <section className="mv-panel">
        {alertId === undefined ? null : <div className="mv-slot">{alertId}</div>}
        {mmsi === undefined ? null : <VesselPanel mmsi={mmsi} />}
        {assetId === undefined ? null : <AssetPanel assetId={assetId} />}
      </section>
    </>
  );
}
