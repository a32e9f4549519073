/** Closing an alert: why, from a fixed list, so that false alarms can be counted by cause. */
import { Button, Modal, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type CloseReason, closeReasons } from '../../../src/contract/act.ts';
import { useText } from '../../i18n/use-text.ts';
import { closeDialog } from '../../state/dialogs.ts';
import { close } from './actions/close.ts';
import { shipOf } from './actions/target.ts';

export function CloseDialog({ alertId }: { readonly alertId: string }) {
  const t = useText('alert');
  const handling = useText('handling');
  const ui = useText('ui');
  const [reason, setReason] = useState<CloseReason | undefined>(undefined);
  const [note, setNote] = useState('');
  return (
    <Modal
      opened
      onClose={closeDialog}
      lockScroll={false}
      title={t('close-title', { ship: shipOf(alertId) })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason === undefined) return;
          closeDialog();
          void close(alertId, reason, note);
        }}
      >
        <Radio.Group
          label={t('close-reason')}
          value={reason ?? null}
          onChange={(value) => setReason(closeReasons.find((r) => r === value))}
        >
          <div className="mv-radio-grid">
            {closeReasons.map((each, i) => (
              <Radio
                key={each}
                value={each}
                label={handling(`reason-${each}`)}
                {...(i === 0 ? { 'data-autofocus': true } : {})}
              />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          label={t('close-note')}
          value={note}
          maxLength={4000}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <div className="mv-buttons">
          <Button type="submit" disabled={reason === undefined}>
            {t('close')}
          </Button>
          <Button variant="default" onClick={closeDialog}>
            {ui('cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
