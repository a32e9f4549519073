/** The alert a key acts on: the row under the queue's cursor, else the alert that is open; and how it is handled just now. */
import type { Handling, QueueRow } from '../../../../src/contract/desk.ts';
import type { AlertView } from '../../../../src/contract/views.ts';
import { translator } from '../../../i18n/translate.ts';
import { queryClient } from '../../../state/query-client.ts';
import { queueCursor } from '../../../state/queue-cursor.ts';
import { showToast } from '../../../state/toasts.ts';
import { liveStore } from '../../../state/use-live.ts';
import { getView } from '../../../state/view-state.ts';

export function targetAlertId(): string | undefined {
  const cursor = queueCursor.get();
  const rows = liveStore.snapshot.state?.queue.rows ?? [];
  return rows.some((r) => r.alert.id === cursor) ? cursor : getView().alertId;
}

export const rowOf = (alertId: string): QueueRow | undefined =>
  liveStore.snapshot.state?.queue.rows.find((r) => r.alert.id === alertId);

/** For what is said of it: the ship's name, from the queue or, once it has left that, from the panel. */
export function shipOf(alertId: string): string {
  const vessel = rowOf(alertId)?.alert.vessel ?? shownVessel(alertId);
  return vessel === undefined ? alertId : (vessel.name ?? `MMSI ${vessel.mmsi}`);
}

function shownVessel(alertId: string): QueueRow['alert']['vessel'] | undefined {
  const shown = queryClient.getQueriesData<AlertView>({ queryKey: ['alert'] });
  return shown.find(([, view]) => view?.alert.id === alertId)?.[1]?.alert.vessel;
}

/** Undefined where the alert is no longer in the queue: its own view knows how it is handled. */
export const handlingOf = (alertId: string): Handling | undefined => rowOf(alertId)?.handling;

export const words = () => translator(getView().language, 'alert');

export function sayTooLate(text: string): void {
  showToast({ kind: 'too-late', text });
}
