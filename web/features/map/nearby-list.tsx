/** The map in words: the vessels round the selected ship. */
import { useState } from 'react';
import { NAUTICAL_MILE_M } from '../../../src/geo/units.ts';
import { useText } from '../../i18n/use-text.ts';
import { vesselsNear } from '../../map/nearest-vessel.ts';
import { useLive } from '../../state/use-live.ts';
import { useTravelledPositions } from '../../state/use-positions.ts';
import { useShownQueue } from '../../state/use-queue.ts';
import { useSlowClock } from '../../state/use-slow-clock.ts';
import { openVessel, useView } from '../../state/view-state.ts';
import { selectedRow } from './alert-marks.ts';

const REACH_M = 10 * NAUTICAL_MILE_M;
const LIMIT = 25;
const AGAIN_MS = 5000;

export function NearbyList({ isOpenAtFirst }: { readonly isOpenAtFirst: boolean }) {
  const t = useText('map');
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <details className="mv-nearby" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('nearby')}</summary>
      {isOpen ? <NearbyTable /> : null}
    </details>
  );
}

function NearbyTable() {
  const t = useText('map');
  const { mmsi, alertId } = useView();
  const { queue } = useShownQueue();
  const live = useLive((s) => s.positions);
  const { table } = useTravelledPositions();
  const vessels = useLive((s) => s.vessels);
  useSlowClock(AGAIN_MS);
  const positions = table ?? live;
  const ship = mmsi ?? selectedRow(queue, alertId)?.alert.vessel.mmsi;
  const row = ship === undefined ? undefined : positions.rowOf(ship);
  if (row === undefined) return <p className="mv-quiet">{t('nearby-none-selected')}</p>;
  const { columns } = positions;
  const [lon, lat] = [columns.lonE6[row]! / 1e6, columns.latE6[row]! / 1e6];
  const near = vesselsNear(columns, lon, lat, REACH_M, LIMIT, ship);
  if (near.length === 0) return <p className="mv-quiet">{t('nearby-empty')}</p>;
  return (
    <div className="mv-nearby-scroll">
      <table>
        <caption>{t('nearby-caption', { name: vessels.get(ship!)?.name ?? `MMSI ${ship}` })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('vessel')}</th>
            <th scope="col">{t('distance')}</th>
            <th scope="col">{t('bearing')}</th>
            <th scope="col">{t('speed')}</th>
            <th scope="col">{t('course')}</th>
          </tr>
        </thead>
        <tbody>
          {near.map((each) => (
            <tr key={each.mmsi}>
              <th scope="row">
                <button type="button" className="mv-link" onClick={() => openVessel(each.mmsi)}>
                  {vessels.get(each.mmsi)?.name ?? `MMSI ${each.mmsi}`}
                </button>
              </th>
              <td>{(each.distanceM / NAUTICAL_MILE_M).toFixed(1)} NM</td>
              <td>{String(each.bearingDeg).padStart(3, '0')}°</td>
              <td>{each.speedTenthKn === undefined ? '–' : `${(each.speedTenthKn / 10).toFixed(1)} kn`}</td>
              <td>{each.courseDeg === undefined ? '–' : `${String(each.courseDeg).padStart(3, '0')}°`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
