/** A vessel that was erased: gone from everything that is kept, does not come back with a restart, and others are as they were. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { NmeaDecoder } from '../src/ais/nmea-decoder.ts';
import { PositionBatch } from '../src/ais/position-batch.ts';
import { eraseCommand } from '../src/cli/erase-command.ts';
import { theatreSetup } from '../src/cli/theatre-setups.ts';
import type { Alert } from '../src/contract/alert.ts';
import type { Queue } from '../src/contract/desk.ts';
import type { CrossingRow } from '../src/contract/views.ts';
import { TheatreFlow } from '../src/node/theatre-flow.ts';
import { DataFolder, theatreParts } from '../src/storage/data-folder.ts';
import { realDisk } from '../src/storage/disk.ts';
import { readErasures, refuseUnfinishedErasures, writeErasures } from '../src/storage/erasures.ts';
import { JournalFile } from '../src/storage/journal-file.ts';
import { decodeRecords } from '../src/storage/record-codec.ts';
import { sampleRecords } from './sample-records.contract.ts';

const REGION = 'gulf-of-finland';
const EVER = { fromMs: 0, toMs: 4e12, limit: 1_000_000 };
const setup = theatreSetup({ region: REGION, assets: [], config: undefined });

interface Kept {
  readonly alerts: Alert[];
  readonly queue: Queue;
  readonly crossings: CrossingRow[];
}

const root = mkdtempSync(join(tmpdir(), 'merivaht-erase-'));
const data = join(root, 'data');
after(() => rmSync(root, { recursive: true, force: true }));

async function withFlow<T>(work: (flow: TheatreFlow) => Promise<T>, path = data): Promise<T> {
  const folder = DataFolder.open(path);
  const failures: string[] = [];
  const flow = new TheatreFlow(setup, folder.theatre(REGION), {
    shown: () => {},
    stateChanged: () => {},
    failed: (what, error) => failures.push(`${what}: ${error.message}`),
  });
  await flow.start();
  try {
    return await work(flow);
  } finally {
    await flow.close();
    folder.close();
    assert.deepEqual(failures, []);
  }
}

/** What pages see of all of it. */
async function kept(flow: TheatreFlow): Promise<Kept> {
  const { last } = flow.keeper.state;
  while ((await flow.core.ask('position')).seq < last) await new Promise((resolve) => setImmediate(resolve));
  await flow.keeper.whenDurable(last);
  const queue = JSON.parse((await flow.keeper.queueAt(EVER.toMs))!) as Queue;
  const alerts = await Promise.all(queue.rows.map((row) => flow.keeper.alertAt(row.alert.id)));
  return { alerts: alerts as Alert[], queue, crossings: await flow.keeper.crossings(EVER) };
}

/** Messages by vessel, all parts joined, by the decoder that the watch uses; positions are not enough. */
function messagesInJournal(): { ofVessel: Map<number, number>; records: number } {
  const journal = JournalFile.open(realDisk, theatreParts(join(data, 'theatres', REGION)).journal);
  const ofVessel = new Map<number, number>();
  const sink = { positions: new PositionBatch(1), appended: () => sink.positions.clear(), identity: () => {}, rejected: () => {}, counted: () => {}, simulated: () => {} }; // biome-ignore format: it only counts
  const decoder = new NmeaDecoder(sink, {
    source: 0,
    onMessage: ({ mmsi }) => ofVessel.set(Number(mmsi), (ofVessel.get(Number(mmsi)) ?? 0) + 1),
  });
  let records = 0;
  for (const run of journal.read(0))
    for (const { record } of decodeRecords(run)) {
      records++;
      if (record.kind === 'chunk') decoder.push(record.bytes);
    }
  journal.close();
  return { ofVessel, records };
}

const said: string[] = [];
const terminal = {
  out: new Writable({ write: (chunk, _encoding, done) => { said.push(String(chunk)); done(); } }), // biome-ignore format: one thought
  err: new Writable({ write: (_chunk, _encoding, done) => done() }),
};
const erase = (mmsi: number, ...more: string[]) =>
  eraseCommand.run(['--mmsi', String(mmsi), '--data', data, '--because', 'its owner asked', '--by', 'Mari Tamm', ...more], terminal); // biome-ignore format: one thought

