/** Which keys ask whether to cut the partner off that is shown, and which leave the question. */

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}

export function suspendKey(pressed: Pressed, isTyped: boolean, isDialogOpen: boolean): 'ask' | 'leave' | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat || isDialogOpen) return undefined;
  if (pressed.key === 'Escape') return 'leave';
  return !isTyped && pressed.key.toLowerCase() === 'x' ? 'ask' : undefined;
}
