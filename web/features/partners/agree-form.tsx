/** The ceremony's second half: words compared, then an agreement drawn up here, or one that the partner drew up. */
import { Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SignedAgreement } from '../../../src/contract/agreement.ts';
import type { PartnerView } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { useView } from '../../state/view-state.ts';
import { FileLink } from '../../ui/file-link.tsx';
import { compareWords } from './agreement-terms.ts';
import { CounterSign } from './counter-sign.tsx';
import { DrawUp } from './draw-up.tsx';
import type { OwnCardRead } from './own-card.ts';
import { TwelveWords } from './twelve-words.tsx';

interface Props {
  readonly partner: PartnerView;
  readonly us: string;
  readonly own: OwnCardRead | undefined;
  onDone(): void;
}

export function AgreeForm({ partner, us, own, onDone }: Props) {
  const t = useText('partners');
  const { language } = useView();
  const [way, setWay] = useState<'draw' | 'sign'>('draw');
  const [typed, setTyped] = useState('');
  const [made, setMade] = useState<SignedAgreement>();
  const compared = compareWords(typed, partner.words);
  const name = nodeName(partner.nodeId, language);
  if (made !== undefined)
    return (
      <div className="mv-note">
        <p>
          <strong>{t(made.signatures.length === 2 ? 'agreement-whole' : 'agreement-half', { partner: name })}</strong>
        </p>
        <FileLink
          name={`${made.agreement.agreementId}.agreement.json`}
          text={JSON.stringify(made, null, 2)}
          label={t('agreement-file')}
        />
      </div>
    );
  return (
    <section aria-label={t('agree-title', { partner: name })}>
      <h3>{t('agree-title', { partner: name })}</h3>
      <TwelveWords words={partner.words} />
      <TextInput
        label={t('words-typed')}
        description={t('words-typed-how')}
        value={typed}
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <p className={compared.isSame || typed.trim() === '' ? 'mv-quiet' : 'mv-note mv-note-bad'} role="status">
        {t('words-same', { count: compared.same, of: compared.of })}
      </p>
      <Radio.Group label={t('way')} value={way} onChange={(value) => setWay(value === 'sign' ? 'sign' : 'draw')}>
        <div className="mv-radio-grid">
          <Radio value="draw" label={t('way-draw')} />
          <Radio value="sign" label={t('way-sign')} />
        </div>
      </Radio.Group>
      {way === 'draw' ? (
        <DrawUp
          partner={partner}
          us={us}
          own={own}
          words={typed}
          canSign={compared.isSame}
          onMade={setMade}
          onLeave={onDone}
        />
      ) : (
        <CounterSign
          partner={partner}
          us={us}
          words={typed}
          canSign={compared.isSame}
          onMade={setMade}
          onLeave={onDone}
        />
      )}
    </section>
  );
}
