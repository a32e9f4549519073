/** Whose is this alert from now on: an officer of this node, or anyone by name. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { closeDialog } from '../../state/dialogs.ts';
import { useNode } from '../../state/node.ts';
import { assign } from './actions/assign.ts';
import { handlingOf, shipOf } from './actions/target.ts';

export function AssignDialog({ alertId }: { readonly alertId: string }) {
  const t = useText('alert');
  const ui = useText('ui');
  const officers = useNode()?.officers ?? [];
  const [was] = useState(() => handlingOf(alertId)?.assigned?.to);
  const [to, setTo] = useState(was ?? '');
  const send = (name: string): void => {
    closeDialog();
    void assign(alertId, name, was);
  };
  return (
    <Modal
      opened
      onClose={closeDialog}
      lockScroll={false}
      title={t('assign-title', { ship: shipOf(alertId) })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (to.trim() !== '') send(to.trim());
        }}
      >
        <div className="mv-buttons">
          {officers.map((officer) => (
            <Button key={officer.officerId} size="xs" variant="default" onClick={() => send(officer.name)}>
              {officer.name}
            </Button>
          ))}
        </div>
        <TextInput
          data-autofocus
          label={t('assign-to')}
          value={to}
          maxLength={200}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        <div className="mv-buttons">
          <Button type="submit" disabled={to.trim() === ''}>
            {t('assign')}
          </Button>
          <Button variant="default" onClick={closeDialog}>
            {ui('cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
