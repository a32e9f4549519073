import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makePositionFrame } from '../../src/contract/position-frame.ts';
import { PositionTable } from './position-table.ts';
import { takeClasses } from './take-classes.ts';

function table(rows: readonly (readonly [mmsi: number, vesselClass: number])[]): PositionTable {
  const { columns } = makePositionFrame(rows.length, 0);
  columns.mmsi.set(rows.map(([mmsi]) => mmsi));
  columns.vesselClass.set(rows.map(([, vesselClass]) => vesselClass));
  const made = new PositionTable();
  made.merge(columns);
  return made;
}

describe('classes of vessels in the past', () => {
  it('come from now where the past does not say them, and only there', () => {
    const past = table([[1, 0], [2, 3], [3, 0]]); // biome-ignore format: rows
    takeClasses(past, table([[2, 5], [1, 2], [4, 6]])); // biome-ignore format: rows
    assert.deepEqual([...past.columns.vesselClass], [2, 3, 0]);
  });
});
