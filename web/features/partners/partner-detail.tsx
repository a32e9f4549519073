/** One partner: how the relation stands, its log, what it sent and was given, and what can be done. Cutting it off comes first. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PartnersState, PartnerView } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { useView } from '../../state/view-state.ts';
import { Time } from '../../ui/time.tsx';
import { AgreeForm } from './agree-form.tsx';
import { AgreementTerms } from './agreement-view.tsx';
import { DamageReportView } from './damage-report.tsx';
import type { OwnCardRead } from './own-card.ts';
import { PartnerFacts } from './partner-facts.tsx';
import { RelationForm } from './relation-form.tsx';
import { RelationMark } from './relation-mark.tsx';
import { RulesSection } from './rules-section.tsx';
import { SuspendButton } from './suspend-button.tsx';
import { TwelveWords } from './twelve-words.tsx';

interface Props {
  readonly partner: PartnerView;
  readonly state: PartnersState;
  readonly own: OwnCardRead | undefined;
}
type Open = 'resume' | 'revoke' | 'damage' | 'agree' | undefined;

export function PartnerDetail({ partner, state, own }: Props) {
  const t = useText('partners');
  const { language } = useView();
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const caught = state.equivocations.filter((each) => each.partner === partner.nodeId);
  return (
    <article aria-label={nodeName(partner.nodeId, language)}>
      <div className="mv-partner-head">
        <div>
          <h2>
            {nodeName(partner.nodeId, language)}{' '}
            {partner.name === nodeName(partner.nodeId, language) ? null : (
              <span className="mv-quiet">{partner.name}</span>
            )}
          </h2>
          <p>
            <RelationMark state={partner.state} /> {t('since')} <Time at={partner.since} precision="date" />
            {partner.because === '' ? null : (
              <>
                {': '}
                <span lang="en">{partner.because}</span>
              </>
            )}
          </p>
        </div>
        <SuspendButton partner={partner} />
      </div>
      {caught.map((each) => (
        <div key={each.caughtAt} className="mv-note mv-note-bad" role="alert">
          <p>
            <strong>{t('equivocation')}</strong> <Time at={each.caughtAt} precision="date" />
          </p>
          <details className="mv-fold">
            <summary>{t('equivocation-proof')}</summary>
            {each.notes.map((note) => (
              <blockquote key={note} className="mv-hash">
                {note}
              </blockquote>
            ))}
          </details>
        </div>
      ))}
      {partner.state === 'suspended' ? <p className="mv-note">{t('suspended-means')}</p> : null}
      {partner.state === 'revoked' ? <p className="mv-note">{t('revoked-means')}</p> : null}
      <div className="mv-buttons">
        {partner.state === 'proposed' || partner.state === 'revoked' ? null : (
          <Button size="xs" variant="default" onClick={() => setOpen('damage')}>
            {t('damage-report')}
          </Button>
        )}
        {partner.state === 'suspended' ? (
          <>
            <Button size="xs" variant="default" onClick={() => setOpen('resume')}>
              {t('resume')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setOpen('revoke')}>
              {t('revoke')}
            </Button>
          </>
        ) : null}
        {partner.state === 'revoked' ? (
          <Button size="xs" variant="default" onClick={() => setOpen('damage')}>
            {t('damage-report')}
          </Button>
        ) : null}
        {partner.state === 'suspended' ? null : (
          <Button
            size="xs"
            variant={partner.state === 'proposed' ? 'filled' : 'default'}
            onClick={() => setOpen('agree')}
          >
            {t(partner.state === 'proposed' ? 'agree' : 'agree-anew')}
          </Button>
        )}
      </div>
      {open === 'damage' ? <DamageReportView partner={partner} onLeave={close} /> : null}
      {open === 'resume' || open === 'revoke' ? (
        <RelationForm key={open} kind={open} partner={partner} onDone={close} />
      ) : null}
      {open === 'agree' ? <AgreeForm partner={partner} us={state.self!.nodeId} own={own} onDone={close} /> : null}
      {partner.state === 'proposed' && open !== 'agree' ? <TwelveWords words={partner.words} /> : null}
      <PartnerFacts partner={partner} />
      {partner.agreement === undefined ? (
        <p className="mv-quiet">{t('agreement-none')}</p>
      ) : (
        <AgreementTerms agreement={partner.agreement} us={state.self!.nodeId} them={partner.nodeId} />
      )}
      <RulesSection partner={partner} />
      {partner.state === 'proposed' ? null : (
        <details className="mv-fold">
          <summary>{t('words')}</summary>
          <TwelveWords words={partner.words} />
        </details>
      )}
    </article>
  );
}
