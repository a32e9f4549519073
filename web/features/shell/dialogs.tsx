/** The one dialog that is open. */
import { lazy, Suspense } from 'react';
import { dialog } from '../../state/dialogs.ts';
import { useTiny } from '../../state/tiny-store.ts';
import { AssignDialog } from '../alert/assign-dialog.tsx';
import { CloseDialog } from '../alert/close-dialog.tsx';
import { HelpDialog } from '../help/help-dialog.tsx';
import { NoteDialog } from '../logbook/note-dialog.tsx';
import { PhoneDialog } from '../logbook/phone-dialog.tsx';
import { UnitDialog } from '../logbook/unit-dialog.tsx';
import { VhfDialog } from '../logbook/vhf-dialog.tsx';
import { OfficerDialog } from '../officer/officer-dialog.tsx';

const ReleaseDialog = lazy(() =>
  import('../alert/release-dialog.tsx').then((file) => ({ default: file.ReleaseDialog })),
);

export function Dialogs() {
  const open = useTiny(dialog);
  if (open === undefined) return null;
  const { kind, alertId, contactId, unitId } = open;
  switch (kind) {
    case 'officer':
      return <OfficerDialog />;
    case 'help':
      return <HelpDialog />;
    case 'assign':
      return alertId === undefined ? null : <AssignDialog alertId={alertId} />;
    case 'close':
      return alertId === undefined ? null : <CloseDialog alertId={alertId} />;
    case 'vhf':
      return <VhfDialog alertId={alertId} />;
    case 'phone':
      return <PhoneDialog alertId={alertId} contactId={contactId} />;
    case 'unit':
      return <UnitDialog alertId={alertId} unitId={unitId} />;
    case 'release':
      return alertId === undefined ? null : (
        <Suspense fallback={null}>
          <ReleaseDialog alertId={alertId} />
        </Suspense>
      );
    case 'note':
      return <NoteDialog alertId={alertId} />;
  }
}
