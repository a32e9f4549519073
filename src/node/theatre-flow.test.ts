/** The way of records with its real threads, journal, store and archive. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { JournalRecord } from '../pipeline/journal-record.ts';
import { theatreParts } from '../storage/data-folder.ts';
import { realDisk } from '../storage/disk.ts';
import { RecordRunWriter } from '../storage/record-codec.ts';
import { SnapshotFolder } from '../storage/snapshot-folder.ts';
import { TheatreStorage } from '../storage/theatre-storage.ts';
import type { CoreDone } from './core-messages.ts';
import { madeAct, madeChunk, madeSetup, madeSource } from './made-setup.contract.ts';
import { TheatreFlow } from './theatre-flow.ts';
import type { TheatreSetup } from './theatre-setup.ts';

const START_MS = Date.UTC(2026, 0, 1);
const SHIP = 230_000_001;

const OPENED: Opened[] = [];

class Opened {
  readonly shown: CoreDone[] = [];
  readonly failures: string[] = [];
  readonly flow: TheatreFlow;
  /** Records that the start judged again. */
  judgedAgain = 0;

  constructor(folder: string, setup: TheatreSetup) {
    this.flow = new TheatreFlow(setup, folder, {
      shown: (done) => this.shown.push(done),
      stateChanged: () => {},
      failed: (what, error) => this.failures.push(`${what}: ${error.message}`),
    });
  }

  static async at(folder: string, setup = madeSetup()): Promise<Opened> {
    const opened = new Opened(folder, setup);
    OPENED.push(opened);
    await opened.flow.start((_done, of) => {
      opened.judgedAgain = of;
    });
    return opened;
  }

  /** A ship that is heard for an hour and a half, so that an hour ends on the way. */
  sail(): void {
    const records: JournalRecord[] = [madeSource(START_MS)];
    for (let s = 0; s < 5400; s += 10) records.push(madeChunk(START_MS + s * 1000, SHIP, 24.6 + s / 1e6));
    for (const record of records) this.flow.submit(record);
  }
}

/** A journal of many segments. */
function write(folder: string, records: readonly JournalRecord[]): void {
  const storage = new TheatreStorage({ folder, segmentBytes: 4000, notify: () => {} });
  records.forEach((record, i) => {
    const writer = new RecordRunWriter();
    writer.add(record);
    storage.journal.append(writer.take(i + 1));
    storage.journal.flush();
  });
  storage.close();
}

