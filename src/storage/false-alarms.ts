/**
 * The monthly table of false alarms from own use: each alert once, under the reason of its last close that stands, in the
 * month of that close. A close does not stand when it was undone, or when the alert was reopened after it, by
 * an officer or, because it became graver, by itself.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { FalseAlarmTable } from '../contract/views.ts';

export const STANDING_CLOSES = `
  WITH standing AS (
    SELECT * FROM act WHERE kind IN ('close', 'reopen', 'reopened')
      AND NOT EXISTS (SELECT 1 FROM act AS undo WHERE undo.undoes = act.act_id)),
  closed AS (
    SELECT alert_id, seq, at_ms, reason FROM standing AS s WHERE kind = 'close'
      AND NOT EXISTS (SELECT 1 FROM standing AS later WHERE later.alert_id = s.alert_id AND later.id > s.id))`;

/** By the node's clock in UTC. `stillOpen`: raised before the month's end and not closed to this day. */
export function falseAlarms(database: DatabaseSync, month: string): FalseAlarmTable {
  const from = Date.parse(`${month}-01T00:00:00Z`);
  const [year, ordinal] = month.split('-').map(Number);
  const to = Date.UTC(year!, ordinal!, 1);
  const rows = database
    .prepare(
      `${STANDING_CLOSES}
       SELECT coalesce((SELECT severity FROM alert_version AS v WHERE v.alert_id = closed.alert_id AND v.seq <= closed.seq
                        ORDER BY v.seq DESC, v.tick_ms DESC LIMIT 1), 'unknown') AS severity, reason, count(*) AS times
       FROM closed WHERE at_ms >= ? AND at_ms < ? GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
    )
    .all(from, to) as { severity: string; reason: string; times: number }[];
  const open = database
    .prepare(
      `${STANDING_CLOSES}
       SELECT count(DISTINCT alert_id) AS times FROM alert_version
       WHERE tick_ms < ? AND alert_id NOT IN (SELECT alert_id FROM closed)`,
    )
    .get(to) as { times: number };
  return { month, rows: rows.map((row) => ({ ...row })), stillOpen: open.times };
}
