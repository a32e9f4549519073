/** Recalls: partners who ask us to delete what they released, and what we asked of them. */
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useView } from '../../state/view-state.ts';
import { ConfirmWithReason } from '../../ui/confirm-with-reason.tsx';
import { subjectText } from '../../ui/subject-text.ts';
import { splitRecalls } from './inbound-order.ts';

export function RecallsSection({ state }: { readonly state: PartnersState }) {
  const t = useText('received');
  const { language } = useView();
  const { ofUs, byUs } = splitRecalls(state.recalls, state.self?.nodeId ?? '');
  if (ofUs.length === 0 && byUs.length === 0) return null;
  const answer = (recallId: string, from: string, done: 'deleted' | 'kept', because: string): void =>
    void doPartnerAct({ body: { kind: 'answer-recall', from, recallId, done, because }, done: t(`done-${done}`) });
  return (
    <section aria-label={t('recalls')}>
      <h3>{t('recalls')}</h3>
      <ul className="mv-plain">
        {ofUs.map(({ recallId, from, subject, because, answered }) => (
          <li key={recallId}>
            <strong>{t('recall-asks', { partner: nodeName(from, language), subject: subjectText(subject) })}</strong>{' '}
            {because}{' '}
            {answered === 'waiting' ? (
              <span className="mv-buttons">
                <ConfirmWithReason
                  label={t('delete')}
                  question={t('delete-sure')}
                  reason={t('delete-reason')}
                  onConfirm={(why) => answer(recallId, from, 'deleted', why)}
                />
                <ConfirmWithReason
                  label={t('keep')}
                  question={t('keep-sure')}
                  reason={t('keep-reason')}
                  onConfirm={(why) => answer(recallId, from, 'kept', why)}
                />
              </span>
            ) : (
              <span className="mv-tag">{t(`answered-${answered}`)}</span>
            )}
          </li>
        ))}
        {byUs.map(({ recallId, to, subject, because, answered }) => (
          <li key={recallId}>
            {t('recall-asked', { partner: nodeName(to, language), subject: subjectText(subject) })} {because}{' '}
            <span className="mv-tag">{t(`answered-${answered}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
