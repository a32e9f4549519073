/** A dialog with a form: one way to send it, one to leave it; the keys of the console rest while it is open. */
import { Button, Modal } from '@mantine/core';
import { useText } from '../i18n/use-text.ts';
import { closeDialog } from '../state/dialogs.ts';

interface Props {
  readonly title: string;
  readonly send: string;
  readonly canSend: boolean;
  readonly children: React.ReactNode;
  onSend(): void;
}

export function DialogFrame({ title, send, canSend, children, onSend }: Props) {
  const t = useText('ui');
  return (
    <Modal
      opened
      onClose={closeDialog}
      lockScroll={false}
      size="lg"
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className="mv-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!canSend) return;
          closeDialog();
          onSend();
        }}
      >
        {children}
        <div className="mv-buttons">
          <Button type="submit" disabled={!canSend}>
            {send}
          </Button>
          <Button variant="default" onClick={closeDialog}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
