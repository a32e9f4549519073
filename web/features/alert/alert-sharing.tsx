/** Who may see an alert: its label, which partner has been given which version of it, and the way to release or recall it. */
import '../../ui/sharing.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Alert } from '../../../src/contract/alert.ts';
import { type AlertLabel, alertLabel } from '../../../src/contract/partner-views.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { getJson, theatrePath } from '../../state/api.ts';
import { openDialog } from '../../state/dialogs.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { usePartners } from '../../state/partners-query.ts';
import { useTravelling } from '../../state/use-queue.ts';
import { useView } from '../../state/view-state.ts';
import { ConfirmWithReason } from '../../ui/confirm-with-reason.tsx';
import { useFieldName } from '../../ui/document-table.tsx';
import { LabelMark } from '../../ui/label-mark.tsx';
import { LoadState } from '../../ui/load-state.tsx';

export function AlertSharing({ alert }: { readonly alert: Alert }) {
  const t = useText('alert');
  const sharing = useText('sharing');
  const { theatreId } = useView();
  const { state, query: asked } = usePartners();
  const isPast = useTravelling();
  const hasIdentity = state?.self !== undefined;
  const query = useQuery({
    queryKey: ['alert-label', theatreId, alert.id, state?.revision ?? 0],
    queryFn: (): Promise<AlertLabel> =>
      getJson(theatrePath(`alerts/${encodeURIComponent(alert.id)}/label`), alertLabel),
    enabled: hasIdentity,
    placeholderData: (before: AlertLabel | undefined) => (before?.alertId === alert.id ? before : undefined),
  });
  return (
    <section aria-label={t('sharing')}>
      <div className="mv-sharing">
        <h3>{t('sharing')}</h3>
        {hasIdentity && query.data !== undefined ? <LabelMark label={query.data.label} /> : null}
        {hasIdentity ? (
          <Button
            size="compact-xs"
            variant="default"
            disabled={isPast}
            onClick={() => openDialog({ kind: 'release', alertId: alert.id })}
          >
            {t('release')}
          </Button>
        ) : null}
        {state !== undefined && !hasIdentity ? (
          <>
            <strong>{sharing('own-node-only')}</strong> <span className="mv-quiet">{t('sharing-no-identity')}</span>
          </>
        ) : null}
      </div>
      <LoadState query={asked} />
      {hasIdentity ? <LoadState query={query} /> : null}
      {query.data === undefined ? null : <Recipients label={query.data} isPast={isPast} alert={alert} />}
    </section>
  );
}

function Recipients({
  label,
  alert,
  isPast,
}: {
  readonly label: AlertLabel;
  readonly alert: Alert;
  readonly isPast: boolean;
}) {
  const t = useText('alert');
  const { language } = useView();
  const fieldName = useFieldName();
  const subject = { class: 'alert', theatreId: label.theatreId, alertId: label.alertId } as const;
  const ship = alert.vessel.name ?? `MMSI ${alert.vessel.mmsi}`;
  if (label.recipients.length === 0) return <p className="mv-quiet">{t('given-to-nobody')}</p>;
  return (
    <ul className="mv-plain">
      {label.recipients.map(({ nodeId, version, fields, ruleId, fetched }) => (
        <li key={nodeId}>
          <strong>{nodeName(nodeId, language)}</strong> {t('given-version', { version })},{' '}
          {fields === 'all' ? t('given-all') : `${t('given-only')} ${fields.map(fieldName).join(', ')}`},{' '}
          {ruleId === undefined ? t('given-by-two') : t('given-by-rule', { rule: ruleId })}.{' '}
          <span>
            <span aria-hidden="true">{fetched ? '✓' : '…'}</span> {t(fetched ? 'fetched' : 'not-fetched')}
          </span>{' '}
          {isPast ? null : (
            <ConfirmWithReason
              label={t('recall')}
              question={t('recall-sure', { partner: nodeName(nodeId, language) })}
              reason={t('recall-reason')}
              onConfirm={(because) =>
                void doPartnerAct({
                  body: { kind: 'recall', to: nodeId, subject, because },
                  done: t('done-recall', { ship, partner: nodeName(nodeId, language) }),
                })
              }
            />
          )}
        </li>
      ))}
    </ul>
  );
}
