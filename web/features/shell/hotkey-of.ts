/** Which command a key is. None while somebody types, or holds a key that belongs to the browser. */

export const commands = [
  'next', 'previous', 'open', 'leave', 'acknowledge', 'silence', 'assign', 'vhf', 'phone', 'unit', 'hand-over', 'help',
] as const; // biome-ignore format: a list reads better in one line
export type Command = (typeof commands)[number];

const KEYS: Readonly<Record<string, Command>> = {
  j: 'next',
  k: 'previous',
  a: 'acknowledge',
  s: 'silence',
  m: 'assign',
  v: 'vhf',
  p: 'phone',
  u: 'unit',
  h: 'hand-over',
  '?': 'help',
  Enter: 'open',
  Escape: 'leave',
};

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Held down: only moving goes on. */
  readonly repeat: boolean;
  /** In lower case: "input", "button", "body". */
  readonly targetTag: string;
  readonly isEditable: boolean;
  readonly isDialogOpen: boolean;
}

/** Enter is a button's or a link's own where one has the focus. */
const OWN_ENTER = new Set(['button', 'a', 'summary']);
const TYPED_IN = new Set(['input', 'textarea', 'select']);

export function hotkeyOf(pressed: Pressed): Command | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isDialogOpen) return undefined;
  if (pressed.isEditable || TYPED_IN.has(pressed.targetTag)) return undefined;
  const command = KEYS[pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key];
  if (command === 'open' && OWN_ENTER.has(pressed.targetTag)) return undefined;
  if (pressed.repeat && command !== 'next' && command !== 'previous') return undefined;
  return command;
}
