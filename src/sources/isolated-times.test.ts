import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PositionBatch } from '../ais/position-batch.ts';
import { HOUR_MS } from '../geo/units.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import type { Slice } from '../pipeline/sequence.ts';
import { withoutIsolated } from './isolated-times.ts';

interface Fix {
  readonly timeMs: number;
  readonly mmsi: number;
}

/** Slices as the sorter gives them: one batch refilled. An identity stands before each tenth row. */
function* slicesOf(fixes: readonly Fix[], size: number): Generator<Slice> {
  const positions = new PositionBatch(size);
  for (let at = 0; at < fixes.length; at += size) {
    positions.clear();
    for (const { timeMs, mmsi } of fixes.slice(at, at + size)) {
      positions.timeMs[positions.length] = timeMs;
      positions.mmsi[positions.length++] = mmsi;
    }
    const identities = fixes
      .slice(at, at + size)
      .flatMap(({ timeMs, mmsi }, i) =>
        (at + i) % 10 === 0 ? [{ at: i, report: { timeMs, mmsi, source: 0, offset: at + i } }] : [],
      );
    yield { positions, from: 0, to: positions.length, identities };
  }
}

function run(fixes: readonly Fix[], size = 64, isOfFew = false): { kept: Fix[]; lost: number; identified: number } {
  const kept: Fix[] = [];
  let [lost, identified] = [0, 0];
  const options = {
    isOfFew,
    lost: (rows: number): void => {
      lost += rows;
    },
  };
  for (const { positions: p, from, to, identities } of withoutIsolated(slicesOf(fixes, size), options)) {
    for (let i = from; i < to; i++) kept.push({ timeMs: p.timeMs[i]!, mmsi: p.mmsi[i]! });
    for (const { at } of identities) assert.ok(at >= from && at <= to);
    identified += identities.length;
  }
  return { kept, lost, identified };
}

/** `n` fixes of `vessels` ships, a minute apart. */
const group = (startMs: number, n: number, vessels: number): Fix[] =>
  Array.from({ length: n }, (_, i) => ({ timeMs: startMs + i * 60_000, mmsi: 230_000_000 + (i % vessels) }));

const DAY_MS = 24 * HOUR_MS;
const T0 = Date.UTC(2026, 0, 1);

describe('isolated times', () => {
  it('are left out before, between and after the real ones', () => {
    const day = group(T0, 300, 5);
    const strays = [
      ...group(T0 - 400 * DAY_MS, 1, 1),
      ...group(T0 - 30 * DAY_MS, 4, 2),
      ...group(T0 + 60 * DAY_MS, 3, 1),
      ...group(T0 + 9000 * DAY_MS, 2, 2),
    ];
    const second = group(T0 + 90 * DAY_MS, 300, 5);
    const fixes = [...day, ...strays, ...second].sort((a, b) => a.timeMs - b.timeMs);
    const { kept, lost } = run(fixes);
    assert.deepEqual(kept, [...day, ...second]);
    assert.equal(lost, strays.length);
  });

  it('stay where three vessels or a hundred rows bear them out', () => {
    const fixes = [...group(T0, 3, 3), ...group(T0 + 5 * DAY_MS, 100, 1), ...group(T0 + 9 * DAY_MS, 99, 2)];
    const { kept, lost } = run(fixes);
    assert.deepEqual([kept.length, lost], [103, 99]);
  });

  it('are all kept where nothing else would be left', () => {
    const fixes = [...group(T0, 4, 2), ...group(T0 + 3 * DAY_MS, 5, 2)];
    assert.deepEqual(run(fixes), { kept: fixes, lost: 0, identified: 1 });
    assert.deepEqual(run([]), { kept: [], lost: 0, identified: 0 });
  });

  it('are all kept where the whole history is that sparse, however long it is', () => {
    const fixes = Array.from({ length: 900 }, (_, week) => group(T0 + week * 7 * DAY_MS, 5, 2)).flat();
    assert.deepEqual(run(fixes), { kept: fixes, lost: 0, identified: 450 });
  });

  it('of a history of few vessels are those that stand alone', () => {
    const fixes = [...group(T0, 40, 1), ...group(T0 + 3 * DAY_MS, 5, 1), ...group(T0 + 400 * DAY_MS, 1, 1)];
    const { kept, lost } = run(fixes, 64, true);
    assert.deepEqual([kept.length, lost], [45, 1]);
  });

  it('are the same however the rows are cut, and every row is kept or lost', () => {
    const random = seededRandom(12);
    for (let round = 0; round < 60; round++) {
      let timeMs = T0;
      const fixes = Array.from({ length: random.integer(0, 600) }, () => {
        timeMs += random.next() < 0.03 ? random.integer(20, 40) * HOUR_MS : 60_000;
        return { timeMs, mmsi: 230_000_000 + random.integer(0, random.pick([0, 1, 6])) };
      });
      const expected = run(fixes, 1000);
      assert.equal(expected.kept.length + expected.lost, fixes.length);
      for (const size of [1, 3, 50]) {
        const { kept, lost } = run(fixes, size);
        assert.deepEqual({ kept, lost }, { kept: expected.kept, lost: expected.lost });
      }
    }
  });
});
