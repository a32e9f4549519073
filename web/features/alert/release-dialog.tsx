/** Releases an alert to a partner. */
import { Modal } from '@mantine/core';
import { alert } from '../../../src/contract/alert.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { closeDialog } from '../../state/dialogs.ts';
import { getView } from '../../state/view-state.ts';
import { ReleaseForm } from '../../ui/release-form.tsx';
import { shipOf } from './actions/target.ts';

const FIELDS = Object.keys(alert.shape);

export function ReleaseDialog({ alertId }: { readonly alertId: string }) {
  const t = useText('sharing');
  const ui = useText('ui');
  const ship = shipOf(alertId);
  return (
    <Modal
      opened
      onClose={closeDialog}
      lockScroll={false}
      size="xl"
      title={t('release-what', { what: ship })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <ReleaseForm
        subject={{ class: 'alert', theatreId: getView().theatreId ?? '', alertId }}
        what={ship}
        fieldNames={FIELDS}
        onDone={closeDialog}
      />
    </Modal>
  );
}
