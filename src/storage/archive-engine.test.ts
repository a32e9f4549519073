import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { readPositionFrame } from '../contract/position-frame.ts';
import {
  batches,
  columnsOf,
  compareWithBrute,
  HOUR_MS,
  madeRows,
  NIGHT_MS,
  type Row,
  temporaryFolder,
} from './archive-brute.contract.ts';
import { ArchiveEngine, type ArchiveOptions } from './archive-engine.ts';
import { DAY_MS, dayOf } from './archive-files.ts';

async function opened(t: TestContext, options: Partial<ArchiveOptions> = {}): Promise<ArchiveEngine> {
  const archive = await ArchiveEngine.open({ folder: options.folder ?? temporaryFolder(), ...options });
  t.after(() => archive.close().catch(() => undefined));
  return archive;
}

async function fill(archive: ArchiveEngine, rows: readonly Row[], size = 97): Promise<void> {
  for (const columns of batches(rows, size)) await archive.append(columns);
}

/** One row far ahead closes the days before it. */
function later(days: number): Row {
  return {
    timeMs: NIGHT_MS + days * DAY_MS,
    mmsi: 230_000_001,
    lonE6: 1,
    latE6: 1,
    speedTenthKn: 1,
    courseTenthDeg: 1,
    headingDeg: 1,
    flags: 0,
  };
}

describe('the archive answers as brute force does', () => {
  for (const seed of [1, 2])
    it(`from the tail alone, seed ${seed}`, async (t) => {
      const rows = madeRows(seed);
      const archive = await opened(t);
      // The data hour turns within the rows: without a bound on time the tail would be written.
      await archive.append(columnsOf(rows));
      assert.equal(archive.counters.files, 0);
      assert.ok((await compareWithBrute(archive, rows, seed)) > 100);
    });

  it('while the tail is written hour by hour and late rows come, across midnight', async (t) => {
    const rows = madeRows(3);
    const archive = await opened(t);
    const half = Math.floor(rows.length / 2);
    await fill(archive, rows.slice(0, half));
    await compareWithBrute(archive, rows.slice(0, half), 30);
    await fill(archive, rows.slice(half));
    assert.ok(archive.counters.files >= 4, `${archive.counters.files} files`);
    assert.ok(archive.counters.tailRows > 0);
    assert.ok((await compareWithBrute(archive, rows, 31)) > 100);
    assert.deepEqual(archive.files.days, [dayOf(NIGHT_MS), dayOf(NIGHT_MS) + DAY_MS]);
  });

  it('after a flush by number of rows, and from the same folder opened again', async (t) => {
    const rows = madeRows(4);
    const folder = temporaryFolder();
    const archive = await opened(t, { folder, flushRows: 300 });
    await fill(archive, rows);
    await archive.flush();
    assert.equal(archive.counters.tailRows, 0);
    assert.ok(archive.counters.flushes >= Math.floor(rows.length / 400));
    await compareWithBrute(archive, rows, 40);
    await archive.close();
    const again = await opened(t, { folder });
    assert.ok((await compareWithBrute(again, rows, 41)) > 100);
  });

  it('after days were merged into one file each, and after late rows came to a merged day', async (t) => {
    const rows = [...madeRows(5), later(5)];
    const archive = await opened(t, { flushRows: 250 });
    await fill(archive, rows);
    await archive.flush();
    await archive.merge();
    for (const day of archive.files.days.slice(0, 2))
      assert.deepEqual(
        archive.files.of(day).map((f) => f.kind),
        ['day'],
        new Date(day).toISOString(),
      );
    assert.ok((await compareWithBrute(archive, rows, 50)) > 100);

    const late = madeRows(6, 3, 1);
    for (const columns of batches(late, 20)) {
      await archive.append(columns);
      await archive.flush();
    }
    await archive.merge();
    assert.ok(archive.files.of(dayOf(NIGHT_MS)).length <= 8, 'late pieces are merged when they are many');
    await compareWithBrute(archive, [...rows, ...late], 51);
  });

  it('after the pieces of an open day were merged into a part', async (t) => {
    const rows = madeRows(7, 8, 4, dayOf(NIGHT_MS) + 2 * HOUR_MS);
    const archive = await opened(t, { flushRows: 10 });
    await fill(archive, rows, 12);
    await archive.merge();
    assert.ok(archive.counters.merges > 0);
    assert.ok(archive.files.of(dayOf(NIGHT_MS)).length < 32 + 8, 'the number of files is bounded');
    await compareWithBrute(archive, rows, 70);
  });
});

