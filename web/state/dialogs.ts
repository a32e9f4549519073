/** Which dialog is open, and about which alert. One at a time. */
import { isInThePast } from './in-the-past.ts';
import { tinyStore } from './tiny-store.ts';

export type DialogKind = 'officer' | 'assign' | 'close' | 'vhf' | 'phone' | 'unit' | 'note' | 'help' | 'release';
export interface Dialog {
  readonly kind: DialogKind;
  readonly alertId?: string | undefined;
  /** A call to this contact is logged. */
  readonly contactId?: string | undefined;
  readonly unitId?: string | undefined;
}

export const dialog = tinyStore<Dialog | undefined>(undefined);
/** Dialogs in which something is done do not open on the past: what was written in them would be refused. */
export function openDialog(next: Dialog): void {
  if (next.kind !== 'officer' && next.kind !== 'help' && isInThePast()) return;
  dialog.set(next);
}
export const closeDialog = (): void => dialog.set(undefined);
