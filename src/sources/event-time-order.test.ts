import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { PositionBatch } from '../ais/position-batch.ts';
import type { StaticReport } from '../ais/static-report.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import type { Slice } from '../pipeline/sequence.ts';
import { EventTimeOrder } from './event-time-order.ts';

interface Row {
  readonly timeMs: number;
  readonly source: number;
  readonly offset: number;
  readonly mmsi: number;
  readonly lon: number;
  readonly sog: number;
}

type Item = Row | StaticReport;
const isRow = (item: Item): item is Row => 'sog' in item;

/** Rows and identities with few different times, so that ties are common. */
function randomItems(seed: number, n: number): Item[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, i): Item => {
    const key = { timeMs: 1_700_000_000_000 + random.integer(0, n >> 2), source: random.integer(0, 2), offset: i };
    const mmsi = random.integer(200_000_000, 300_000_000);
    if (random.next() < 0.2) return { ...key, mmsi, name: `ÄÖ "${i}"\n`, shipType: random.integer(1, 99) };
    return { ...key, mmsi, lon: random.between(-180, 180), sog: random.integer(-1, 1022) };
  });
}

function fill(order: EventTimeOrder, items: readonly Item[]): void {
  const batch = new PositionBatch(1);
  for (const item of items) {
    if (!isRow(item)) {
      order.addIdentity(item);
      continue;
    }
    batch.clear();
    batch.length = 1;
    batch.timeMs[0] = item.timeMs;
    batch.source[0] = item.source;
    batch.offset[0] = item.offset;
    batch.mmsi[0] = item.mmsi;
    batch.lon[0] = item.lon;
    batch.sogTenthKn[0] = item.sog;
    order.add(batch, 0);
  }
}

/** What comes out, in order: rows and identities at their places. */
function drained(slices: Iterable<Slice>): Item[] {
  const out: Item[] = [];
  for (const { positions: p, from, to, identities } of slices) {
    let next = 0;
    const identify = (before: number): void => {
      while (next < identities.length && identities[next]!.at <= before) out.push(identities[next++]!.report);
    };
    assert.ok(to - from <= 4096 && identities.length <= 4096);
    for (let i = from; i < to; i++) {
      identify(i);
      out.push({
        timeMs: p.timeMs[i]!,
        source: p.source[i]!,
        offset: p.offset[i]!,
        mmsi: p.mmsi[i]!,
        lon: p.lon[i]!,
        sog: p.sogTenthKn[i]!,
      });
    }
    identify(to);
  }
  return out;
}

/** The oracle: one sort in memory. Of one moment, who a ship is comes before where it is. */
const sorted = (items: readonly Item[]): Item[] =>
  [...items].sort(
    (a, b) =>
      a.timeMs! - b.timeMs! || Number(isRow(a)) - Number(isRow(b)) || a.source - b.source || a.offset - b.offset,
  );

// A folder of its own, so that what other programs leave in the usual one does not count.
const folder = mkdtempSync(join(tmpdir(), 'merivaht-test-'));
process.env.TMPDIR = folder;
after(() => rmSync(folder, { recursive: true, force: true }));
const temporary = (): string[] => readdirSync(folder);

describe('the order by event time', () => {
  it('is that of a sort in memory, whatever the bound on memory', () => {
    for (const [n, memoryRows] of [
      [0, 10],
      [1, 10],
      [500, 1],
      [3000, 7],
      [3000, 64],
      [9000, 100],
      [9000, 1_000_000],
    ] as const) {
      const items = randomItems(n + memoryRows, n);
      const order = new EventTimeOrder(memoryRows);
      fill(order, items);
      assert.deepEqual(drained(order.slices()), sorted(items), `${n} in ${memoryRows}`);
    }
  });

  it('does not depend on the order in which the input came', () => {
    const items = randomItems(4, 5000);
    const backwards = new EventTimeOrder(333);
    fill(backwards, [...items].reverse());
    const inOrder = new EventTimeOrder(1_000_000);
    fill(inOrder, sorted(items));
    assert.deepEqual(drained(backwards.slices()), drained(inOrder.slices()));
  });

  it('gives slices of bounded size even where all are identities', () => {
    const order = new EventTimeOrder(1000);
    const items = randomItems(8, 20_000).filter((item) => !isRow(item));
    fill(order, items);
    assert.deepEqual(drained(order.slices()), sorted(items));
  });

  it('leaves no temporary file, also when it is left early or never asked', () => {
    const before = temporary();
    const order = new EventTimeOrder(100);
    fill(order, randomItems(2, 30_000));
    assert.equal(temporary().length, before.length + 1);
    for (const slice of order.slices()) if (slice.to > 0) break;
    assert.deepEqual(temporary(), before);
    const unasked = new EventTimeOrder(100);
    fill(unasked, randomItems(3, 1000));
    unasked.remove();
    assert.deepEqual(temporary(), before);
  });
});