describe('the archive', () => {
  it('thins a long track evenly, with its first and last fix', async (t) => {
    const rows = madeRows(8, 1);
    const archive = await opened(t);
    await archive.append(columnsOf(rows));
    const all = await archive.track(rows[0]!.mmsi, 0, 9e15, 1e6);
    for (const limit of [1, 2, 7, all.length - 1, all.length]) {
      const some = await archive.track(rows[0]!.mmsi, 0, 9e15, limit);
      assert.equal(some.length, limit);
      assert.deepEqual(some.at(-1), all.at(-1));
      if (limit > 1) assert.deepEqual(some[0], all[0]);
      const places = some.map((p) => all.findIndex((q) => q.at === p.at && q.lonE5 === p.lonE5 && q.latE5 === p.latE5));
      for (let i = 1; i < places.length; i++) {
        const step = places[i]! - places[i - 1]!;
        assert.ok(step >= 1 && step <= Math.ceil((all.length - 1) / (limit - 1)), `step ${step} of ${limit}`);
      }
    }
    assert.deepEqual(await archive.track(rows[0]!.mmsi, 0, 9e15, 0), []);
  });

  it('finds who was in a zone over the antimeridian', async (t) => {
    const archive = await opened(t);
    const at = (mmsi: number, lonE6: number): Row => ({ ...later(0), mmsi, lonE6, latE6: 45_000_000 });
    await archive.append(columnsOf([at(1, 179_950_000), at(2, -179_950_000), at(3, 179_500_000), at(4, 0)]));
    for (const turn of [0, 1, 2, 3]) {
      const ring = ([[179.9, 44], [-179.9, 44], [-179.9, 46], [179.9, 46]] as const).map((_, i, r) => r[(i + turn) % 4]!); // biome-ignore format: a box
      assert.deepEqual(
        (await archive.inZone(ring, 0, 9e15)).map((v) => v.mmsi),
        [1, 2],
      );
    }
    assert.deepEqual(await archive.inZone([], 0, 9e15), []);
  });

  it('is empty before anything came, and for times without data', async (t) => {
    const archive = await opened(t);
    assert.deepEqual(await archive.track(1, 0, 9e15, 10), []);
    assert.equal(readPositionFrame(await archive.positionsAt(NIGHT_MS))!.count, 0);
    await archive.flush();
    assert.equal(archive.counters.files, 0);
  });

  it('refuses and counts rows with times that no date can say', async (t) => {
    const archive = await opened(t);
    await archive.append(
      columnsOf([Number.NaN, -1, 1e18, Number.POSITIVE_INFINITY, NIGHT_MS].map((timeMs) => ({ ...later(0), timeMs }))),
    );
    assert.equal(archive.counters.refusedRows, 4);
    assert.equal(archive.counters.appendedRows, 1);
    await archive.flush();
    assert.equal(archive.counters.files, 1);
  });

  it('erases one vessel before a time from tail, pieces and merged days, and nothing else', async (t) => {
    const rows = [...madeRows(9), later(3)];
    const folder = temporaryFolder();
    const archive = await opened(t, { folder, flushRows: 400 });
    await fill(archive, rows.slice(0, -200));
    await archive.merge();
    await fill(archive, rows.slice(-200));
    const gone = rows[0]!.mmsi;
    const before = NIGHT_MS + 2 * HOUR_MS;
    const isGone = (r: Row): boolean => r.mmsi === gone && r.timeMs < before;
    assert.ok((await archive.erase(gone, before)) > 20);
    assert.equal(await archive.erase(gone, before), 0);
    assert.equal((await archive.track(gone, 0, before - 1, 1e6)).length, 0);
    await compareWithBrute(
      archive,
      rows.filter((r) => !isGone(r)),
      90,
    );
    await archive.close();
    await compareWithBrute(
      await opened(t, { folder }),
      rows.filter((r) => !isGone(r)),
      91,
    );
  });

  it('deletes whole days by retention, with what was set aside there', async (t) => {
    const rows = madeRows(10);
    const folder = temporaryFolder();
    const archive = await opened(t, { folder });
    await fill(archive, rows);
    const midnight = dayOf(NIGHT_MS) + DAY_MS;
    assert.equal(await archive.retention(midnight - 1), 0);
    assert.equal(await archive.retention(midnight), 1);
    assert.deepEqual(
      readdirSync(folder).filter((n) => n.startsWith('day=')),
      ['day=2024-12-26'],
    );
    await compareWithBrute(
      archive,
      rows.filter((r) => r.timeMs >= midnight),
      100,
    );
    assert.equal(existsSync(join(folder, 'day=2024-12-25')), false);
  });
});
