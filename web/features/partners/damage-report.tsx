/** What a partner holds of ours, whatever we do now; for the screen and for paper. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DamageReport, damageReport, type PartnerView } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { getJson } from '../../state/api.ts';
import { nodeName } from '../../state/node-name.ts';
import { useView } from '../../state/view-state.ts';
import { useFieldName } from '../../ui/document-table.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { subjectText } from '../../ui/subject-text.ts';
import { Time } from '../../ui/time.tsx';

export function DamageReportView({ partner, onLeave }: { readonly partner: PartnerView; onLeave(): void }) {
  const t = useText('partners');
  const ui = useText('ui');
  const { language } = useView();
  const name = nodeName(partner.nodeId, language);
  const query = useQuery({
    queryKey: ['damage-report', partner.nodeId],
    queryFn: (): Promise<DamageReport> =>
      getJson(`/api/partners/${encodeURIComponent(partner.nodeId)}/damage-report`, damageReport),
    staleTime: 0,
  });
  return (
    <section className="mv-print" aria-label={t('damage-title', { partner: name })}>
      <h3>{t('damage-title', { partner: name })}</h3>
      <p>{t('damage-what')}</p>
      <LoadState query={query} />
      {query.data === undefined ? null : <Report report={query.data} />}
      <div className="mv-buttons mv-no-print">
        <Button size="xs" disabled={query.data === undefined} onClick={() => globalThis.print()}>
          {t('print')}
        </Button>
        <Button size="xs" variant="default" onClick={onLeave}>
          {ui('close')}
        </Button>
      </div>
    </section>
  );
}

function Report({ report }: { readonly report: DamageReport }) {
  const t = useText('partners');
  const sharing = useText('sharing');
  const fieldName = useFieldName();
  const others = Object.entries(report.otherRecords);
  return (
    <>
      <p>
        {t('damage-made')} <Time at={report.madeAt} precision="date" />.{' '}
        {t('damage-items', { count: report.items.length })}
      </p>
      {report.items.length === 0 ? null : (
        <div className="mv-table-scroll">
          <table className="mv-facts-table">
            <thead>
              <tr>
                <th scope="col">{t('damage-subject')}</th>
                <th scope="col">TLP</th>
                <th scope="col">{sharing('fields-which')}</th>
                <th scope="col">{t('damage-versions')}</th>
                <th scope="col">{t('damage-first')}</th>
                <th scope="col">{t('damage-last')}</th>
                <th scope="col">{t('damage-fetched')}</th>
                <th scope="col">{t('damage-recalled')}</th>
              </tr>
            </thead>
            <tbody>
              {report.items.map((item) => (
                <tr key={JSON.stringify(item.subject)}>
                  <td>
                    {sharing(`class-${item.class}`)}: {subjectText(item.subject)}
                  </td>
                  <td>{item.tlp.toUpperCase()}</td>
                  <td>{item.fields.map(fieldName).join(', ')}</td>
                  <td>{item.versions}</td>
                  <td>
                    <Time at={item.firstAt} precision="date" />
                  </td>
                  <td>
                    <Time at={item.lastAt} precision="date" />
                  </td>
                  <td>{t(item.fetched ? 'damage-fetched-yes' : 'damage-fetched-no')}</td>
                  <td>{t(`recalled-${item.recalled}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="mv-quiet">
        {t('damage-others')}{' '}
        <span lang="en">
          {others.length === 0 ? '–' : others.map(([kind, count]) => `${count} × ${kind}`).join(', ')}
        </span>
      </p>
    </>
  );
}
