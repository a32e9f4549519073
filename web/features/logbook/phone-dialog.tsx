/** Logs a phone call to a contact, or to anyone by name. */
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DeskBooks } from '../../../src/contract/desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { useLive } from '../../state/use-live.ts';
import { useView } from '../../state/view-state.ts';
import { contactCall, contactRole } from '../../ui/contact-words.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';

interface Props {
  readonly alertId: string | undefined;
  readonly contactId: string | undefined;
}

const NONE: DeskBooks['contacts'] = [];

export function PhoneDialog({ alertId, contactId }: Props) {
  const t = useText('logbook');
  const { language } = useView();
  const contacts = useLive((s) => s.state?.books.contacts) ?? NONE;
  const [chosen, setChosen] = useState(contactId ?? '');
  const [organisation, setOrganisation] = useState('');
  const [text, setText] = useState('');
  const [answered, setAnswered] = useState(true);
  const [reply, setReply] = useState('');
  const contact = contacts.find((c) => c.id === chosen);
  const called = contact?.organisation ?? organisation.trim();
  return (
    <DialogFrame
      title={t('phone-title')}
      send={t('log-it')}
      canSend={called !== '' && text.trim() !== ''}
      onSend={() =>
        void doAct({
          body: {
            kind: 'phone-call',
            ...(alertId === undefined ? {} : { alertId }),
            ...(contact === undefined ? {} : { contactId: contact.id }),
            organisation: called,
            text,
            answered,
            reply,
          },
          done: t('done-phone'),
        })
      }
    >
      <NativeSelect
        label={t('contact')}
        value={chosen}
        data={[
          { value: '', label: t('contact-other') },
          ...contacts.map((c) => ({ value: c.id, label: `${c.organisation} – ${contactRole(c, language)}` })),
        ]}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      {contact === undefined ? (
        <TextInput
          label={t('organisation')}
          value={organisation}
          maxLength={500}
          onChange={({ currentTarget }) => setOrganisation(currentTarget.value)}
        />
      ) : (
        <p className="mv-note">
          {contactCall(contact, language)}
          {contact.deputyCall === undefined ? '' : ` · ${contact.deputyCall}`}
        </p>
      )}
      <Textarea
        data-autofocus
        label={t('said')}
        value={text}
        maxLength={4000}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Checkbox
        label={t('answered')}
        checked={answered}
        onChange={({ currentTarget }) => setAnswered(currentTarget.checked)}
      />
      <Textarea
        label={t('reply')}
        value={reply}
        maxLength={4000}
        onChange={({ currentTarget }) => setReply(currentTarget.value)}
      />
    </DialogFrame>
  );
}
