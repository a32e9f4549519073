/** Logs a VHF call: the words that were said, whether it was answered, and the reply. */
import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { useLive } from '../../state/use-live.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';

export function VhfDialog({ alertId }: { readonly alertId: string | undefined }) {
  const t = useText('logbook');
  const alert = useLive((s) => s.state?.queue.rows.find((r) => r.alert.id === alertId)?.alert);
  const [channel, setChannel] = useState('16');
  const [text, setText] = useState(alert?.vhfText ?? '');
  const [answered, setAnswered] = useState(false);
  const [reply, setReply] = useState('');
  const ship = alert === undefined ? '' : (alert.vessel.name ?? `MMSI ${alert.vessel.mmsi}`);
  return (
    <DialogFrame
      title={alert === undefined ? t('vhf-title') : t('vhf-title-ship', { ship })}
      send={t('log-it')}
      canSend={text.trim() !== '' && channel.trim() !== ''}
      onSend={() =>
        void doAct({
          body: {
            kind: 'vhf-call',
            ...(alertId === undefined ? {} : { alertId }),
            ...(alert === undefined ? {} : { mmsi: alert.vessel.mmsi }),
            channel: channel.trim(),
            text,
            answered,
            reply,
          },
          done: t('done-vhf'),
        })
      }
    >
      <TextInput
        label={t('channel')}
        value={channel}
        maxLength={10}
        onChange={({ currentTarget }) => setChannel(currentTarget.value)}
      />
      <Textarea
        label={t('said')}
        lang="en"
        autosize
        minRows={5}
        value={text}
        maxLength={4000}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Checkbox
        data-autofocus
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
