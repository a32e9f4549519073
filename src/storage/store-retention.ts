/**
 * What of the store is over age: versions of the queue and of alerts, and crossings. Of each alert the last version stays for
 * ever, and the one in force when it was closed, which the table of false alarms counts; of alerts and of the queue the one in
 * force at the cut, so that the oldest moment that is kept can be shown. Acts stay. In slices: a question and the journal wait for one slice at most.
 */
import type { DatabaseSync } from 'node:sqlite';

export const SLICE_ROWS = 500;

const SLICES: readonly string[] = [
  `DELETE FROM queue_version WHERE id IN (
     SELECT id FROM queue_version WHERE tick_ms < :before AND seq < :pinned
       AND id <> (SELECT id FROM queue_version WHERE tick_ms <= :before ORDER BY seq DESC, tick_ms DESC LIMIT 1)
     LIMIT ${SLICE_ROWS})`,
  `DELETE FROM alert_version WHERE (alert_id, seq, tick_ms) IN (
     SELECT alert_id, seq, tick_ms FROM alert_version AS v WHERE tick_ms < :before AND seq < :pinned
       AND EXISTS (SELECT 1 FROM alert_version AS n WHERE n.alert_id = v.alert_id AND n.tick_ms <= :before
         AND (n.seq, n.tick_ms) > (v.seq, v.tick_ms))
       AND NOT EXISTS (SELECT 1 FROM act AS a WHERE a.alert_id = v.alert_id AND a.kind = 'close' AND a.seq >= v.seq
         AND NOT EXISTS (SELECT 1 FROM alert_version AS n WHERE n.alert_id = v.alert_id AND n.seq <= a.seq
           AND (n.seq, n.tick_ms) > (v.seq, v.tick_ms)))
     LIMIT ${SLICE_ROWS})`,
  `DELETE FROM crossing WHERE id IN (
     SELECT id FROM crossing WHERE at_ms < :before AND seq < :pinned LIMIT ${SLICE_ROWS})`,
];

/** Removes slice after slice and says after each how many rows went. Rows of records from `pinnedFromSeq` on stay. */
export function* shortenStore(database: DatabaseSync, beforeMs: number, pinnedFromSeq: number): Generator<number> {
  for (const sql of SLICES) {
    const statement = database.prepare(sql);
    for (;;) {
      const { changes } = statement.run({ before: Math.floor(beforeMs), pinned: pinnedFromSeq });
      yield Number(changes);
      if (Number(changes) < SLICE_ROWS) break;
    }
  }
}
