import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fold, Queue, QueueRow } from '../../../src/contract/desk.ts';
import { countBySeverity, DRAWER, queueItems } from './queue-items.ts';

const row = (id: string, over: Partial<QueueRow> = {}): QueueRow => ({
  alert: { id, severity: 'watch' } as QueueRow['alert'],
  handling: { logCount: 0 },
  sounds: false,
  inDrawer: false,
  ...over,
});
const fold = (foldId: string, alertIds: string[]): Fold => ({
  foldId,
  cause: 'storm',
  since: '2024-12-25T10:00:00Z',
  severity: 'watch',
  alertIds,
  values: {},
});
const queue: Queue = {
  order: ['a', 'storm', 'b', 'c'],
  rows: [
    row('a'),
    row('s1', { foldId: 'storm' }),
    row('s2', { foldId: 'storm' }),
    row('b', { inDrawer: true }),
    row('c', { inDrawer: true }),
  ],
  folds: [fold('storm', ['s1', 's2'])],
};
const ids = (open: string[]): string[] =>
  queueItems(queue, queue.order, new Set(open), new Map()).map((item) => item.id);

describe('the lines of the queue', () => {
  it('are one for each row and fold, and a counted drawer for what is beyond the budget', () => {
    assert.deepEqual(ids([]), ['a', 'storm', DRAWER]);
    const drawer = queueItems(queue, queue.order, new Set(), new Map())[2];
    assert.deepEqual(drawer, { type: 'drawer', id: DRAWER, count: 2, isOpen: false });
  });

  it('hold the rows of a fold and of the drawer when these are open: nothing is ever left out', () => {
    assert.deepEqual(ids(['storm', DRAWER]), ['a', 'storm', 's1', 's2', DRAWER, 'b', 'c']);
  });

  it('counts the alerts of a fold that lies in the drawer', () => {
    const aside: Queue = { ...queue, rows: queue.rows.map((r) => ({ ...r, inDrawer: true })) };
    const items = queueItems(aside, aside.order, new Set(), new Map());
    assert.deepEqual(items, [{ type: 'drawer', id: DRAWER, count: 5, isOpen: false }]);
  });

  it('keep a row in its place that has gone while the order is held', () => {
    const items = queueItems(queue, ['a', 'x', 'storm'], new Set(), new Map([['x', row('x')]]));
    assert.deepEqual(
      items.map((item) => [item.id, item.type !== 'drawer' && item.isGone]),
      [
        ['a', false],
        ['x', true],
        ['storm', false],
      ],
    );
  });

  it('are counted by severity', () => {
    assert.deepEqual(countBySeverity(queue.rows), { high: 0, actionable: 0, watch: 5 });
  });
});
