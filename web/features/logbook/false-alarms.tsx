/** What became of this month's alerts, by own use: how many were closed for which reason. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CONFIRMING } from '../../../src/contract/act.ts';
import { falseAlarmTable } from '../../../src/contract/views.ts';
import { hasText } from '../../i18n/translate.ts';
import { useText } from '../../i18n/use-text.ts';
import { getJson, theatrePath } from '../../state/api.ts';
import { useLive } from '../../state/use-live.ts';
import { useView } from '../../state/view-state.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { falseShare } from './false-share.ts';

export function FalseAlarms() {
  const t = useText('logbook');
  const ui = useText('ui');
  const handling = useText('handling');
  const { theatreId } = useView();
  const now = useLive((s) => s.state?.clock.dataAt);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const month = chosen ?? now?.slice(0, 7) ?? '';
  const query = useQuery({
    queryKey: ['acts', 'false-alarms', theatreId, month],
    queryFn: () => getJson(theatrePath(`false-alarms?month=${month}`), falseAlarmTable),
    enabled: /^\d{4}-\d\d$/.test(month),
  });
  const rows = query.data?.rows ?? [];
  const word = (key: string): string => (hasText('handling', key) ? handling(key as 'reason-other') : key);
  const share = falseShare(rows);
  return (
    <section aria-label={t('month-title')}>
      <h3>{t('month-title')}</h3>
      <label className="mv-inline">
        {t('month')}{' '}
        <input type="month" value={month} onChange={({ currentTarget }) => setChosen(currentTarget.value)} />
      </label>
      <LoadState query={query} />
      {query.data === undefined ? null : (
        <>
          <table className="mv-table">
            <thead>
              <tr>
                <th>{t('severity')}</th>
                <th>{t('closed-because')}</th>
                <th>{t('times')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.severity}/${row.reason}`}>
                  <td>
                    {hasText('ui', `severity-${row.severity}`)
                      ? ui(`severity-${row.severity}` as 'severity-high')
                      : row.severity}
                  </td>
                  <td>
                    {word(`reason-${row.reason}`)}
                    {CONFIRMING.some((r) => r === row.reason) ? ` (${t('right')})` : ''}
                  </td>
                  <td>{row.times}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            {t('still-open', { count: query.data.stillOpen })}{' '}
            {share === undefined ? t('share-none') : t('share', { percent: share })}
          </p>
        </>
      )}
    </section>
  );
}
