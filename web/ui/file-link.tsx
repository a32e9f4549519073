/** A text to be handed over as a file, and to be copied. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import '../i18n/add-later-texts.ts';
import { useText } from '../i18n/use-text.ts';
import { showToast } from '../state/toasts.ts';

interface Props {
  readonly name: string;
  readonly text: string;
  readonly label: string;
}

export function FileLink({ name, text, label }: Props) {
  const t = useText('sharing');
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  const copy = (): void => {
    // Refused where the page is not of a secure origin: the file is there.
    navigator.clipboard?.writeText(text).then(
      () => showToast({ kind: 'done', text: t('copied') }),
      () => showToast({ kind: 'failed', text: t('not-copied') }),
    );
  };
  return (
    <span className="mv-buttons">
      <a className="mv-link" href={address} download={name}>
        {label}
      </a>
      <Button size="compact-xs" variant="default" onClick={copy}>
        {t('copy')}
      </Button>
    </span>
  );
}
