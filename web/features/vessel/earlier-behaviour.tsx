/** Alerts about this vessel, what was considered and not alerted, and which assets it crossed. */
import { useState } from 'react';
import { severities } from '../../../src/contract/alert.ts';
import type { VesselCard } from '../../../src/contract/views.ts';
import { hasText } from '../../i18n/translate.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { openAlert, openAsset, useView } from '../../state/view-state.ts';
import { reasonText } from '../../ui/alert-sentence.ts';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { Time } from '../../ui/time.tsx';

const FEW = 8;

export function EarlierBehaviour({ card }: { readonly card: VesselCard }) {
  const t = useText('vessel');
  const ui = useText('ui');
  const { language } = useView();
  const status = (value: string): string =>
    hasText('ui', `status-${value}`) ? ui(`status-${value}` as 'status-open') : value;
  return (
    <section aria-label={t('earlier')}>
      <h3>{t('alerts')}</h3>
      {card.alerts.length === 0 ? <p className="mv-quiet">{t('alerts-none')}</p> : null}
      <ul className="mv-rows">
        {card.alerts.map((alert) => (
          <li key={alert.alertId}>
            <SeverityMark severity={severities.find((s) => s === alert.severity) ?? 'watch'} />{' '}
            <button type="button" className="mv-link" onClick={() => openAlert(alert.alertId)}>
              <Time at={alert.onsetAt} precision="date" />
            </button>{' '}
            <span className="mv-tag">{status(alert.status)}</span>
          </li>
        ))}
      </ul>
      <h3>{t('considered')}</h3>
      {card.considered.length === 0 ? <p className="mv-quiet">{t('considered-none')}</p> : null}
      <ul className="mv-rows">
        {card.considered.map((each) => (
          <li key={`${each.kind}${each.reason}${each.firstAt}`}>
            <Time at={each.firstAt} precision="date" />{' '}
            {each.times > 1 ? <span className="mv-quiet">{t('times', { count: each.times })} </span> : null}
            {reasonText(each.reason, each.text, language)}
          </li>
        ))}
      </ul>
      <Crossings card={card} />
    </section>
  );
}

function Crossings({ card }: { readonly card: VesselCard }) {
  const t = useText('vessel');
  const assetName = useAssetName();
  const [isAll, setAll] = useState(false);
  const rows = isAll ? card.crossings : card.crossings.slice(0, FEW);
  return (
    <>
      <h3>{t('crossings')}</h3>
      {card.crossings.length === 0 ? (
        <p className="mv-quiet">{t('crossings-none')}</p>
      ) : (
        <div className="mv-table-scroll">
          <table className="mv-facts-table">
            <thead>
              <tr>
                <th scope="col">{t('time')}</th>
                <th scope="col">{t('asset')}</th>
                <th scope="col" className="mv-number">
                  {t('kp')}
                </th>
                <th scope="col" className="mv-number">
                  kn
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.assetId}${row.at}`}>
                  <td>
                    <Time at={row.at} precision="date" />
                  </td>
                  <td>
                    <button type="button" className="mv-link" onClick={() => openAsset(row.assetId)}>
                      {assetName(row.assetId)}
                    </button>
                  </td>
                  <td className="mv-number">{(row.kpM / 1000).toFixed(1)}</td>
                  <td className="mv-number">
                    {row.speedTenthKn === undefined ? '–' : (row.speedTenthKn / 10).toFixed(1)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {card.crossings.length > FEW && !isAll ? (
        <button type="button" className="mv-more" onClick={() => setAll(true)}>
          {t('show-all', { count: card.crossings.length })}
        </button>
      ) : null}
    </>
  );
}
