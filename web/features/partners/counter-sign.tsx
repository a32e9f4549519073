/** An agreement that came from the partner: read through, then signed too, or taken in where both have signed. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SignedAgreement } from '../../../src/contract/agreement.ts';
import type { PartnerView } from '../../../src/contract/partner-views.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { PasteOrFile } from '../../ui/paste-or-file.tsx';
import { TwoOfficerForm } from '../../ui/two-officer-form.tsx';
import { readAgreement } from './agreement-terms.ts';
import { AgreementTerms } from './agreement-view.tsx';

interface Props {
  readonly partner: PartnerView;
  readonly us: string;
  readonly words: string;
  readonly canSign: boolean;
  onMade(signed: SignedAgreement): void;
  onLeave(): void;
}

export function CounterSign({ partner, us, words, canSign, onMade, onLeave }: Props) {
  const t = useText('partners');
  const [text, setText] = useState('');
  const read = readAgreement(text, us, partner.nodeId);
  const paste = <PasteOrFile label={t('agreement-paste')} text={text} onText={setText} />;
  if ('problem' in read)
    return (
      <div className="mv-form">
        {paste}
        <p className="mv-note" role="status">
          {t(`agreement-${read.problem}`)}
        </p>
      </div>
    );
  const { signed, step } = read;
  const terms = <AgreementTerms agreement={signed.agreement} us={us} them={partner.nodeId} />;
  if (step !== 'sign')
    return (
      <div className="mv-form">
        {paste}
        {terms}
        <p className="mv-note">{t(`agreement-step-${step}`)}</p>
        {step === 'wait' ? null : (
          <div className="mv-buttons">
            <Button
              onClick={() =>
                void doPartnerAct({
                  body: { kind: 'take-agreement', partner: partner.nodeId, agreement: signed },
                  done: t('done-taken'),
                }).then((done) => {
                  if (done !== undefined) onLeave();
                })
              }
            >
              {t('take-agreement')}
            </Button>
          </div>
        )}
      </div>
    );
  return (
    <TwoOfficerForm
      label={t('way-sign')}
      send={t('sign')}
      canSend={canSign}
      onLeave={onLeave}
      onSend={async (persons, actId) => {
        const done = await doPartnerAct(
          {
            body: { kind: 'agree', partner: partner.nodeId, words, agreement: signed.agreement, signed },
            done: t('done-signed'),
            persons,
          },
          actId,
        );
        if (done?.agreement !== undefined) onMade(done.agreement);
        return done !== undefined;
      }}
    >
      {paste}
      {terms}
    </TwoOfficerForm>
  );
}
