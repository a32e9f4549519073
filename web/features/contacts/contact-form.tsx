/** Enters or changes a contact. */
import { Button, Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Contact } from '../../../src/contract/act.ts';
import type { AssetState } from '../../../src/contract/live.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { doAct } from '../../state/do-act.ts';
import { useLive } from '../../state/use-live.ts';
import { newId } from '../../ui/new-id.ts';
import { readContact } from './read-contact.ts';

interface Props {
  readonly contact: Contact | undefined;
  onDone(): void;
}

const NONE: readonly AssetState[] = [];

export function ContactForm({ contact, onDone }: Props) {
  const t = useText('contacts');
  const ui = useText('ui');
  const assets = useLive((s) => s.state?.assets) ?? NONE;
  const assetName = useAssetName();
  const [form, setForm] = useState({
    id: contact?.id ?? newId('contact'),
    organisation: contact?.organisation ?? '',
    role: contact?.role ?? '',
    call: contact?.call ?? '',
    deputyCall: contact?.deputyCall ?? '',
    assets: contact?.assets ?? [],
    hours: contact?.hours ?? '00:00-24:00',
    placeholder: contact?.placeholder ?? false,
  });
  const set = (patch: Partial<typeof form>): void => setForm((before) => ({ ...before, ...patch }));
  const read = readContact(form);
  const field = (name: 'organisation' | 'role' | 'call' | 'deputyCall' | 'hours', label: string, how?: string) => (
    <TextInput
      label={label}
      description={how}
      value={form[name]}
      maxLength={200}
      error={form[name] !== '' && 'wrong' in read && read.wrong.includes(name) ? t('bad') : undefined}
      onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}
    />
  );
  return (
    <form
      className="mv-form"
      onSubmit={(event) => {
        event.preventDefault();
        if ('wrong' in read) return;
        const body = { kind: 'contact-set', contact: read.contact } as const;
        void doAct({ body, done: t('done-set', { organisation: read.contact.organisation }) }).then((isDone) => {
          if (isDone) onDone();
        });
      }}
    >
      {field('organisation', t('organisation'))}
      {field('role', t('role'), t('role-how'))}
      {field('call', t('call'))}
      {field('deputyCall', t('deputy'))}
      {field('hours', t('hours'), t('hours-how'))}
      <MultiSelect
        label={t('assets')}
        description={t('assets-how')}
        value={[...form.assets]}
        data={assets.map((a) => ({ value: a.assetId, label: assetName(a.assetId) }))}
        searchable
        onChange={(chosen) => set({ assets: chosen })}
      />
      <Checkbox
        label={t('placeholder')}
        checked={form.placeholder}
        onChange={({ currentTarget }) => set({ placeholder: currentTarget.checked })}
      />
      <div className="mv-buttons">
        <Button type="submit" disabled={'wrong' in read}>
          {ui('save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {ui('cancel')}
        </Button>
      </div>
    </form>
  );
}
