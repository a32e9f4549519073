/** Which alerts of a queue stand on the map: all but those that were withdrawn or closed. */
import type { Queue, QueueRow } from '../../../src/contract/desk.ts';
import type { AlertMark } from '../../map/layers/alerts.ts';
import type { PositionTable } from '../../state/position-table.ts';

export function alertMarks(queue: Queue | undefined): AlertMark[] {
  return (queue?.rows ?? [])
    .filter(({ alert, handling }) => alert.status !== 'withdrawn' && handling.closed === undefined)
    .map(({ alert, handling }) => ({
      alertId: alert.id,
      mmsi: alert.vessel.mmsi,
      name: alert.vessel.name,
      severity: alert.severity,
      lonE5: alert.position.lonE5,
      latE5: alert.position.latE5,
      isQuiet: handling.acknowledged !== undefined || handling.silenced !== undefined || alert.status === 'ended',
    }));
}

/** Where a vessel is in a table, in hundred-thousandths of a degree. */
export function positionIn(
  table: PositionTable | undefined,
  mmsi: number | undefined,
): { readonly lonE5: number; readonly latE5: number } | undefined {
  const row = mmsi === undefined ? undefined : table?.rowOf(mmsi);
  if (table === undefined || row === undefined) return undefined;
  const { lonE6, latE6 } = table.columns;
  return { lonE5: Math.round(lonE6[row]! / 10), latE5: Math.round(latE6[row]! / 10) };
}

/** The vessel that is selected: by itself, or by its alert. */
export function selectedRow(queue: Queue | undefined, alertId: string | undefined): QueueRow | undefined {
  return alertId === undefined ? undefined : queue?.rows.find((row) => row.alert.id === alertId);
}
