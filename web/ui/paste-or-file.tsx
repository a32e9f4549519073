/** A document that came from a partner: pasted, or read from a file. */
import { Textarea } from '@mantine/core';
import { useId } from 'react';
import '../i18n/add-later-texts.ts';
import { useText } from '../i18n/use-text.ts';

/** More is no card and no agreement. */
const MAX_BYTES = 2_000_000;

interface Props {
  readonly label: string;
  readonly text: string;
  onText(text: string): void;
}

export function PasteOrFile({ label, text, onText }: Props) {
  const t = useText('sharing');
  const id = useId();
  return (
    <>
      <Textarea
        label={label}
        description={t('paste-how')}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
      <label htmlFor={id}>
        {t('or-file')}{' '}
        <input
          id={id}
          type="file"
          accept=".json,application/json"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file !== undefined && file.size <= MAX_BYTES) void file.text().then(onText);
          }}
        />
      </label>
    </>
  );
}
