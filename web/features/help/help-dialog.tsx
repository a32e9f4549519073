/** The same help over whatever is shown. */
import { Modal } from '@mantine/core';
import { useText } from '../../i18n/use-text.ts';
import { closeDialog } from '../../state/dialogs.ts';
import { HelpContent } from './help-page.tsx';

export function HelpDialog() {
  const t = useText('help');
  const ui = useText('ui');
  return (
    <Modal
      opened
      onClose={closeDialog}
      lockScroll={false}
      size="lg"
      title={t('title')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <HelpContent />
    </Modal>
  );
}
