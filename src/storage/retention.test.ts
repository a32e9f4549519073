import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { NumberedRecord } from '../pipeline/journal-record.ts';
import { DataFolder, theatreFolder, theatreParts } from './data-folder.ts';
import { FaultyDisk } from './faulty-disk.contract.ts';
import { BEGINNING_NAME } from './journal-beginning.ts';
import { JournalFile } from './journal-file.ts';
import { madeRecord, madeTimeMs } from './made-records.contract.ts';
import { makeBackup } from './make-backup.ts';
import { decodeRecords, RecordRunWriter } from './record-codec.ts';
import { restoreBackup } from './restore-backup.ts';
import { SqliteStore } from './sqlite-store.ts';
import { madeAct, madeAlert, madeChanges } from './store.contract.ts';
import { TheatreKeeper } from './theatre-keeper.ts';
import { TheatreStorage } from './theatre-storage.ts';

const SEED = 23;
const RECORDS = 300;
const SEGMENT_BYTES = 4000;
const root = mkdtempSync(join(tmpdir(), 'merivaht-retention-'));
let folders = 0;
const folder = (): string => join(root, String(++folders));
after(() => rmSync(root, { recursive: true }));

/** A theatre's storage with many segments and one snapshot. */
function filled(path: string, snapshotSeq: number): TheatreStorage {
  const storage = new TheatreStorage({ folder: path, segmentBytes: SEGMENT_BYTES, notify: () => {} });
  for (let seq = 1; seq <= RECORDS; seq++) {
    const writer = new RecordRunWriter();
    writer.add(madeRecord(seq, SEED));
    storage.journal.append(writer.take(seq));
    storage.journal.flush();
  }
  storage.saveSnapshot({ seq: snapshotSeq, bytes: new Uint8Array(10) });
  return storage;
}

const firstsIn = (path: string): number[] =>
  readdirSync(theatreParts(path).journal).filter((name) => name !== BEGINNING_NAME).map((name) => Number(name.slice(0, 16))); // biome-ignore format: one thought

