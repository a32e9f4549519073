/** A vessel's rows taken out of a store: its crossings, its alerts that are over, and its rows in each version of the queue. */
import { DatabaseSync } from 'node:sqlite';
import type { Alert } from '../contract/alert.ts';
import type { Queue } from '../contract/desk.ts';
import { MerivahtError } from '../contract/errors.ts';
import { STANDING_CLOSES } from './false-alarms.ts';
import { pack, SqliteStore, unpack } from './sqlite-store.ts';

export interface ErasedRows {
  readonly crossings: number;
  readonly alerts: number;
  readonly alertVersions: number;
  readonly queueVersions: number;
}

function opened(path: string): DatabaseSync {
  // Brings it to the newest version.
  new SqliteStore(path).close();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
  return database;
}

function alertsOf(database: DatabaseSync, mmsi: number): Alert[] {
  const newest = database.prepare(
    'SELECT body FROM alert_version WHERE alert_id = ? ORDER BY seq DESC, tick_ms DESC LIMIT 1',
  );
  const ids = database.prepare('SELECT DISTINCT alert_id FROM alert_version').all() as { alert_id: string }[];
  return ids
    .map(({ alert_id }) => JSON.parse(unpack((newest.get(alert_id) as { body: Uint8Array }).body)) as Alert)
    .filter((alert) => alert.vessel.mmsi === mmsi);
}

/** MV-ERASE-OPEN where an alert of the vessel is open and nobody has closed it: an open case holds what it rests on. */
export function refuseOpenAlerts(path: string, mmsi: number): void {
  const database = opened(path);
  try {
    const closed = new Set(
      database
        .prepare(`${STANDING_CLOSES} SELECT alert_id FROM closed`)
        .all()
        .map((row) => row.alert_id as string),
    );
    const open = alertsOf(database, mmsi).filter((alert) => alert.status === 'open' && !closed.has(alert.id));
    if (open.length > 0)
      throw new MerivahtError('MV-ERASE-OPEN', `${mmsi} has ${open.length} open: ${open[0]!.sentence}`);
  } finally {
    database.close();
  }
}

export function eraseFromStore(path: string, mmsi: number): ErasedRows {
  const database = opened(path);
  try {
    database.exec('BEGIN IMMEDIATE');
    const ids = alertsOf(database, mmsi).map((alert) => alert.id);
    const remove = database.prepare('DELETE FROM alert_version WHERE alert_id = ?');
    const alertVersions = ids.reduce((rows, id) => rows + Number(remove.run(id).changes), 0);
    const crossings = Number(database.prepare('DELETE FROM crossing WHERE mmsi = ?').run(mmsi).changes);
    const queueVersions = eraseFromQueues(database, mmsi);
    database.exec('COMMIT');
    // What was deleted stands in free pages and in the log until then.
    database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    return { crossings, alerts: ids.length, alertVersions, queueVersions };
  } finally {
    database.close();
  }
}

function eraseFromQueues(database: DatabaseSync, mmsi: number): number {
  const ids = database.prepare('SELECT id FROM queue_version').all() as { id: number }[];
  const read = database.prepare('SELECT body FROM queue_version WHERE id = ?');
  const write = database.prepare('UPDATE queue_version SET body = ? WHERE id = ?');
  let changed = 0;
  for (const { id } of ids) {
    const queue = JSON.parse(unpack((read.get(id) as { body: Uint8Array }).body)) as Queue;
    const gone = new Set(queue.rows.filter((row) => row.alert.vessel.mmsi === mmsi).map((row) => row.alert.id));
    if (gone.size === 0) continue;
    const folds = queue.folds
      .map((fold) => ({ ...fold, alertIds: fold.alertIds.filter((alertId) => !gone.has(alertId)) }))
      .filter((fold) => fold.alertIds.length > 0);
    const emptied = queue.folds.filter((fold) => !folds.some((f) => f.foldId === fold.foldId)).map((f) => f.foldId);
    write.run(
      pack(
        JSON.stringify({
          ...queue,
          order: queue.order.filter((name) => !gone.has(name) && !emptied.includes(name)),
          rows: queue.rows.filter((row) => !gone.has(row.alert.id)),
          folds,
        }),
      ),
      id,
    );
    changed++;
  }
  return changed;
}
