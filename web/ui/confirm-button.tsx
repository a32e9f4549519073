/** A button that asks once more, in its place, before it does what cannot simply be taken back. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';

interface Props {
  readonly label: string;
  readonly question: string;
  onConfirm(): void;
}

export function ConfirmButton({ label, question, onConfirm }: Props) {
  const t = useText('ui');
  const [asks, setAsks] = useState(false);
  if (!asks)
    return (
      <Button size="compact-xs" variant="default" onClick={() => setAsks(true)}>
        {label}
      </Button>
    );
  return (
    <span className="mv-confirm">
      {question}{' '}
      <Button
        size="compact-xs"
        autoFocus
        onClick={() => {
          setAsks(false);
          onConfirm();
        }}
      >
        {t('yes')}
      </Button>{' '}
      <Button size="compact-xs" variant="default" onClick={() => setAsks(false)}>
        {t('no')}
      </Button>
    </span>
  );
}
