/** The row of the queue that J and K move, and on which the keys act; and the rows as they stand on the screen. */
import { tinyStore } from './tiny-store.ts';

/** An alert's or a fold's id. */
export const queueCursor = tinyStore<string | undefined>(undefined);

/** What can be stepped through, in the order shown: set by the queue, read by the keys. */
export const queueSteps = tinyStore<readonly string[]>([]);

/** Counts up when a key moved the cursor, so that the queue brings the row into view and gives it the focus. */
export const cursorMoves = tinyStore(0);

export function stepCursor(by: 1 | -1): void {
  const next = steppedTo(queueSteps.get(), queueCursor.get(), by);
  if (next === undefined) return;
  queueCursor.set(next);
  cursorMoves.set(cursorMoves.get() + 1);
}

/** The row after (or before) `from`; the ends hold; the first or last where nothing was chosen. */
export function steppedTo(steps: readonly string[], from: string | undefined, by: 1 | -1): string | undefined {
  if (steps.length === 0) return undefined;
  const at = from === undefined ? -1 : steps.indexOf(from);
  if (at < 0) return by > 0 ? steps[0] : steps[steps.length - 1];
  return steps[Math.min(steps.length - 1, Math.max(0, at + by))];
}
