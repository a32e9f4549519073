/** What stands in the queue, line by line: rows, folds with their rows when open, and the counted drawer. */
import type { Severity } from '../../../src/contract/alert.ts';
import type { Fold, Queue, QueueRow } from '../../../src/contract/desk.ts';

export type QueueItem =
  | {
      readonly type: 'alert';
      readonly id: string;
      readonly row: QueueRow;
      readonly isInFold: boolean;
      readonly isGone: boolean;
    }
  | {
      readonly type: 'fold';
      readonly id: string;
      readonly fold: Fold;
      readonly isOpen: boolean;
      readonly isGone: boolean;
    }
  | { readonly type: 'drawer'; readonly id: string; readonly count: number; readonly isOpen: boolean };

export const DRAWER = 'drawer';

/** `order` is the order shown; what is in it and no longer in the queue is taken from `gone` and marked. */
export function queueItems(
  queue: Queue,
  order: readonly string[],
  open: ReadonlySet<string>,
  gone: ReadonlyMap<string, QueueRow | Fold>,
): QueueItem[] {
  const rows = new Map(queue.rows.map((row) => [row.alert.id, row]));
  const folds = new Map(queue.folds.map((fold) => [fold.foldId, fold]));
  const top: QueueItem[] = [];
  const drawer: QueueItem[] = [];
  let inDrawer = 0;
  for (const id of order) {
    const goneOne = gone.get(id);
    const row = rows.get(id) ?? (goneOne !== undefined && 'alert' in goneOne ? goneOne : undefined);
    const fold = folds.get(id) ?? (goneOne !== undefined && 'cause' in goneOne ? goneOne : undefined);
    if (fold !== undefined) {
      const members = fold.alertIds.flatMap((member) => rows.get(member) ?? []);
      const isAside = members.length > 0 && members.every((member) => member.inDrawer);
      const items = foldItems(fold, members, open.has(id), !folds.has(id));
      if (isAside) inDrawer += members.length;
      (isAside ? drawer : top).push(...items);
    } else if (row !== undefined) {
      const isGone = !rows.has(id);
      if (row.inDrawer) inDrawer++;
      (row.inDrawer ? drawer : top).push({ type: 'alert', id, row, isInFold: false, isGone });
    }
  }
  if (inDrawer === 0) return top;
  const isOpen = open.has(DRAWER);
  return [...top, { type: 'drawer', id: DRAWER, count: inDrawer, isOpen }, ...(isOpen ? drawer : [])];
}

function foldItems(fold: Fold, members: readonly QueueRow[], isOpen: boolean, isGone: boolean): QueueItem[] {
  const head: QueueItem = { type: 'fold', id: fold.foldId, fold, isOpen, isGone };
  if (!isOpen) return [head];
  return [
    head,
    ...members.map((row): QueueItem => ({ type: 'alert', id: row.alert.id, row, isInFold: true, isGone: false })),
  ];
}

/** How many of each severity, in the whole queue. */
export function countBySeverity(rows: readonly QueueRow[]): Readonly<Record<Severity, number>> {
  const counts = { high: 0, actionable: 0, watch: 0 };
  for (const row of rows) counts[row.alert.severity]++;
  return counts;
}
