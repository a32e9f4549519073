/** What is known of a partner: its log and how fresh it is, who witnesses it, what it sent and was given, what was refused. */
import type { PartnerView } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { useWallClock } from '../../state/use-wall-clock.ts';
import { useView } from '../../state/view-state.ts';
import { Time } from '../../ui/time.tsx';
import { refusedText } from './refused-text.ts';
import { freshness, refusedRows } from './relation.ts';

export function PartnerFacts({ partner }: { readonly partner: PartnerView }) {
  const t = useText('partners');
  const { language } = useView();
  const { log, record } = partner;
  const fresh = freshness(log.verifiedAt, useWallClock());
  const refused = refusedRows(partner.refused);
  return (
    <section aria-label={t('known')}>
      <h3>{t('known')}</h3>
      <dl className="mv-facts">
        <dt>{t('endpoint')}</dt>
        <dd>{partner.endpoint}</dd>
        <dt>{t('log')}</dt>
        <dd>{log.origin === '' ? '–' : log.origin}</dd>
        <dt>{t('verified')}</dt>
        <dd>
          {t('entries', { count: log.size })},{' '}
          {fresh.unit === 'never' ? t('ago-never') : t(`ago-${fresh.unit}`, { count: fresh.count })}{' '}
          {log.verifiedAt === undefined ? null : <Time at={log.verifiedAt} precision="date" />}{' '}
          {fresh.isOld && partner.state === 'active' ? (
            <strong className="mv-relation" data-state="suspended">
              {t('log-old')}
            </strong>
          ) : null}
        </dd>
        <dt>{t('witnesses')}</dt>
        <dd>
          {log.witnesses.length === 0
            ? t('witnesses-none')
            : log.witnesses.map((each) => nodeName(each, language)).join(', ')}
        </dd>
        {log.trouble === undefined ? null : (
          <>
            <dt>{t('trouble')}</dt>
            <dd className="mv-relation" data-state="suspended" lang="en">
              {log.trouble}
            </dd>
          </>
        )}
        <dt>{t('its-alerts')}</dt>
        <dd>{t('its-record', { ...record, count: record.alerts })}</dd>
        <dt>{t('taken')}</dt>
        <dd>{t('entries', { count: partner.taken })}</dd>
        <dt>{t('released')}</dt>
        <dd>{t('entries', { count: partner.released })}</dd>
        <dt>{t('refused')}</dt>
        <dd>
          {refused.length === 0 ? (
            t('refused-none')
          ) : (
            <ul className="mv-plain">
              {refused.map(([reason, count]) => (
                <li key={reason}>
                  {count} × {refusedText(reason, language)}
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </section>
  );
}
