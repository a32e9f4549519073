import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makePositionFrame, readPositionFrame } from '../contract/position-frame.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { LatestPositions } from './latest-positions.ts';

function frame(rows: readonly { mmsi: number; value: number; timeS: number }[]): ArrayBuffer {
  const { bytes, columns } = makePositionFrame(rows.length, 0);
  rows.forEach((r, i) => {
    columns.mmsi[i] = r.mmsi;
    columns.timeS[i] = r.timeS;
    columns.lonE6[i] = r.value;
    columns.latE6[i] = -r.value;
    columns.speedTenthKn[i] = columns.courseTenthDeg[i] = columns.headingDeg[i] = r.value % 1000;
    columns.vesselClass[i] = columns.flags[i] = r.value % 7;
  });
  return bytes;
}

describe('the latest positions', () => {
  it('are those a plain map of records holds, over 20 seeds', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const pick = (n: number): number => random.integer(0, n - 1);
      const table = new LatestPositions();
      const model = new Map<number, { value: number; timeS: number }>();
      for (let k = 0; k < 200; k++) {
        const rows = Array.from({ length: pick(8) }, () => ({
          mmsi: 200000000 + pick(300),
          value: pick(100000),
          timeS: pick(500),
        }));
        table.merge(frame(rows));
        for (const { mmsi, value, timeS } of rows)
          if ((model.get(mmsi)?.timeS ?? 0) <= timeS) model.set(mmsi, { value, timeS });
        if (k % 50 !== 0) continue;
        const whole = readPositionFrame(table.whole())!;
        assert.equal(whole.count, model.size, `seed ${seed}`);
        for (let i = 0; i < whole.count; i++) {
          const { value, timeS } = model.get(whole.mmsi[i]!)!;
          assert.deepEqual(
            [whole.timeS[i], whole.lonE6[i], whole.latE6[i], whole.headingDeg[i], whole.flags[i]],
            [timeS, value, -value, value % 1000, value % 7],
            `seed ${seed}`,
          );
        }
      }
    }
  });

  it('never exceed their bound: the vessel heard longest ago goes', () => {
    const table = new LatestPositions(100);
    for (let i = 0; i < 1000; i++) table.merge(frame([{ mmsi: 200000000 + i, value: i, timeS: i }]));
    const whole = readPositionFrame(table.whole())!;
    assert.deepEqual(
      [...whole.mmsi].sort((a, b) => a - b),
      Array.from({ length: 100 }, (_, i) => 200000900 + i),
    );
  });
});
