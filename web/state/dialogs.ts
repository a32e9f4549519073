/** Which dialog is open, and about which alert. One at a time. */
import { tinyStore } from './tiny-store.ts';

export type DialogKind = 'officer' | 'assign' | 'close' | 'vhf' | 'phone' | 'unit' | 'note' | 'help';
export interface Dialog {
  readonly kind: DialogKind;
  readonly alertId?: string | undefined;
  /** A call to this contact is logged. */
  readonly contactId?: string | undefined;
  readonly unitId?: string | undefined;
}

export const dialog = tinyStore<Dialog | undefined>(undefined);
export const openDialog = (next: Dialog): void => dialog.set(next);
export const closeDialog = (): void => dialog.set(undefined);
