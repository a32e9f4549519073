/** Which alerts of a queue stand on the map: all but those that were withdrawn or closed. */
import type { Queue, QueueRow } from '../../../src/contract/desk.ts';
import type { AlertMark } from '../../map/layers/alerts.ts';

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

/** The vessel that is selected: by itself, or by its alert. */
export function selectedRow(queue: Queue | undefined, alertId: string | undefined): QueueRow | undefined {
  return alertId === undefined ? undefined : queue?.rows.find((row) => row.alert.id === alertId);
}
