import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Queue, QueueRow } from '../../../src/contract/desk.ts';
import { makePositionFrame } from '../../../src/contract/position-frame.ts';
import { PositionTable } from '../../state/position-table.ts';
import { alertMarks, positionIn, selectedRow } from './alert-marks.ts';

const who = { officer: 'o', officerName: 'O', at: '2024-12-25T10:00:00Z', actId: 'a' };

function row(
  id: string,
  status: 'open' | 'ended' | 'withdrawn',
  handling: Partial<QueueRow['handling']> = {},
): QueueRow {
  const alert = {
    id,
    status,
    severity: 'high',
    vessel: { mmsi: 7, name: 'SEVEN' },
    position: { lonE5: 2_500_000, latE5: 5_950_000 },
  } as unknown as QueueRow['alert'];
  return { alert, handling: { logCount: 0, ...handling }, sounds: false, inDrawer: false };
}

const queue: Queue = {
  order: [],
  folds: [],
  rows: [
    row('open', 'open'),
    row('acknowledged', 'open', { acknowledged: who }),
    row('ended', 'ended'),
    row('withdrawn', 'withdrawn'),
    row('closed', 'open', { closed: { ...who, reason: 'engine', note: '' } }),
  ],
};

describe('alerts on the map', () => {
  it('are those that were neither withdrawn nor closed; what is handled or over is quiet', () => {
    assert.deepEqual(
      alertMarks(queue).map((m) => [m.alertId, m.isQuiet]),
      [['open', false], ['acknowledged', true], ['ended', true]],
    ); // biome-ignore format: rows
    assert.deepEqual(alertMarks(undefined), []);
  });

  it('are found by their id', () => {
    assert.equal(selectedRow(queue, 'ended')?.alert.id, 'ended');
    assert.equal(selectedRow(queue, undefined), undefined);
    assert.equal(selectedRow(queue, 'none'), undefined);
  });

  it('take a place out of a table of positions', () => {
    const { columns } = makePositionFrame(1, 0);
    columns.mmsi[0] = 7;
    columns.lonE6[0] = 25_123_456;
    columns.latE6[0] = 59_000_004;
    const table = new PositionTable();
    table.merge(columns);
    assert.deepEqual(positionIn(table, 7), { lonE5: 2_512_346, latE5: 5_900_000 });
    assert.equal(positionIn(table, 8), undefined);
    assert.equal(positionIn(undefined, 7), undefined);
  });
});
