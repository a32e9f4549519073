/** A form whose act takes two officers, each with the own passphrase. Passphrases go with the act and are forgotten then. */
import './sharing.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import '../i18n/add-later-texts.ts';
import { useText } from '../i18n/use-text.ts';
import { useNode } from '../state/node.ts';
import { useOfficer } from '../state/officer.ts';
import type { Persons } from '../state/partner-act.ts';
import { mayAct, personsTrouble, type TypedPersons } from './two-officers.ts';

interface Props {
  readonly label: string;
  readonly send: string;
  /** Whether all but the persons is there. */
  readonly canSend: boolean;
  readonly children: ReactNode;
  /** True where it was done. `actId` stays the same until then, so that what was sent twice is one act. */
  onSend(persons: Persons, actId: string): Promise<boolean>;
  onLeave?(): void;
}

export function TwoOfficerForm({ label, send, canSend, children, onSend, onLeave }: Props) {
  const t = useText('sharing');
  const ui = useText('ui');
  const officers = useNode()?.officers ?? [];
  const current = useOfficer();
  const [typed, setTyped] = useState<TypedPersons>({
    first: current?.officerId ?? '',
    firstPassphrase: '',
    second: '',
    secondPassphrase: '',
  });
  const [actId, setActId] = useState(() => crypto.randomUUID() as string);
  const [isBusy, setBusy] = useState(false);
  const trouble = personsTrouble(typed, officers);
  const set = (patch: Partial<TypedPersons>): void => setTyped((before) => ({ ...before, ...patch }));
  const submit = async (): Promise<void> => {
    if (!canSend || trouble !== undefined || isBusy) return;
    setBusy(true);
    const { first, firstPassphrase, second, secondPassphrase } = typed;
    const isDone = await onSend(
      { officer: first, passphrase: firstPassphrase, second: { officer: second, passphrase: secondPassphrase } },
      actId,
    );
    setBusy(false);
    // What failed was not done under this id, or will be answered as done.
    if (isDone) setActId(crypto.randomUUID());
    set({ firstPassphrase: '', secondPassphrase: '' });
  };
  return (
    <form
      className="mv-form"
      aria-label={label}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      <fieldset className="mv-persons">
        <legend>{t('two-officers')}</legend>
        <Person
          name={t('first-officer')}
          secret={t('first-passphrase')}
          officerId={typed.first}
          passphrase={typed.firstPassphrase}
          officers={mayAct(officers)}
          onOfficer={(first) => set({ first })}
          onPassphrase={(firstPassphrase) => set({ firstPassphrase })}
        />
        <Person
          name={t('second-officer')}
          secret={t('second-passphrase')}
          officerId={typed.second}
          passphrase={typed.secondPassphrase}
          officers={mayAct(officers).filter((each) => each.officerId !== typed.first)}
          onOfficer={(second) => set({ second })}
          onPassphrase={(secondPassphrase) => set({ secondPassphrase })}
        />
      </fieldset>
      <p className="mv-quiet" role="status">
        {isBusy ? t('signing') : trouble === undefined ? t('persons-ready') : t(`persons-${trouble}`)}
      </p>
      <div className="mv-buttons">
        <Button type="submit" disabled={!canSend || trouble !== undefined || isBusy}>
          {send}
        </Button>
        {onLeave === undefined ? null : (
          <Button variant="default" onClick={onLeave}>
            {ui('cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

interface PersonProps {
  readonly name: string;
  readonly secret: string;
  readonly officerId: string;
  readonly passphrase: string;
  readonly officers: readonly { readonly officerId: string; readonly name: string }[];
  onOfficer(officerId: string): void;
  onPassphrase(passphrase: string): void;
}

function Person({ name, secret, officerId, passphrase, officers, onOfficer, onPassphrase }: PersonProps) {
  return (
    <>
      <NativeSelect
        label={name}
        value={officerId}
        data={[{ value: '', label: '–' }, ...officers.map((each) => ({ value: each.officerId, label: each.name }))]}
        onChange={({ currentTarget }) => onOfficer(currentTarget.value)}
      />
      <TextInput
        type="password"
        autoComplete="off"
        label={secret}
        value={passphrase}
        maxLength={1024}
        onChange={({ currentTarget }) => onPassphrase(currentTarget.value)}
      />
    </>
  );
}
