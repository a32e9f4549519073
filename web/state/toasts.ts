/** Short messages about what was done, failed or came too late; an act can be undone from its message. */
import { tinyStore } from './tiny-store.ts';

export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'failed' | 'too-late';
  readonly text: string;
  /** What the server said, in English. */
  readonly detail?: string | undefined;
  /** A button: its word and what it does. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

/** More at once nobody reads. The oldest goes first. */
const MAX_TOASTS = 4;
const SHOWN_MS = 12_000;

export const toasts = tinyStore<readonly Toast[]>([]);
let lastId = 0;

export function showToast(toast: Omit<Toast, 'id'>): void {
  lastId++;
  const id = lastId;
  toasts.set([...toasts.get(), { ...toast, id }].slice(-MAX_TOASTS));
  // A failure stays until it is put away: it may be about something that was thought done.
  if (toast.kind !== 'failed') setTimeout(() => dismissToast(id), SHOWN_MS);
}

export const dismissToast = (id: number): void => toasts.set(toasts.get().filter((t) => t.id !== id));
