/** Proposes a response: what, why, by which rule it passes, and until when. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseView, PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { localOf } from '../../ui/local-utc.ts';
import { refChoices } from './case-votes.ts';
import { type ProposalFields, readProposal } from './read-proposal.ts';
import { RefPicker } from './ref-picker.tsx';

interface Props {
  readonly view: CaseView;
  readonly inbound: PartnersState['inbound'];
  onDone(): void;
}

const RULES = ['all', 'k-of-n', 'veto'] as const;
const FIRST_HOURS = 2;

export function Propose({ view, inbound, onDone }: Props) {
  const t = useText('cases');
  const ui = useText('ui');
  const sharing = useText('sharing');
  const [form, setForm] = useState<ProposalFields>(() => ({
    action: '',
    reason: '',
    rule: 'all',
    k: Math.min(2, view.members.length),
    expires: localOf(Date.now() + FIRST_HOURS * 3_600_000),
  }));
  const [picked, setPicked] = useState<readonly string[]>([]);
  const set = (patch: Partial<ProposalFields>): void => setForm((before) => ({ ...before, ...patch }));
  const evidence = refChoices(inbound)
    .filter((each) => picked.includes(each.key))
    .map((each) => each.ref);
  const read = readProposal(form, view.caseId, view.members.length, evidence);
  return (
    <form
      className="mv-form"
      aria-label={t('propose')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!('proposal' in read)) return;
        void doPartnerAct({ body: { kind: 'propose', ...read.proposal }, done: t('done-proposed') }).then((made) => {
          if (made !== undefined) onDone();
        });
      }}
    >
      <TextInput
        autoFocus
        label={t('action')}
        value={form.action}
        maxLength={300}
        onChange={({ currentTarget }) => set({ action: currentTarget.value })}
      />
      <Textarea
        label={sharing('because')}
        autosize
        minRows={2}
        value={form.reason}
        maxLength={4000}
        onChange={({ currentTarget }) => set({ reason: currentTarget.value })}
      />
      <NativeSelect
        label={t('rule')}
        value={form.rule}
        data={RULES.map((each) => ({
          value: each,
          label: t(`rule-${each}`, { k: form.k, count: view.members.length }),
        }))}
        onChange={({ currentTarget }) => set({ rule: RULES.find((each) => each === currentTarget.value)! })}
      />
      {form.rule === 'k-of-n' ? (
        <TextInput
          type="number"
          label={t('how-many')}
          min={1}
          max={view.members.length}
          value={Number.isNaN(form.k) ? '' : form.k}
          onChange={({ currentTarget }) => set({ k: currentTarget.valueAsNumber })}
        />
      ) : null}
      <TextInput
        type="datetime-local"
        label={t('expires')}
        value={form.expires}
        onChange={({ currentTarget }) => set({ expires: currentTarget.value })}
      />
      <RefPicker inbound={inbound} picked={picked} onPick={setPicked} />
      <div className="mv-buttons">
        <Button type="submit" disabled={!('proposal' in read)}>
          {t('propose')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {ui('cancel')}
        </Button>
      </div>
    </form>
  );
}
