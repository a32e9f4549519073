/** Every crossing of an asset in words, newest first: what the chart above shows. */
import { useMemo, useState } from 'react';
import type { CrossingRow } from '../../../src/contract/views.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLive } from '../../state/use-live.ts';
import { openVessel } from '../../state/view-state.ts';
import { Time } from '../../ui/time.tsx';

const FEW = 12;

export function CrossingsTable({ crossings }: { readonly crossings: readonly CrossingRow[] }) {
  const t = useText('asset');
  const [isAll, setAll] = useState(false);
  const vessels = useLive((s) => s.vessels);
  const newest = useMemo(() => [...crossings].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)), [crossings]);
  if (newest.length === 0) return <p className="mv-quiet">{t('crossings-none')}</p>;
  return (
    <>
      <div className="mv-table-scroll">
        <table className="mv-facts-table">
          <caption className="mv-visually-hidden">{t('crossings')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('time')}</th>
              <th scope="col">{t('vessel')}</th>
              <th scope="col" className="mv-number">
                {t('kp')}
              </th>
              <th scope="col" className="mv-number">
                kn
              </th>
            </tr>
          </thead>
          <tbody>
            {(isAll ? newest : newest.slice(0, FEW)).map((row) => (
              <tr key={`${row.mmsi} ${row.at} ${row.kpM}`}>
                <td>
                  <Time at={row.at} precision="date" />
                </td>
                <td>
                  <button type="button" className="mv-link" onClick={() => openVessel(row.mmsi)}>
                    {row.name ?? vessels.get(row.mmsi)?.name ?? `MMSI ${row.mmsi}`}
                  </button>
                </td>
                <td className="mv-number">
                  {(row.kpM / 1000).toFixed(1)} ± {(row.sigmaKpM / 1000).toFixed(1)}
                </td>
                <td className="mv-number">
                  {row.speedTenthKn === undefined ? '–' : (row.speedTenthKn / 10).toFixed(1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {newest.length > FEW && !isAll ? (
        <button type="button" className="mv-more" onClick={() => setAll(true)}>
          {t('show-all', { count: newest.length })}
        </button>
      ) : null}
    </>
  );
}
