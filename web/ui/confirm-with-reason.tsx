/** A button that asks once more, with a reason that goes into the record; the reason stands there and may be left as it is. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import '../i18n/add-later-texts.ts';
import { useText } from '../i18n/use-text.ts';

interface Props {
  readonly label: string;
  readonly question: string;
  readonly reason: string;
  onConfirm(because: string): void;
}

export function ConfirmWithReason({ label, question, reason, onConfirm }: Props) {
  const t = useText('sharing');
  const ui = useText('ui');
  const [asks, setAsks] = useState(false);
  const [because, setBecause] = useState(reason);
  if (!asks)
    return (
      <Button size="compact-xs" variant="default" onClick={() => setAsks(true)}>
        {label}
      </Button>
    );
  return (
    <form
      className="mv-confirm"
      onSubmit={(event) => {
        event.preventDefault();
        if (because.trim() === '') return;
        setAsks(false);
        onConfirm(because.trim());
      }}
    >
      {question}{' '}
      <TextInput
        size="xs"
        aria-label={t('because')}
        value={because}
        maxLength={500}
        onChange={({ currentTarget }) => setBecause(currentTarget.value)}
      />
      <Button size="compact-xs" type="submit" autoFocus disabled={because.trim() === ''}>
        {ui('yes')}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => setAsks(false)}>
        {ui('no')}
      </Button>
    </form>
  );
}
