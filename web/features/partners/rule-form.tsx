/** Sets a standing release: it widens what a partner sees, so two officers set it. */
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { alert, severities } from '../../../src/contract/alert.ts';
import { dataClasses, purposes, tlps } from '../../../src/contract/label.ts';
import type { PartnerView } from '../../../src/contract/partner-views.ts';
import { watchList } from '../../../src/contract/record.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { FieldPicker } from '../../ui/field-picker.tsx';
import { newId } from '../../ui/new-id.ts';
import { TwoOfficerForm } from '../../ui/two-officer-form.tsx';
import { type RuleFields, readRule } from './read-rule.ts';

const ALERT_FIELDS = Object.keys(alert.shape);
const LIST_FIELDS = Object.keys(watchList.shape);

export function RuleForm({ partner, onDone }: { readonly partner: PartnerView; onDone(): void }) {
  const t = useText('partners');
  const ui = useText('ui');
  const sharing = useText('sharing');
  const [form, setForm] = useState<RuleFields>(() => ({
    ruleId: newId('rule'),
    to: partner.nodeId,
    class: 'alert',
    fields: 'all',
    vessels: '',
    minSeverity: 'actionable',
    tlp: 'amber',
    purposes: ['cable-protection'],
    personal: false,
    exercise: false,
    expires: '',
  }));
  const set = (patch: Partial<RuleFields>): void => setForm((before) => ({ ...before, ...patch }));
  const read = readRule(form);
  return (
    <TwoOfficerForm
      label={t('rule-new')}
      send={t('rule-set')}
      canSend={'rule' in read}
      onLeave={onDone}
      onSend={async (persons, actId) => {
        if (!('rule' in read)) return false;
        const body = { kind: 'set-rule', rule: read.rule } as const;
        const made = await doPartnerAct({ body, done: t('done-rule'), persons }, actId);
        if (made !== undefined) onDone();
        return made !== undefined;
      }}
    >
      <NativeSelect
        label={t('rule-class')}
        value={form.class}
        data={dataClasses.map((each) => ({ value: each, label: sharing(`class-${each}`) }))}
        onChange={({ currentTarget }) =>
          set({ class: dataClasses.find((each) => each === currentTarget.value)!, fields: 'all' })
        }
      />
      {form.class === 'alert' ? (
        <NativeSelect
          label={t('rule-severity')}
          value={form.minSeverity}
          data={severities.map((each) => ({ value: each, label: ui(`severity-${each}`) }))}
          onChange={({ currentTarget }) =>
            set({ minSeverity: severities.find((each) => each === currentTarget.value)! })
          }
        />
      ) : null}
      <FieldPicker
        key={form.class}
        all={form.class === 'watch-list' ? LIST_FIELDS : ALERT_FIELDS}
        fields={form.fields}
        onFields={(fields) => set({ fields })}
      />
      <Textarea
        label={t('rule-which')}
        description={t('rule-which-how')}
        value={form.vessels}
        maxLength={12_000}
        onChange={({ currentTarget }) => set({ vessels: currentTarget.value })}
      />
      <NativeSelect
        label="TLP"
        value={form.tlp}
        data={tlps.map((each) => ({ value: each, label: sharing(`tlp-${each}`) }))}
        onChange={({ currentTarget }) => set({ tlp: tlps.find((each) => each === currentTarget.value)! })}
      />
      <CheckList
        label={t('purposes')}
        all={purposes}
        picked={form.purposes}
        nameOf={(each) => sharing(`purpose-${each}`)}
        onPick={(picked) => set({ purposes: picked })}
      />
      <TextInput
        type="datetime-local"
        label={t('rule-expires')}
        value={form.expires}
        onChange={({ currentTarget }) => set({ expires: currentTarget.value })}
      />
      <Checkbox
        label={t('rule-personal')}
        checked={form.personal}
        onChange={({ currentTarget }) => set({ personal: currentTarget.checked })}
      />
      <Checkbox
        label={t('rule-exercise')}
        checked={form.exercise}
        onChange={({ currentTarget }) => set({ exercise: currentTarget.checked })}
      />
      {'wrong' in read ? (
        <p className="mv-note" role="status">
          {read.wrong.map((each) => t(`rule-wrong-${each}`)).join(' ')}
        </p>
      ) : null}
    </TwoOfficerForm>
  );
}