describe('the way of records', () => {
  const root = mkdtempSync(join(tmpdir(), 'merivaht-flow-'));
  after(async () => {
    // Those of a test that failed, too: their threads would keep the suite from ending.
    await Promise.allSettled(OPENED.map(({ flow }) => flow.close()));
    rmSync(root, { recursive: true, force: true });
  });
  const snapshots = (folder: string): SnapshotFolder => new SnapshotFolder(realDisk, theatreParts(folder).snapshots);

  it('saves at the stop, and begins there again: acts, alerts and positions are those of before', async () => {
    const folder = join(root, 'stop');
    const first = await Opened.at(folder);
    first.sail();
    await first.flow.submitAct(madeAct('act-1'), START_MS);
    const { last } = first.flow.keeper.state;
    await first.flow.close();
    assert.deepEqual(first.failures, []);
    assert.equal(snapshots(folder).newest(last)?.seq, last);

    const second = await Opened.at(folder);
    assert.equal(second.judgedAgain, 0);
    const { seq, sources, clockMs } = await second.flow.core.ask('position');
    assert.deepEqual([seq, sources.length], [last, 1]);
    assert.equal(clockMs, START_MS + 5_390_000);
    assert.equal(second.shown[0]!.sections.actCount, 1);
    assert.equal(second.shown[0]!.sections.feeds?.[0]?.messages, 540);
    const track = await second.flow.archive.track(SHIP, START_MS, START_MS + 7_200_000, 1000);
    assert.equal(track.length, 540);
    assert.equal((await second.flow.keeper.acts({ limit: 10 })).length, 1);
    await second.flow.close();
  });

  for (const [what, setup, spoil] of [
    ['of another program', madeSetup({ programVersion: 'another' }), undefined],
    ['of other assets', madeSetup({ assetsHash: 'others' }), undefined],
    ['that nobody can read', madeSetup(), new Uint8Array(Buffer.from('no snapshot'))],
  ] as const)
    it(`judges the whole journal again where the snapshot is one ${what}`, async () => {
      const folder = join(root, what.replaceAll(' ', '-'));
      const first = await Opened.at(folder);
      first.sail();
      await first.flow.close();
      const { last } = first.flow.keeper.state;
      if (spoil !== undefined) snapshots(folder).save({ seq: last, bytes: spoil });
      const second = await Opened.at(folder, setup);
      assert.equal(second.judgedAgain, last);
      assert.equal((await second.flow.core.ask('position')).seq, last);
      assert.ok((await second.flow.core.ask('vessel', SHIP)) !== undefined);
      await second.flow.close();
      assert.deepEqual(second.failures, []);
    });

  for (const gone of [['store'], ['store', 'archive', 'snapshots']] as const)
    it(`makes ${gone.join(', ')} again from the journal where somebody removed that`, async () => {
      const folder = join(root, `without-${gone.join('-')}`);
      const first = await Opened.at(folder);
      first.sail();
      await first.flow.submitAct(madeAct('act-1'), START_MS);
      await first.flow.close();
      const parts = theatreParts(folder);
      for (const part of gone) rmSync(parts[part], { recursive: true });
      const second = await Opened.at(folder);
      const acts = () => second.flow.keeper.acts({ limit: 10 });
      while ((await acts()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.deepEqual(await acts(), [madeAct('act-1')]);
      assert.ok((await second.flow.keeper.queueAt(START_MS + 3_600_000)) !== undefined);
      const track = await second.flow.archive.track(SHIP, START_MS, START_MS + 7_200_000, 1000);
      assert.equal(track.length, 540);
      await second.flow.close();
      assert.deepEqual(second.failures, []);
    });

  it('saves at each hour what a crash then begins after, with all that came before it in store and archive', async () => {
    const folder = join(root, 'hour');
    const opened = await Opened.at(folder);
    opened.sail();
    await opened.flow.core.ask('position');
    const saved = () => readdirSync(theatreParts(folder).snapshots).filter((name) => name.endsWith('.mvs'));
    while (saved().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const { last } = opened.flow.keeper.state;
    const { seq } = snapshots(folder).newest(last)!;
    assert.ok(seq < last);
    const appliedBefore = opened.flow.keeper.appliedThrough;
    const changedBefore = opened.shown.flatMap((done) => done.changes.map((c) => c.seq)).filter((s) => s <= seq);
    assert.ok(changedBefore.length === 0 || appliedBefore >= Math.max(...changedBefore));
    await opened.flow.close();
  });

  it('goes on from a shortened journal, also where all that is left must be judged again', async () => {
    const folder = join(root, 'shortened');
    const act = madeAct('act-1');
    const given: JournalRecord[] = [madeSource(START_MS), { kind: 'act', atMs: START_MS, act }];
    for (let s = 0; s < 7200; s += 10) given.push(madeChunk(START_MS + s * 1000, SHIP, 24.6 + s / 1e6));
    write(folder, given);
    const first = await Opened.at(folder);
    const { last } = first.flow.keeper.state;
    const heard = (await first.flow.core.ask('vessel', SHIP))!.lastHeardAt;
    assert.ok(heard !== undefined);
    await first.flow.close();

    const second = await Opened.at(folder);
    const cutMs = START_MS + 5_400_000;
    await second.flow.keeper.retain({ beforeMs: cutMs });
    assert.ok(second.flow.keeper.counters.removedSegments > 3);
    assert.ok(second.flow.keeper.firstSeq > 300);
    await second.flow.close();

    for (const setup of [madeSetup(), madeSetup({ programVersion: 'another' })]) {
      const third = await Opened.at(folder, setup);
      const { seq, sources, clockMs } = await third.flow.core.ask('position');
      assert.deepEqual([seq, clockMs], [last, START_MS + 7_190_000]);
      assert.deepEqual(sources.map((s) => [s.feedId, s.state]), [['feed-0', 'up']]); // biome-ignore format: one thought
      assert.equal(third.shown.at(-1)!.sections.actCount, 1);
      assert.equal((await third.flow.core.ask('vessel', SHIP))?.lastHeardAt, heard);
      assert.deepEqual(await third.flow.keeper.acts({ limit: 10 }), [act]);
      await third.flow.close();
      assert.deepEqual(third.failures, []);
    }
  });

  for (const age of ['young', 'shortened'] as const)
    it(`reads on in the middle of a row of a CSV, by the header of long ago (${age})`, async () => {
      const folder = join(root, `csv-${age}`);
      const row = (s: number) => `${SHIP},59.8,${24.6 + s / 1e6},${new Date(START_MS + s * 1000).toISOString()}\n`;
      const rows = Array.from({ length: 720 }, (_, i) => row(i * 10));
      const text = `mmsi,lat,lon,timestamp\n${rows.join('')}`;
      const chunk = (s: number, part: string): JournalRecord => ({ kind: 'chunk', source: 0, receivedAtMs: START_MS + s * 1000, bytes: new TextEncoder().encode(part) }); // biome-ignore format: one record
      // Cut in the header and in rows.
      const given = [{ ...madeSource(START_MS), format: 'csv' }, ...Array.from({ length: Math.ceil(text.length / 50) }, (_, i) => chunk(i * 10, text.slice(i * 50, i * 50 + 50)))]; // biome-ignore format: one thought
      const half = Math.floor(given.length / 2);
      write(folder, given.slice(0, half));
      const first = await Opened.at(folder);
      await first.flow.close();
      const second = await Opened.at(folder);
      if (age === 'shortened') {
        await second.flow.keeper.retain({ beforeMs: START_MS + half * 7 * 1000 });
        assert.ok(second.flow.keeper.firstSeq > half / 2);
      }
      assert.equal((await second.flow.core.ask('position')).seq, half);
      for (const record of given.slice(half)) second.flow.submit(record);
      await second.flow.keeper.whenDurable(given.length);
      await second.flow.close();
      assert.deepEqual(second.failures, []);
      const third = await Opened.at(folder, madeSetup({ programVersion: age === 'young' ? 'test' : 'another' }));
      const feed = third.shown.findLast((done) => done.sections.feeds !== undefined)!.sections.feeds![0]!;
      // What retention let go is not counted again, and the row that it cut is set aside.
      if (age === 'young') assert.deepEqual([feed.messages, feed.setAside], [720, 0]);
      else assert.ok(feed.messages > 300 && feed.messages < 720 && feed.setAside <= 1, JSON.stringify(feed));
      const track = await third.flow.archive.track(SHIP, START_MS, START_MS + 7_200_000, 1000);
      assert.ok(track.length >= 719);
      assert.ok((await third.flow.core.ask('vessel', SHIP)) !== undefined);
      await third.flow.close();
      assert.deepEqual(third.failures, []);
    });

  it('reads a CSV that comes again without its header as before, and sets aside one whose columns nobody knows', async () => {
    const folder = join(root, 'csv-again');
    const row = (s: number) => `${SHIP},59.8,24.6,${new Date(START_MS + s * 1000).toISOString()}\n`;
    const give = (opened: Opened, s: number, text: string, source = 0) =>
      opened.flow.submit({ kind: 'chunk', source, receivedAtMs: START_MS + s * 1000, bytes: new TextEncoder().encode(text) }); // biome-ignore format: one record
    const up = (s: number, source = 0) => ({ ...madeSource(START_MS + s * 1000, 'up', source), format: 'csv' });
    const first = await Opened.at(folder);
    first.flow.submit(up(0));
    give(first, 0, `mmsi,lat,lon,timestamp\n${row(0)}`);
    // So that the store has something: else it is taken for a new one, and all is judged again.
    await first.flow.submitAct(madeAct('act-1'), START_MS);
    await first.flow.close();
    // A restart opens the file at its end.
    const second = await Opened.at(folder);
    second.flow.submit(up(10));
    give(second, 10, row(10));
    second.flow.submit(up(20));
    give(second, 20, row(20));
    second.flow.submit(up(30, 1));
    give(second, 30, 'one,two,three\n1,2,3\n', 1);
    give(second, 40, `mmsi,lat,lon,timestamp\n${row(40)}`, 1);
    await second.flow.keeper.whenDurable(second.flow.keeper.state.last);
    await second.flow.close();
    assert.equal(second.judgedAgain, 0);
    const third = await Opened.at(folder);
    const feeds = third.shown[0]!.sections.feeds!.map((f) => [f.messages, f.setAside]);
    assert.deepEqual(feeds, [[3, 0], [1, 1]]); // biome-ignore format: messages and what was set aside
    await third.flow.close();
    assert.deepEqual([...first.failures, ...second.failures, ...third.failures], []);
  });

  it('says that its core has died, refuses acts, keeps what comes, and can still be closed', async () => {
    const folder = join(root, 'dead');
    const opened = await Opened.at(folder);
    const { flow } = opened;
    // What no source gives: a defect, as the core sees it.
    flow.submit({ kind: 'act', atMs: START_MS, act: undefined } as unknown as JournalRecord);
    while (flow.troubles().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(
      flow.troubles().map((t) => t.what),
      ['core'],
    );
    await assert.rejects(flow.submitAct(madeAct('act-1'), START_MS), { code: 'MV-BUSY' });
    await assert.rejects(flow.core.ask('considered'));
    const seq = flow.submit(madeChunk(START_MS, SHIP, 24));
    await flow.keeper.whenDurable(seq);
    await flow.close();
    assert.match(opened.failures[0]!, /^core: /);
  });

  it('leaves no thread where it cannot be opened', async () => {
    const folder = join(root, 'not-opened');
    const first = await Opened.at(folder);
    await first.flow.close();
    rmSync(theatreParts(folder).archive, { recursive: true, force: true });
    writeFileSync(theatreParts(folder).archive, 'no folder');
    // This process could not end with a thread of its left: the suite would hang here.
    await assert.rejects(Opened.at(folder), { code: 'MV-ARCHIVE-FAILED' });
  });
});
