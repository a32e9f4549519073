/** Takes a relation up again, or ends it for good: both take two officers. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PartnerView } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useView } from '../../state/view-state.ts';
import { TwoOfficerForm } from '../../ui/two-officer-form.tsx';

interface Props {
  readonly kind: 'resume' | 'revoke';
  readonly partner: PartnerView;
  onDone(): void;
}

export function RelationForm({ kind, partner, onDone }: Props) {
  const t = useText('partners');
  const sharing = useText('sharing');
  const { language } = useView();
  const [because, setBecause] = useState('');
  const name = nodeName(partner.nodeId, language);
  return (
    <section aria-label={t(`${kind}-title`, { partner: name })}>
      <h3>{t(`${kind}-title`, { partner: name })}</h3>
      <p className="mv-quiet">{t(`${kind}-what`)}</p>
      <TwoOfficerForm
        label={t(`${kind}-title`, { partner: name })}
        send={t(kind)}
        canSend={because.trim() !== ''}
        onLeave={onDone}
        onSend={async (persons, actId) => {
          const made = await doPartnerAct(
            {
              body: { kind, partner: partner.nodeId, because: because.trim() },
              done: t(`done-${kind}`, { partner: name }),
              persons,
            },
            actId,
          );
          if (made !== undefined) onDone();
          return made !== undefined;
        }}
      >
        <TextInput
          autoFocus
          label={sharing('because')}
          value={because}
          maxLength={500}
          onChange={({ currentTarget }) => setBecause(currentTarget.value)}
        />
      </TwoOfficerForm>
    </section>
  );
}