describe('retention', () => {
  for (const [what, overAge, snapshotSeq, pinnedFromSeq] of [
    ['by age', 150, 290, undefined],
    ['not beyond the oldest snapshot', 250, 120, undefined],
    ['not what a pin holds', 250, 290, 90],
  ] as const)
    it(`removes whole segments of the journal ${what}, and it reads on from there`, async () => {
      const path = folder();
      const storage = filled(path, snapshotSeq);
      const before = firstsIn(path);
      await storage.retain({ beforeMs: madeTimeMs(overAge + 1), pinnedFromSeq });
      const last = Math.min(overAge, snapshotSeq, (pinnedFromSeq ?? 999) - 1);
      // By looking at the segments: the first of which something is to stay.
      const first = before.findLast((f) => f <= last + 1)!;
      assert.ok(first > 1);
      assert.deepEqual(firstsIn(path), before.filter((f) => f >= first)); // biome-ignore format: one thought
      assert.equal(storage.journal.counters.removedSegments, before.indexOf(first));
      storage.close();

      const keeper = await TheatreKeeper.open({ folder: path });
      assert.equal(keeper.firstSeq, first);
      const records: NumberedRecord[] = [];
      for await (const batch of keeper.read(0)) records.push(...batch);
      const carried = records.filter((r) => r.seq < first);
      assert.deepEqual(records.slice(carried.length).map((r) => r.seq), Array.from({ length: RECORDS - first + 1 }, (_, i) => first + i)); // biome-ignore format: one thought
      // Every act that is gone with its segment is carried, and the last word on each source.
      const gone = Array.from({ length: first - 1 }, (_, i) => madeRecord(i + 1, SEED));
      assert.deepEqual(carried.flatMap(({ record }) => (record.kind === 'act' ? [record.act] : [])), gone.flatMap((record) => (record.kind === 'act' ? [record.act] : []))); // biome-ignore format: one thought
      for (const source of [0, 1, 2, 3]) {
        const words = gone.findLast((r) => r.kind === 'source' && r.source === source);
        const kept = carried.filter(({ record }) => record.kind === 'source' && record.source === source);
        assert.deepEqual(kept.map(({ record }) => (record as { state: string }).state), words === undefined ? [] : [(words as { state: string }).state]); // biome-ignore format: one thought
      }
      // None of them is said to be later than what is kept.
      for (const { record } of carried) assert.ok((record as { atMs: number }).atMs <= madeTimeMs(first - 1));
      await keeper.close();
    });

  it('lets nothing go without a snapshot, and never the open segment', async () => {
    const path = folder();
    const storage = new TheatreStorage({ folder: path, notify: () => {} });
    const writer = new RecordRunWriter();
    writer.add(madeRecord(1, SEED));
    storage.journal.append(writer.take(1));
    storage.journal.flush();
    await storage.retain({ beforeMs: 9e15 });
    storage.saveSnapshot({ seq: 1, bytes: new Uint8Array(1) });
    await storage.retain({ beforeMs: 9e15 });
    assert.deepEqual(firstsIn(path), [1]);
    storage.close();
  });

  it('shortens what a backup holds, which opens as the folder does', async () => {
    const data = join(root, 'backed-up');
    const opened = DataFolder.open(data);
    const storage = filled(opened.theatre('gulf'), 290);
    await storage.retain({ beforeMs: madeTimeMs(151) });
    const first = storage.journal.beginning!.first;
    makeBackup(data, join(root, 'backup'), '2026-01-01T00:00:00Z');
    storage.close();
    opened.close();
    restoreBackup(join(root, 'backup'), join(root, 'restored'), Date.UTC(2026, 0, 1));
    const keeper = await TheatreKeeper.open({ folder: theatreFolder(join(root, 'restored'), 'gulf') });
    assert.deepEqual([keeper.firstSeq, keeper.state.last], [first, RECORDS]);
    let records = 0;
    for await (const batch of keeper.read(first - 1)) records += batch.length;
    assert.equal(records, RECORDS - first + 1);
    await keeper.close();
  });

  it('knows a gap that is none of its making', () => {
    const disk = new FaultyDisk();
    const journal = JournalFile.open(disk, '/journal', 1500);
    for (let seq = 1; seq <= 60; seq++) {
      const writer = new RecordRunWriter();
      writer.add(madeRecord(seq, SEED));
      journal.append(writer.take(seq));
      journal.flush();
    }
    for (const _ of journal.shorten(madeTimeMs(31), 60));
    const first = journal.beginning!.first;
    const [name] = disk.list('/journal').filter((n) => n.endsWith('.mvj'));
    assert.equal(Number(name!.slice(0, 16)), first);
    const again = JournalFile.open(disk, '/journal', 1500);
    assert.deepEqual([...again.read(first - 1)].flatMap((run) => decodeRecords(run))[0]!.seq, first);
    disk.remove(`/journal/${name}`);
    assert.throws(() => JournalFile.open(disk, '/journal', 1500), { code: 'MV-JOURNAL-BROKEN', message: /missing at its beginning/ }); // biome-ignore format: one thought
    disk.damage(`/journal/${BEGINNING_NAME}`, 60);
    assert.throws(() => JournalFile.open(disk, '/journal', 1500), { code: 'MV-JOURNAL-BROKEN', message: /not as written/ }); // biome-ignore format: one thought
    disk.remove(`/journal/${BEGINNING_NAME}`);
    assert.throws(() => JournalFile.open(disk, '/journal', 1500), {
      code: 'MV-JOURNAL-BROKEN',
      message: /records 1 to/,
    });
  });

  for (const seed of [1, 2, 3])
    it(`leaves of the store what is young, final or in force at the cut (seed ${seed})`, () => {
      const changes = madeChanges(seed, 120);
      const store = new SqliteStore(`${folder()}.sqlite`);
      store.apply(changes);
      const cutMs = changes[80]!.tickMs;
      const endMs = changes.at(-1)!.tickMs;
      const ids = [1, 2, 3, 4].map((n) => `alert-${n}`);
      const month = '2024-12';
      const answers = () => ({
        alerts: ids.flatMap((id) => [...changes.slice(80).map((c) => store.alert(id, c.tickMs)), store.alert(id)]),
        queues: changes.slice(80).map((c) => store.queueAt(c.tickMs)),
        acts: store.acts({ limit: 1000 }),
        crossings: store.crossings({ fromMs: cutMs, toMs: endMs, limit: 1000 }),
        falseAlarms: store.falseAlarms(month),
      });
      const before = answers();
      const pinned = changes[20]!.seq;
      for (const _ of store.shorten(cutMs, pinned));
      // What the pin holds can still be seen as it was at each of its moments.
      const heldFrom = changes.findIndex((c) => c.seq >= pinned);
      const held = changes.slice(heldFrom, 80).findLast((c) => c.alerts.length > 0)!;
      assert.deepEqual(store.alert(held.alerts[0]!.id, held.tickMs), held.alerts[0]);
      let rows = 0;
      for (const slice of store.shorten(cutMs, Number.MAX_SAFE_INTEGER)) rows += slice;
      assert.ok(rows > 50);
      assert.deepEqual(answers(), before);
      assert.deepEqual(store.crossings({ fromMs: 0, toMs: cutMs - 1, limit: 1000 }), []);
      assert.equal(store.queueAt(changes[5]!.tickMs), undefined);
      let again = 0;
      for (const slice of store.shorten(cutMs, Number.MAX_SAFE_INTEGER)) again += slice;
      assert.equal(again, 0);
      store.close();
    });

  it('keeps the severity that an alert had when it was closed, however long ago', () => {
    const store = new SqliteStore(`${folder()}.sqlite`);
    const change = (seq: number, alerts: ReturnType<typeof madeAlert>[], acts: ReturnType<typeof madeAct>[] = []) => ({ seq, tickMs: madeTimeMs(seq), alerts, acts, crossings: [] }); // biome-ignore format: one thought
    const close = madeAct('act-1', { kind: 'close', alertId: 'a', reason: 'ice', note: '' }, madeTimeMs(3));
    store.apply([
      change(1, [madeAlert('a', 'watch', madeTimeMs(1))]),
      change(2, [madeAlert('a', 'high', madeTimeMs(2))]),
      change(3, [], [close]),
      change(4, [madeAlert('a', 'watch', madeTimeMs(4))]),
      change(5, [madeAlert('a', 'actionable', madeTimeMs(5))]),
    ]);
    const before = store.falseAlarms('2024-12');
    assert.deepEqual(before.rows, [{ severity: 'high', reason: 'ice', times: 1 }]);
    for (const _ of store.shorten(madeTimeMs(1000), Number.MAX_SAFE_INTEGER));
    assert.deepEqual(store.falseAlarms('2024-12'), before);
    assert.equal(store.alert('a', madeTimeMs(1)), undefined);
    assert.equal(store.alert('a')?.severity, 'actionable');
    store.close();
  });
});
