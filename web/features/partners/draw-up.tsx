/** Draws up an agreement and signs it for this node; the partner signs the same document next. */
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SignedAgreement } from '../../../src/contract/agreement.ts';
import { dataClasses, purposes, type Tlp, tlps } from '../../../src/contract/label.ts';
import type { PartnerView } from '../../../src/contract/partner-views.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useView } from '../../state/view-state.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { TwoOfficerForm } from '../../ui/two-officer-form.tsx';
import { draftAgreement, FIRST_TERMS, MAX_DAYS, type Terms, termsAreWhole } from './agreement-terms.ts';
import type { OwnCardRead } from './own-card.ts';

interface Props {
  readonly partner: PartnerView;
  readonly us: string;
  readonly own: OwnCardRead | undefined;
  readonly words: string;
  readonly canSign: boolean;
  onMade(signed: SignedAgreement): void;
  onLeave(): void;
}

export function DrawUp({ partner, us, own, words, canSign, onMade, onLeave }: Props) {
  const t = useText('partners');
  const sharing = useText('sharing');
  const { language } = useView();
  const [terms, setTerms] = useState<Terms>(FIRST_TERMS);
  const [agreementId] = useState(() => `agreement-${crypto.randomUUID().slice(0, 13)}`);
  const set = (patch: Partial<Terms>): void => setTerms((before) => ({ ...before, ...patch }));
  const names = { node: nodeName(us, language), partner: nodeName(partner.nodeId, language) };
  return (
    <TwoOfficerForm
      label={t('way-draw')}
      send={t('sign')}
      canSend={canSign && own !== undefined && termsAreWhole(terms)}
      onLeave={onLeave}
      onSend={async (persons, actId) => {
        const agreement = draftAgreement(
          terms,
          { nodeId: us, cardHash: own!.cardHash },
          { nodeId: partner.nodeId, cardHash: partner.cardHash },
          agreementId,
          Date.now(),
        );
        const done = await doPartnerAct(
          { body: { kind: 'agree', partner: partner.nodeId, words, agreement }, done: t('done-signed'), persons },
          actId,
        );
        if (done?.agreement !== undefined) onMade(done.agreement);
        return done !== undefined;
      }}
    >
      <TlpSelect label={t('max-tlp', { node: names.node })} tlp={terms.ourTlp} onTlp={(ourTlp) => set({ ourTlp })} />
      <CheckList
        label={t('classes', { node: names.node })}
        all={dataClasses}
        picked={terms.ourClasses}
        nameOf={(each) => sharing(`class-${each}`)}
        onPick={(ourClasses) => set({ ourClasses })}
      />
      <TlpSelect
        label={t('max-tlp', { node: names.partner })}
        tlp={terms.theirTlp}
        onTlp={(theirTlp) => set({ theirTlp })}
      />
      <CheckList
        label={t('classes', { node: names.partner })}
        all={dataClasses}
        picked={terms.theirClasses}
        nameOf={(each) => sharing(`class-${each}`)}
        onPick={(theirClasses) => set({ theirClasses })}
      />
      <CheckList
        label={t('purposes')}
        all={purposes}
        picked={terms.purposes}
        nameOf={(each) => sharing(`purpose-${each}`)}
        onPick={(picked) => set({ purposes: picked })}
      />
      <TextInput
        type="number"
        label={t('retention-days')}
        value={Number.isNaN(terms.retentionDays) ? '' : terms.retentionDays}
        min={1}
        max={3650}
        onChange={({ currentTarget }) => set({ retentionDays: currentTarget.valueAsNumber })}
      />
      <TextInput
        type="number"
        label={t('runs-days', { max: MAX_DAYS })}
        value={Number.isNaN(terms.days) ? '' : terms.days}
        min={1}
        max={MAX_DAYS}
        onChange={({ currentTarget }) => set({ days: currentTarget.valueAsNumber })}
      />
      <Checkbox
        label={t('witness-each-other')}
        checked={terms.witness}
        onChange={({ currentTarget }) => set({ witness: currentTarget.checked })}
      />
    </TwoOfficerForm>
  );
}

function TlpSelect({ label, tlp, onTlp }: { readonly label: string; readonly tlp: Tlp; onTlp(tlp: Tlp): void }) {
  const sharing = useText('sharing');
  return (
    <NativeSelect
      label={label}
      value={tlp}
      data={tlps.map((each) => ({ value: each, label: sharing(`tlp-${each}`) }))}
      onChange={({ currentTarget }) => onTlp(tlps.find((each) => each === currentTarget.value)!)}
    />
  );
}
