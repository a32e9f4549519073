import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makePositionFrame } from '../../src/contract/position-frame.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { PositionTable } from './position-table.ts';

describe('the table of positions', () => {
  it('holds the latest fix of each vessel, as a plain map would', () => {
    const random = seededRandom(31);
    const table = new PositionTable();
    const expected = new Map<number, { timeS: number; lonE6: number }>();
    for (let round = 0; round < 60; round++) {
      const count = random.integer(0, 200);
      const { columns } = makePositionFrame(count, round);
      for (let i = 0; i < count; i++) {
        const mmsi = 200_000_000 + random.integer(0, 900);
        const timeS = random.integer(0, 5000);
        const lonE6 = random.integer(-1000, 1000);
        columns.mmsi[i] = mmsi;
        columns.timeS[i] = timeS;
        columns.lonE6[i] = lonE6;
        const held = expected.get(mmsi);
        if (held === undefined || held.timeS <= timeS) expected.set(mmsi, { timeS, lonE6 });
      }
      table.merge(columns);
    }
    assert.equal(table.size, expected.size);
    const { columns } = table;
    for (const [mmsi, { timeS, lonE6 }] of expected) {
      const at = table.rowOf(mmsi)!;
      assert.deepEqual([columns.mmsi[at], columns.timeS[at], columns.lonE6[at]], [mmsi, timeS, lonE6]);
    }
    assert.equal(columns.count, table.size);
    assert.equal(table.dataAtMs, 59);
  });
});