describe('an erased vessel', () => {
  let was: Kept;
  let messages: ReturnType<typeof messagesInJournal>;
  /** One with an open alert, and one with crossings and none. */
  let suspect: number;
  let passer: number;

  before(async () => {
    was = await withFlow(async (flow) => {
      for (const { record } of sampleRecords('gulf-of-finland-2024-12-25')) {
        // Sentences are cut anywhere by records.
        flow.submit(record);
        if (flow.load().coreBehind > 500) await flow.core.ask('position');
      }
      return kept(flow);
    });
    messages = messagesInJournal();
    suspect = was.alerts.find((alert) => alert.status === 'open')!.vessel.mmsi;
    const alerted = new Set(was.alerts.map((alert) => alert.vessel.mmsi));
    passer = was.crossings.find((c) => !alerted.has(c.mmsi))!.mmsi;
  });

  it('is refused while an alert of it is open, and nothing is changed', async () => {
    await assert.rejects(erase(suspect), { code: 'MV-ERASE-OPEN' });
    assert.deepEqual(readErasures(data, REGION), []);
    assert.deepEqual(messagesInJournal(), messages);
  });

  it('is refused while the watch runs, without a reason, and where there is nothing', async () => {
    const folder = DataFolder.open(data);
    // The lock is of this process, which lives.
    await assert.rejects(erase(passer), { code: 'MV-DATA-LOCKED' });
    folder.close();
    await assert.rejects(eraseCommand.run(['--mmsi', '1', '--data', data], terminal), { code: 'MV-ARGUMENTS' });
    await assert.rejects(erase(passer, '--theatre', 'nowhere'), { code: 'MV-INPUT-MISSING' });
    await assert.rejects(eraseCommand.run(['--mmsi', '1', '--data', root, '--because', 'x'], terminal), { code: 'MV-INPUT-MISSING' }); // biome-ignore format: one thought
  });

  it('is gone from journal, archive and store, stays gone after a restart, and others are as they were', async (t) => {
    assert.ok(messages.ofVessel.get(passer)! > 20);
    assert.equal(await erase(passer), 0);
    assert.match(said.join(''), /What remains:\n {2}- backups/);

    const now = messagesInJournal();
    assert.equal(now.records, messages.records);
    assert.equal(now.ofVessel.get(passer), undefined);
    const others = new Map([...messages.ofVessel].filter(([mmsi]) => mmsi !== passer));
    assert.deepEqual(new Map([...now.ofVessel].sort()), new Map([...others].sort()));

    const [record] = readErasures(data, REGION);
    assert.deepEqual([record!.mmsi, record!.by, record!.because], [passer, 'Mari Tamm', 'its owner asked']);
    assert.ok(record!.removed!.lines >= messages.ofVessel.get(passer)!);
    assert.equal(record!.removed!.crossings, was.crossings.filter((c) => c.mmsi === passer).length);
    assert.ok(record!.removed!.positions > 10);
    t.diagnostic(JSON.stringify(record!.removed));

    for (let restart = 0; restart < 2; restart++)
      await withFlow(async (flow) => {
        assert.deepEqual(await flow.archive.track(passer, 0, EVER.toMs, 1000), []);
        assert.equal(await flow.core.ask('vessel', passer), undefined);
        const is = await kept(flow);
        assert.deepEqual(is.alerts, was.alerts);
        assert.deepEqual(is.queue, was.queue);
        assert.deepEqual(is.crossings, was.crossings.filter((c) => c.mmsi !== passer)); // biome-ignore format: one thought
        for (const alert of was.alerts) {
          const judged = await flow.core.ask('alert', alert.id);
          assert.deepEqual([judged?.severity, judged?.onsetAt], [alert.severity, alert.onsetAt]);
          assert.ok((await flow.archive.track(alert.vessel.mmsi, 0, EVER.toMs, 1000)).length > 10);
        }
      });
  });

  it('goes with its alerts when they are closed', async () => {
    const mine = was.alerts.filter((alert) => alert.vessel.mmsi === suspect);
    await withFlow(async (flow) => {
      for (const [i, alert] of mine.entries()) {
        const body = { kind: 'close', alertId: alert.id, reason: 'engine', note: '' } as const;
        const at = '2026-01-01T00:00:00Z';
        const { clockMs } = await flow.core.ask('position');
        const act = { schema: 'merivaht.act/1', actId: `close-${i}`, officer: 'mari', officerName: 'Mari Tamm', theatreId: REGION, at, dataAt: at, body } as const; // biome-ignore format: one thought
        await flow.submitAct(act, clockMs);
      }
    });
    assert.equal(await erase(suspect), 0);
    assert.equal(messagesInJournal().ofVessel.get(suspect), undefined);
    await withFlow(async (flow) => {
      for (const alert of mine) {
        assert.equal(await flow.keeper.alertAt(alert.id), undefined);
        assert.equal(await flow.core.ask('alert', alert.id), undefined);
      }
      for (const alert of was.alerts.filter((a) => a.vessel.mmsi !== suspect))
        assert.deepEqual(await flow.keeper.alertAt(alert.id), alert);
      for (
        let atMs = Date.parse(was.alerts[0]!.onsetAt);
        atMs < Date.parse(was.alerts[0]!.updatedAt);
        atMs += 1_800_000
      )
        assert.ok(!(await flow.keeper.queueAt(atMs))?.includes(`"mmsi":${suspect},`));
      assert.equal((await flow.keeper.acts({ limit: 10 })).length, mine.length);
    });
  });

  it('that was interrupted is known and gone on with', async () => {
    const finished = readErasures(data, REGION);
    const { finishedAt: _, removed: __, ...begun } = finished[0]!;
    writeErasures(data, REGION, [begun, finished[1]!]);
    assert.throws(() => refuseUnfinishedErasures(data), { code: 'MV-ERASE-UNFINISHED' });
    // Between the two renames of the journal's exchange.
    const { journal } = theatreParts(join(data, 'theatres', REGION));
    renameSync(journal, `${journal}.old`);
    // What was written anew is the same here: nothing of the vessel is left.
    cpSync(`${journal}.old`, `${journal}.new`, { recursive: true });
    assert.equal(await erase(passer), 0);
    const { ofVessel } = messagesInJournal();
    assert.equal(existsSync(`${journal}.old`) || existsSync(`${journal}.new`), false);
    assert.equal(ofVessel.get(passer), undefined);
    assert.ok(ofVessel.size > 10);
    refuseUnfinishedErasures(data);
    assert.match(readFileSync(join(data, 'erasures', `${REGION}.json`), 'utf8'), /merivaht.erasures\/1/);
  });
});
