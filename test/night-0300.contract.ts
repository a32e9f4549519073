/** What must hold in the made-up night of 03:00, whatever the seed. */
import assert from 'node:assert/strict';
import { NEAR_HELD_MS } from '../src/alerts/desk-order.ts';
import { nearnessOf } from '../src/alerts/silence.ts';
import type { Alert } from '../src/contract/alert.ts';
import type { Queue, QueueRow } from '../src/contract/desk.ts';
import { NIGHT_0300 } from '../src/simulator/scenario-night-0300.ts';
import { watchNight } from './night-watch.ts';

const CULPRIT = 'LONG NIGHT';
/** With folds the night is a handful of rows. */
const MOST_ROWS = 8;
const TOP = 3;
/** The first minutes of an alert, in which a cause that others share may not be known for one yet. */
const SETTLED_AFTER_MS = 3 * 60_000;

export interface NightFigures {
  alerts: number;
  rows: number;
  mostRows: number;
  readonly folds: Record<string, number>;
  /** From 1; the worst from three minutes after it was raised, and the worst at all. */
  worstRank: number;
  worstRankAtAll: number;
  /** Of the true drag at the end. */
  severity: string;
  readonly lastQueue: string;
}

/** Rows that are shown one above the other: a fold by its first row. */
function shown({ order, rows }: Queue): readonly QueueRow[] {
  return order.map((id) => rows.find((r) => r.alert.id === id || r.foldId === id)!);
}

/**
 * Two rows may change places only when one of them changed: in severity, status or handling, or in how near its next asset is
 * (the farther of which takes effect a quarter of an hour later).
 */
function needlessSwaps(before: Queue, after: Queue, moved: (alertId: string) => boolean): string[] {
  const places = new Map(after.rows.map((row, i) => [row.alert.id, i]));
  const stayed = before.rows.map((r) => r.alert.id).filter((id) => places.has(id) && !moved(id));
  const swaps: string[] = [];
  for (let i = 1; i < stayed.length; i++)
    if (places.get(stayed[i - 1]!)! > places.get(stayed[i]!)!) swaps.push(`${stayed[i - 1]} and ${stayed[i]}`);
  return swaps;
}

const looks = ({ alert, handling }: QueueRow): string =>
  `${alert.severity}/${alert.status}/${handling.acknowledged?.actId}/${handling.silenced?.actId}`;

export async function checkNight(
  seed: number,
  partitions = 1,
  restartAfter?: (tickMs: number) => boolean,
): Promise<NightFigures> {
  const figures = {
    alerts: 0,
    rows: 0,
    mostRows: 0,
    folds: {} as Record<string, number>,
    worstRank: 0,
    worstRankAtAll: 0,
    severity: '',
    lastQueue: '',
  };
  let before: Queue | undefined;
  const changedAt = new Map<string, number>();
  const nearness = new Map<string, number>();
  await watchNight({
    scenario: NIGHT_0300,
    seed,
    partitions,
    ...(restartAfter === undefined ? {} : { restartAfter }),
    onTick: (tickMs, core, desk) => {
      const queue = desk.queue();
      const alerts: readonly Alert[] = core.alerts();
      const when = `seed ${seed}, ${new Date(tickMs).toISOString()}`;
      assert.deepEqual(
        queue.rows.map((r) => r.alert.id).sort(),
        alerts.map((a) => a.id).sort(),
        `${when}: each alert is a row, once`,
      );
      assert.deepEqual(
        [...queue.order].sort(),
        [...new Set(queue.rows.map((r) => r.foldId ?? r.alert.id))].sort(),
        `${when}: each row is in the order, by itself or in its fold`,
      );
      for (const row of queue.rows) {
        const near = nearnessOf(row.alert);
        if (nearness.has(row.alert.id) && nearness.get(row.alert.id) !== near) changedAt.set(row.alert.id, tickMs);
        nearness.set(row.alert.id, near);
      }
      if (before !== undefined) {
        const old = new Map(before.rows.map((r) => [r.alert.id, r]));
        const now = new Map(queue.rows.map((r) => [r.alert.id, r]));
        const moved = (id: string): boolean =>
          looks(old.get(id)!) !== looks(now.get(id)!) ||
          tickMs - (changedAt.get(id) ?? Number.NEGATIVE_INFINITY) <= NEAR_HELD_MS;
        assert.deepEqual(needlessSwaps(before, queue, moved), [], `${when}: rows changed places`);
      }
      before = queue;
      const rank = shown(queue).findIndex((r) => r.alert.vessel.name === CULPRIT && r.alert.kind === 'drag') + 1;
      if (rank > 0) {
        const row = shown(queue)[rank - 1]!;
        const isSettled = tickMs - Date.parse(row.alert.raisedAt) >= SETTLED_AFTER_MS;
        assert.ok(!isSettled || rank <= TOP, `${when}: the drag is in place ${rank}`);
        assert.equal(row.foldId, undefined, `${when}: the drag is in a fold`);
        assert.equal(row.inDrawer, false);
        if (isSettled) figures.worstRank = Math.max(figures.worstRank, rank);
        figures.worstRankAtAll = Math.max(figures.worstRankAtAll, rank);
        figures.severity = row.alert.severity;
      }
      assert.ok(queue.order.length <= MOST_ROWS, `${when}: ${queue.order.length} rows`);
      figures.mostRows = Math.max(figures.mostRows, queue.order.length);
      figures.alerts = alerts.length;
      figures.rows = queue.order.length;
      figures.lastQueue = JSON.stringify(queue);
      for (const key of Object.keys(figures.folds)) delete figures.folds[key];
      for (const fold of queue.folds)
        figures.folds[fold.cause] = (figures.folds[fold.cause] ?? 0) + fold.alertIds.length;
    },
  });
  assert.ok(['high', 'actionable'].includes(figures.severity), `seed ${seed}: the drag is ${figures.severity}`);
  assert.ok(figures.alerts >= 35 && figures.alerts <= 50, `seed ${seed}: ${figures.alerts} alerts`);
  assert.deepEqual(Object.keys(figures.folds).sort(), ['disturbance', 'lost-feed', 'storm']);
  for (const [cause, n] of Object.entries(figures.folds)) assert.ok(n >= 2, `seed ${seed}: ${n} alerts in ${cause}`);
  return figures;
}
