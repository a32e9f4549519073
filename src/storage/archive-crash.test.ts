import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  batches,
  columnsOf,
  compareWithBrute,
  madeRows,
  NIGHT_MS,
  type Row,
  temporaryFolder,
} from './archive-brute.contract.ts';
import { ArchiveEngine, type ArchiveOptions } from './archive-engine.ts';
import { DAY_MS, dayOf } from './archive-files.ts';

async function opened(t: TestContext, options: ArchiveOptions): Promise<ArchiveEngine> {
  const archive = await ArchiveEngine.open(options);
  t.after(() => archive.close().catch(() => undefined));
  return archive;
}

async function fill(archive: ArchiveEngine, rows: readonly Row[]): Promise<void> {
  for (const columns of batches(rows, 97)) await archive.append(columns);
}

const closing = (rows: readonly Row[]): Row => ({ ...rows[0]!, mmsi: 230_000_001, timeMs: NIGHT_MS + 5 * DAY_MS });
const firstDay = (folder: string): string => join(folder, readdirSync(folder).filter((n) => n.startsWith('day='))[0]!);
const parquet = (folder: string): string[] => readdirSync(folder).filter((n) => n.endsWith('.parquet'));

/** What a crash leaves: the folder as it is now, without the tail. */
function crashed(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

describe('after a crash the archive', () => {
  it('has what was flushed; the replay brings the rest, and what comes twice counts once', async (t) => {
    const rows = madeRows(11);
    const archive = await opened(t, { folder: temporaryFolder(), flushRows: 500 });
    await fill(archive, rows);
    assert.ok(archive.counters.tailRows > 0 && archive.counters.files > 1);
    const after = await opened(t, { folder: crashed(archive.files.folder), flushRows: 333 });
    await fill(after, rows.slice(100));
    await compareWithBrute(after, rows, 110);
    await after.append(columnsOf([closing(rows)]));
    await after.flush();
    await after.merge();
    assert.ok((await compareWithBrute(after, [...rows, closing(rows)], 111)) > 100);
  });

  it('between the steps of a merge doubles nothing, and merges again', async (t) => {
    const rows = madeRows(12, 12, 2);
    const folder = temporaryFolder();
    const archive = await opened(t, { folder, flushRows: 400 });
    await fill(archive, rows);
    await archive.flush();
    const before = crashed(folder);
    await archive.append(columnsOf([closing(rows)]));
    await archive.flush();
    await archive.merge();
    const all = [...rows, closing(rows)];
    // Both the merged file and, as if the crash came in the middle of their removal, every second piece.
    const pieces = parquet(firstDay(before)).filter((_, i) => i % 2 === 0);
    assert.ok(pieces.length > 0);
    for (const piece of pieces) copyFileSync(join(firstDay(before), piece), join(firstDay(folder), piece));
    const both = await opened(t, { folder: crashed(folder) });
    assert.equal(both.files.of(dayOf(NIGHT_MS)).length, 1 + pieces.length);
    await compareWithBrute(both, all, 120);
    // Another whole merged file makes the day due again.
    const [merged] = parquet(firstDay(folder)).filter((n) => n.startsWith('day-'));
    const twice = crashed(folder);
    copyFileSync(join(firstDay(folder), merged!), join(firstDay(twice), 'day-000009999.parquet'));
    const again = await opened(t, { folder: twice });
    await again.append(columnsOf([closing(rows)]));
    await again.flush();
    await again.merge();
    assert.equal(again.files.of(dayOf(NIGHT_MS)).length, 1);
    await compareWithBrute(again, all, 121);
  });

  it('throws half-written files away and does not use their numbers for others', async (t) => {
    const rows = madeRows(13, 12, 4, dayOf(NIGHT_MS));
    const folder = temporaryFolder();
    const archive = await opened(t, { folder, flushRows: 400 });
    await fill(archive, rows);
    await archive.flush();
    const copy = crashed(folder);
    const [name] = parquet(firstDay(copy));
    const bytes = readFileSync(join(firstDay(copy), name!));
    writeFileSync(join(firstDay(copy), 'piece-000000999.parquet.tmp'), bytes.subarray(0, bytes.length / 2));
    writeFileSync(join(firstDay(copy), 'day-000001000.parquet.tmp'), bytes);
    const after = await opened(t, { folder: copy, flushRows: 100 });
    assert.ok(!readdirSync(firstDay(copy)).some((n) => n.endsWith('.tmp')));
    const known = parquet(firstDay(copy)).map((n) => [n, statSync(join(firstDay(copy), n)).size] as const);
    await fill(after, rows);
    for (const [n, size] of known)
      assert.equal(statSync(join(firstDay(copy), n)).size, size, `${n} was not written over`);
    await compareWithBrute(after, rows, 130);
  });
});

describe('a broken file of the archive', () => {
  /** Two pieces of one day, whose second will be broken. */
  async function twoPieces(t: TestContext): Promise<{ folder: string; good: Row[]; rows: Row[]; second: string }> {
    const folder = temporaryFolder();
    const rows = madeRows(14, 6, 1, dayOf(NIGHT_MS));
    const half = Math.floor(rows.length / 2);
    const archive = await opened(t, { folder });
    await archive.append(columnsOf(rows.slice(0, half)));
    await archive.flush();
    await archive.append(columnsOf(rows.slice(half)));
    await archive.close();
    return { folder, rows, good: rows.slice(0, half), second: join(firstDay(folder), parquet(firstDay(folder))[1]!) };
  }

  it('that is visibly no Parquet is set aside when the archive is opened, and reported', async (t) => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('PAR1PAR1'), Buffer.alloc(500, 7)]) {
      const { folder, good, second } = await twoPieces(t);
      writeFileSync(second, bytes);
      const archive = await opened(t, { folder });
      assert.equal(archive.counters.brokenFiles, 1);
      assert.equal(archive.files.broken[0]!.path, `${second}.broken`);
      assert.ok(readdirSync(firstDay(folder)).some((n) => n.endsWith('.broken')));
      await compareWithBrute(archive, good, 140);
    }
  });

  it('whose pages are broken is set aside by the question that meets it, which is answered from the rest', async (t) => {
    const { folder, good, second } = await twoPieces(t);
    const bytes = readFileSync(second);
    bytes.fill(0xff, 4, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8));
    writeFileSync(second, bytes);
    const archive = await opened(t, { folder });
    assert.equal(archive.counters.brokenFiles, 0, 'its frame is whole');
    assert.ok((await compareWithBrute(archive, good, 141)) > 20);
    assert.equal(archive.counters.brokenFiles, 1);
    assert.ok(archive.files.broken[0]!.because.length > 5);
  });

  it('does not stop a merge', async (t) => {
    const { folder, good, second } = await twoPieces(t);
    const bytes = readFileSync(second);
    bytes.fill(0xff, 4, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8));
    writeFileSync(second, bytes);
    const archive = await opened(t, { folder });
    await archive.append(columnsOf([closing(good)]));
    await archive.flush();
    await archive.merge();
    assert.deepEqual(
      archive.files.of(dayOf(NIGHT_MS)).map((f) => f.kind),
      ['day'],
    );
    assert.equal(archive.counters.brokenFiles, 1);
    await compareWithBrute(archive, [...good, closing(good)], 142);
  });

  it('that somebody removed is no longer asked', async (t) => {
    const { folder, good, second } = await twoPieces(t);
    const archive = await opened(t, { folder });
    rmSync(second);
    await compareWithBrute(archive, good, 143);
    assert.equal(archive.counters.brokenFiles, 1);
  });
});

