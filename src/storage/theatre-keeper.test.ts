import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import type { NumberedRecord } from '../pipeline/journal-record.ts';
import type { JournalState } from '../pipeline/keeping.ts';
import { FaultyDisk } from './faulty-disk.contract.ts';
import { madeRecord } from './made-records.contract.ts';
import { serveStorage } from './storage-service.ts';
import { madeChanges } from './store.contract.ts';
import { type KeeperOptions, TheatreKeeper } from './theatre-keeper.ts';

const SEED = 11;
const root = mkdtempSync(join(tmpdir(), 'merivaht-keeper-'));
let folders = 0;
const folder = (): string => join(root, String(++folders));
after(() => rmSync(root, { recursive: true }));

async function all(keeper: TheatreKeeper, afterSeq: number): Promise<NumberedRecord[]> {
  const records: NumberedRecord[] = [];
  for await (const batch of keeper.read(afterSeq)) records.push(...batch);
  return records;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

function append(keeper: TheatreKeeper, count: number): number {
  for (let i = 0; i < count; i++) keeper.append(madeRecord(keeper.state.last + 1, SEED));
  return keeper.state.last;
}

describe('a theatre keeper over its storage thread', () => {
  it('numbers at once, says what is durable, and gives it back after it was opened again', async () => {
    const path = folder();
    const states: JournalState[] = [];
    const first = await TheatreKeeper.open({ folder: path, onState: (state) => states.push(state) });
    assert.equal(append(first, 2000), 2000);
    assert.ok(first.state.durableThrough < 2000);
    await first.whenDurable(2000);
    assert.deepEqual(first.state, { last: 2000, durableThrough: 2000, state: 'ok', because: '', waitingBytes: 0 });
    assert.deepEqual(states.at(-1), first.state);
    append(first, 5);
    await first.close();
    const second = await TheatreKeeper.open({ folder: path });
    assert.equal(second.state.durableThrough, 2005);
    const records = await all(second, 3);
    assert.deepEqual(
      records.map((r) => r.seq),
      numbers(4, 2005),
    );
    for (const { seq, record } of records) assert.equal(plain(record), plain(madeRecord(seq, SEED)));
    assert.equal(append(second, 1), 2006);
    await second.close();
    await assert.rejects(second.whenDurable(9999), { code: 'MV-JOURNAL-STOPPED' });
  });

  it('syncs far less often than it is given records', async () => {
    const keeper = await TheatreKeeper.open({ folder: folder() });
    await keeper.whenDurable(append(keeper, 5000));
    assert.ok(keeper.counters.frames < 100, `${keeper.counters.frames} frames`);
    assert.ok(keeper.counters.journalBytes > 100_000);
    await keeper.close();
  });

  it('stops a read in the middle', async () => {
    const keeper = await TheatreKeeper.open({ folder: folder() });
    await keeper.whenDurable(append(keeper, 3000));
    for await (const batch of keeper.read(0)) {
      assert.equal(batch[0]!.seq, 1);
      break;
    }
    assert.equal((await all(keeper, 2990)).length, 10);
    await keeper.close();
  });

  it('keeps snapshots, the newest three, and passes over a broken one', async () => {
    const path = folder();
    const keeper = await TheatreKeeper.open({ folder: path });
    assert.equal(await keeper.loadSnapshot(), undefined);
    const data = (seq: number) => ({ tracks: new Map([[seq, new Float64Array([1.5, seq])]]), big: 'x'.repeat(1e5) });
    for (const seq of [10, 20, 30, 40]) {
      append(keeper, 10);
      await keeper.saveSnapshot(seq, data(seq));
    }
    assert.deepEqual(await keeper.loadSnapshot(), { seq: 40, data: data(40) });
    await assert.rejects(keeper.saveSnapshot(41, {}), { code: 'MV-JOURNAL-STOPPED' });
    const names = readdirSync(join(path, 'snapshots'));
    assert.equal(names.length, 3);
    truncateSync(join(path, 'snapshots', names[2]!), 100);
    assert.deepEqual(await keeper.loadSnapshot(), { seq: 30, data: data(30) });
    writeFileSync(join(path, 'snapshots', names[1]!), 'no snapshot');
    assert.equal((await keeper.loadSnapshot())?.seq, 20);
    await keeper.close();
  });

  it('answers from the store', async () => {
    const keeper = await TheatreKeeper.open({ folder: folder() });
    const changes = madeChanges(3, 60);
    const acts = changes.flatMap((c) => c.acts);
    append(keeper, changes.at(-1)!.seq);
    await Promise.all([keeper.applyChanges(changes.slice(0, 20)), keeper.applyChanges(changes.slice(20))]);
    assert.equal(keeper.appliedThrough, changes.at(-1)!.seq);
    assert.deepEqual(await keeper.acts({ limit: 100 }), acts);
    assert.deepEqual(await keeper.act(acts[2]!.actId), acts[2]);
    const alert = changes.flatMap((c) => c.alerts).at(-1)!;
    assert.deepEqual(await keeper.alertAt(alert.id), alert);
    assert.equal(await keeper.alertAt(alert.id, 0), undefined);
    assert.ok((await keeper.queueAt(Number.MAX_SAFE_INTEGER)) !== undefined);
    const crossings = await keeper.crossings({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 1000 });
    assert.equal(crossings.length, changes.flatMap((c) => c.crossings).length);
    assert.equal((await keeper.falseAlarms('2025-01')).month, '2025-01');
    await keeper.close();
  });

  it('finds at once what was handed in before the question, without waiting for the store', async () => {
    const keeper = await TheatreKeeper.open({ folder: folder() });
    const changes = madeChanges(3, 60);
    const acts = changes.flatMap((c) => c.acts);
    await keeper.whenDurable(append(keeper, changes.at(-1)!.seq));
    const applied = keeper.applyChanges(changes);
    assert.deepEqual(await keeper.acts({ limit: 100 }), acts);
    await applied;
    await keeper.close();
  });

  it('says why a theatre cannot be opened', async () => {
    const path = folder();
    const keeper = await TheatreKeeper.open({ folder: path });
    await keeper.whenDurable(append(keeper, 10));
    await keeper.close();
    writeFileSync(join(path, 'journal', '0000000000000001.mvj'), 'x'.repeat(500));
    await assert.rejects(TheatreKeeper.open({ folder: path }), { code: 'MV-JOURNAL-BROKEN' });
  });
});

describe('a theatre keeper over a disk that refuses', () => {
  /** The storage in this thread, over the same messages. */
  async function open(disk: FaultyDisk, options: Partial<KeeperOptions> = {}) {
    const { port1, port2 } = new MessageChannel();
    const path = folder();
    serveStorage(port2, { folder: path, disk, segmentBytes: 3000, retryMs: 1 });
    let changed = () => {};
    const keeper = await TheatreKeeper.open({ folder: path, port: port1, onState: () => changed(), ...options });
    const state = async (wanted: (state: JournalState) => boolean): Promise<void> => {
      while (!wanted(keeper.state))
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
    };
    return { keeper, state, end: () => port1.close() };
  }

  for (const trouble of ['full', 'syncFails'] as const)
    it(`acknowledges nothing while it is ${trouble}, loses nothing, and goes on by itself`, async () => {
      const disk = new FaultyDisk();
      const { keeper, state, end } = await open(disk);
      await keeper.whenDurable(append(keeper, 20));
      disk[trouble] = true;
      const refused = keeper.whenDurable(append(keeper, 20));
      await assert.rejects(refused, { code: 'MV-JOURNAL-STOPPED' });
      assert.equal(keeper.state.state, 'stopped');
      assert.match(keeper.state.because, /ENOSPC|EIO/);
      await assert.rejects(keeper.whenDurable(40), { code: 'MV-JOURNAL-STOPPED' });
      await keeper.whenDurable(20);
      append(keeper, 20);
      const applied = keeper.applyChanges([{ seq: 60, tickMs: 1, alerts: [], acts: [], crossings: [] }]);
      await assert.rejects(keeper.saveSnapshot(60, {}), { code: 'MV-JOURNAL-STOPPED' });
      assert.equal(keeper.appliedThrough, 0);
      disk[trouble] = false;
      await state((s) => s.state === 'ok' && s.durableThrough === 60);
      await applied;
      assert.equal(keeper.appliedThrough, 60);
      assert.equal(keeper.state.waitingBytes, 0);
      assert.deepEqual(
        (await all(keeper, 0)).map((r) => r.seq),
        numbers(1, 60),
      );
      await keeper.close();
      end();
    });

  it('refuses records beyond its bound, without a gap, and changes beyond theirs', async () => {
    const disk = new FaultyDisk();
    const { keeper, state, end } = await open(disk, { maxWaitingBytes: 50_000, maxWaitingChanges: 10 });
    disk.full = true;
    assert.throws(() => append(keeper, 10_000), { code: 'MV-JOURNAL-STOPPED' });
    const taken = keeper.state.last;
    assert.ok(keeper.state.waitingBytes >= 50_000 && keeper.state.waitingBytes < 51_000);
    const change = { tickMs: 1, alerts: [], acts: [], crossings: [] };
    const waiting = keeper.applyChanges(numbers(1, 10).map((seq) => ({ ...change, seq })));
    await assert.rejects(keeper.applyChanges([{ ...change, seq: 11 }]), { code: 'MV-JOURNAL-STOPPED' });
    assert.equal(keeper.counters.refusedRecords, 1);
    assert.equal(keeper.counters.refusedChanges, 1);
    disk.full = false;
    await state((s) => s.durableThrough === taken);
    await waiting;
    await assert.rejects(keeper.saveSnapshot(5, {}), { code: 'MV-JOURNAL-STOPPED' });
    await keeper.whenDurable(append(keeper, 1));
    assert.deepEqual(
      (await all(keeper, 0)).map((r) => r.seq),
      numbers(1, taken + 1),
    );
    await keeper.close();
    end();
  });

  it('says when it is closed that the disk did not take what waits', async () => {
    const disk = new FaultyDisk();
    const { keeper, end } = await open(disk);
    await keeper.whenDurable(append(keeper, 5));
    disk.full = true;
    append(keeper, 5);
    await assert.rejects(keeper.close(), { code: 'MV-JOURNAL-STOPPED' });
    end();
  });
});

const plain = (record: object): string =>
  JSON.stringify(
    'bytes' in record ? { ...record, bytes: Buffer.from(record.bytes as Uint8Array).toString('hex') } : record,
  );
