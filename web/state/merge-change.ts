/** A theatre's state after a change: sections are replaced, the queue's rows are merged and those that stand nowhere are dropped. */
import type { Queue, QueueRow } from '../../src/contract/desk.ts';
import type { LiveChange, TheatreState } from '../../src/contract/live.ts';

export function mergeQueue(before: Queue, change: NonNullable<LiveChange['queue']>): Queue {
  const rows = new Map<string, QueueRow>(before.rows.map((row) => [row.alert.id, row]));
  for (const row of change.rows) rows.set(row.alert.id, row);
  const standing = new Set([...change.order, ...change.folds.flatMap((fold) => fold.alertIds)]);
  return {
    order: change.order,
    folds: change.folds,
    rows: [...rows.values()].filter((row) => standing.has(row.alert.id)),
  };
}

export function mergeChange(state: TheatreState, change: LiveChange): TheatreState {
  return {
    ...state,
    revision: change.revision,
    clock: change.clock ?? state.clock,
    queue: change.queue === undefined ? state.queue : mergeQueue(state.queue, change.queue),
    books: change.books ?? state.books,
    feeds: change.feeds ?? state.feeds,
    assets: change.assets ?? state.assets,
    alarms: change.alarms ?? state.alarms,
    ...(change.replay === undefined ? {} : { replay: change.replay }),
    actCount: change.actCount ?? state.actCount,
  };
}