describe('a disk that refuses', () => {
  it('leaves the rows in the tail, is counted, bounds the tail, and is tried again', async (t) => {
    const rows = madeRows(15, 20, 3, dayOf(NIGHT_MS));
    const folder = temporaryFolder();
    const archive = await opened(t, { folder, flushRows: 100, maxTailRows: rows.length - 150 });
    // A file where the day's folder is to be: refuses root too, unlike permissions.
    const day = join(folder, 'day=2024-12-25');
    writeFileSync(day, '');
    await fill(archive, rows.slice(0, 400));
    await assert.rejects(archive.flush());
    assert.ok(archive.counters.failures >= 2);
    assert.notEqual(archive.counters.lastFailure, '');
    assert.equal(archive.counters.files, 0);
    await compareWithBrute(archive, rows.slice(0, 400), 150);
    renameSync(day, join(folder, 'away'));
    chmodSync(folder, 0o700);
    await fill(archive, rows.slice(400));
    await archive.flush();
    assert.equal(archive.counters.lastFailure, '');
    assert.equal(archive.counters.tailRows, 0);
    assert.ok((await compareWithBrute(archive, rows, 151)) > 100);
  });

  it('for too long: the oldest rows are dropped and counted', async (t) => {
    const rows = [...madeRows(16, 10, 2, dayOf(NIGHT_MS))].sort((a, b) => a.timeMs - b.timeMs);
    const folder = temporaryFolder();
    const archive = await opened(t, { folder, flushRows: 100, maxTailRows: 300 });
    writeFileSync(join(folder, 'day=2024-12-25'), '');
    await archive.append(columnsOf(rows));
    assert.equal(archive.counters.tailRows, 300);
    assert.equal(archive.counters.droppedRows, rows.length - 300);
    await compareWithBrute(archive, rows.slice(-300), 160);
  });
});
