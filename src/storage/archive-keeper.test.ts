import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { MerivahtError } from '../contract/errors.ts';
import { batches, columnsOf, compareWithBrute, madeRows, temporaryFolder } from './archive-brute.contract.ts';
import { ArchiveKeeper, type ArchiveKeeperOptions } from './archive-keeper.ts';

async function opened(t: TestContext, options: Partial<ArchiveKeeperOptions> = {}): Promise<ArchiveKeeper> {
  const archive = await ArchiveKeeper.open({ folder: options.folder ?? temporaryFolder(), ...options });
  t.after(() => archive.close().catch(() => undefined));
  return archive;
}

const isFailed = (error: unknown): boolean => error instanceof MerivahtError && error.code === 'MV-ARCHIVE-FAILED';

describe('the archive in its thread', () => {
  it('answers as brute force does, sees what was appended before, and keeps it over a restart', async (t) => {
    const rows = madeRows(21);
    const folder = temporaryFolder();
    const archive = await opened(t, { folder, flushRows: 500 });
    for (const columns of batches(rows, 50)) archive.append(columns);
    assert.ok((await compareWithBrute(archive, rows, 210)) > 100);
    assert.equal(archive.counters.appendedRows, rows.length);
    assert.equal(archive.counters.waitingRows, 0);
    assert.ok(archive.counters.waitingRowsMost > 0);
    await archive.flush();
    await archive.merge();
    assert.equal(archive.counters.tailRows, 0);
    assert.ok((await archive.erase(rows[0]!.mmsi, 9e15)) > 10);
    await archive.close();
    const again = await opened(t, { folder });
    await compareWithBrute(
      again,
      rows.filter((r) => r.mmsi !== rows[0]!.mmsi),
      211,
    );
    assert.equal(await again.retention(9e15), 2);
    assert.deepEqual(await again.inZone([[0, 0], [90, 0], [90, 89], [0, 89]], 0, 9e15), []); // biome-ignore format: a box
  });

  it('writes the tail when it is closed', async (t) => {
    const rows = madeRows(22, 4, 1);
    const folder = temporaryFolder();
    const archive = await opened(t, { folder });
    for (const columns of batches(rows, 50)) archive.append(columns);
    await archive.close();
    await compareWithBrute(await opened(t, { folder }), rows, 220);
  });

  it('drops the oldest waiting batch when the queue is full, and counts it', async (t) => {
    const rows = madeRows(23);
    const archive = await opened(t, { maxWaitingRows: 500 });
    const all = batches(rows, 50);
    // Without a turn of the event loop no answer of the worker can arrive: it has four batches, six more find room.
    for (const columns of all) archive.append(columns);
    const { droppedBatches, droppedWaitingRows, waitingRows } = archive.counters;
    assert.equal(droppedBatches, all.length - 10);
    assert.ok(waitingRows <= 500);
    await archive.flush();
    assert.equal(archive.counters.appendedRows, rows.length - droppedWaitingRows);
    const kept = [...rows.slice(0, 200), ...rows.slice(200 + droppedWaitingRows)];
    await compareWithBrute(archive, kept, 230);
  });

  it('refuses questions when too many wait, and answers those that do', async (t) => {
    const archive = await opened(t);
    archive.append(columnsOf(madeRows(24, 2, 1)));
    const asked = Array.from({ length: 250 }, () => archive.track(276_000_000, 0, 9e15, 5));
    const results = await Promise.allSettled(asked);
    const refused = results.filter((r) => r.status === 'rejected');
    assert.ok(refused.length > 0 && refused.every((r) => isFailed(r.reason)));
    for (const r of results) if (r.status === 'fulfilled') assert.equal(r.value.length, 5);
  });

  it('says what is wrong where it cannot be opened, where a question is wrong, and after it was closed', async (t) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await assert.rejects(ArchiveKeeper.open({ folder: join(folder, 'file') }), isFailed);
    const archive = await opened(t);
    await assert.rejects(archive.track(1, Number.NaN, 2, 3), isFailed);
    assert.deepEqual(await archive.track(1, 1, 2, 3), []);
    await archive.close();
    await archive.close();
    await assert.rejects(archive.track(1, 1, 2, 3), isFailed);
    archive.append(columnsOf(madeRows(25, 1, 1)));
    assert.equal(archive.counters.droppedBatches, 1);
  });

  it('starts a thread that died again and gives it what it had not written, and says so meanwhile', async (t) => {
    const rows = madeRows(26);
    const threads: Worker[] = [];
    const archive = await opened(t, { flushRows: 700, restartMs: 20, onThread: (worker) => threads.push(worker) });
    const all = batches(rows, 50);
    for (const columns of all.slice(0, 20)) archive.append(columns);
    // Nothing may be under way: DuckDB ends the process where its thread is ended under it.
    await archive.merge();
    assert.ok(archive.counters.flushes > 0 && archive.counters.tailRows > 0);
    const ended = threads[0]!.terminate();
    // Some are on disk, some were in its memory, some are on their way to it, and more come while there is none.
    for (const columns of all.slice(20, 30)) archive.append(columns);
    const asked = assert.rejects(archive.positionsAt(0), isFailed);
    await ended;
    await asked;
    assert.match(archive.counters.lastFailure, /started again/);
    await assert.rejects(archive.flush(), isFailed);
    for (const columns of all.slice(30)) archive.append(columns);
    while (archive.counters.lastFailure !== '') await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok((await compareWithBrute(archive, rows, 260)) > 100);
    const { restarts, droppedWaitingRows } = archive.counters;
    assert.deepEqual([restarts, droppedWaitingRows, threads.length], [1, 0, 2]);
  });

  it('gives up on a thread that dies again and again, counts what is missing, and can be closed', async (t) => {
    const archive = await opened(t, { restartMs: 1, onThread: (worker) => void worker.terminate() });
    archive.append(columnsOf(madeRows(27, 1, 1)));
    while (!/Restart Merivaht/.test(archive.counters.lastFailure))
      await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(archive.counters.restarts, 6);
    assert.equal(archive.counters.droppedWaitingRows, madeRows(27, 1, 1).length);
    await assert.rejects(archive.flush(), isFailed);
    await archive.close();
  });
});
