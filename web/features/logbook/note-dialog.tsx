/** A note in the log, about an alert or about the watch. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';

export function NoteDialog({ alertId }: { readonly alertId: string | undefined }) {
  const t = useText('logbook');
  const [text, setText] = useState('');
  return (
    <DialogFrame
      title={t('note-title')}
      send={t('log-it')}
      canSend={text.trim() !== ''}
      onSend={() =>
        void doAct({
          body: { kind: 'note', ...(alertId === undefined ? {} : { alertId }), text },
          done: t('done-note'),
        })
      }
    >
      <Textarea
        data-autofocus
        label={t('note')}
        autosize
        minRows={3}
        value={text}
        maxLength={4000}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
    </DialogFrame>
  );
}
