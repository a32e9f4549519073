import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { checksum } from '../ais/encode-sentence.ts';
import type { ReplayState } from '../contract/live.ts';
import type { JournalRecord, SourceRecord } from '../pipeline/journal-record.ts';
import { ReplaySource } from '../sources/replay-source.ts';
import type { DriverHost } from './driver.ts';
import { ReplayDriver } from './replay-driver.ts';

const FROM_S = 1_735_120_000;
const MINUTES = 60;
const BEGIN_MS = (FROM_S + 10 * 60) * 1000;
const TO_MS = (FROM_S + MINUTES * 60) * 1000;
const BEAT_MS = 100;

const line = (atS: number, n: number): string => `\\c:${atS}*${checksum(`c:${atS}`)}\\!AIVDM,${n}\n`;

/** A line every ten seconds for an hour; its content does not matter to a driver. */
const recording = (): ReplaySource =>
  ReplaySource.of(
    new TextEncoder().encode(Array.from({ length: MINUTES * 6 + 1 }, (_, i) => line(FROM_S + i * 10, i)).join('')),
    'replay:test',
  );

/** A queue as the journal and the core make one: what was handed in waits until it is judged. */
class Queue implements DriverHost {
  records: JournalRecord[] = [];
  states: ReplayState[] = [];
  resets: number[] = [];
  waitingBytes = 0;
  isJudging = true;
  #judged = 0;
  readonly driver: ReplayDriver;

  constructor(t: TestContext, driver: ReplayDriver) {
    t.mock.timers.enable({ apis: ['setInterval'] });
    this.driver = driver;
    t.after(() => driver.stop());
  }

  submit(record: JournalRecord): void {
    this.records.push(record);
  }

  load(): { coreBehind: number; waitingBytes: number } {
    return { coreBehind: this.records.length - this.#judged, waitingBytes: this.waitingBytes };
  }

  replayChanged(state: ReplayState): void {
    this.states.push(state);
  }

  /** As a theatre does it. */
  async reset(toMs: number): Promise<void> {
    await this.driver.stop();
    this.resets.push(toMs);
    this.records = [];
    this.#judged = 0;
    this.driver.seekTo(toMs);
    this.driver.start(this, [], -1);
  }

  /** Beats, with all that came judged before each. */
  run(t: TestContext, beats: number): void {
    for (let i = 0; i < beats; i++) {
      if (this.isJudging) this.#judged = this.records.length;
      t.mock.timers.tick(BEAT_MS);
    }
  }

  get lines(): number[] {
    const bytes = this.records.flatMap((r) => (r.kind === 'chunk' ? [...r.bytes] : []));
    return [...String.fromCharCode(...bytes).matchAll(/AIVDM,(\d+)/g)].map((m) => Number(m[1]));
  }
}

function begun(t: TestContext, speed = 60): { driver: ReplayDriver; host: Queue } {
  const driver = new ReplayDriver({ source: recording(), feedId: 'test', beginMs: BEGIN_MS, speed });
  const host = new Queue(t, driver);
  driver.start(host, [], -1);
  return { driver, host };
}

/** Runs until it has come to where it begins. */
function atBegin(t: TestContext, speed?: number): { driver: ReplayDriver; host: Queue } {
  const both = begun(t, speed);
  while (both.driver.replay.seekingTo !== undefined) both.host.run(t, 1);
  assert.equal(both.driver.nowMs(), BEGIN_MS);
  return both;
}

const SOURCE: SourceRecord = {
  kind: 'source',
  atMs: FROM_S * 1000,
  source: 0,
  feedId: 'test',
  feedKind: 'replay',
  address: 'replay:test',
  format: 'nmea',
  timesFrom: 'sentence',
  state: 'up',
  because: 'the recording is open',
};

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('a replay driver', () => {
  it('says its source first, comes to the beginning at once, and gives each line once and in order', (t) => {
    const { driver, host } = atBegin(t);
    const [first] = host.records as [SourceRecord];
    assert.deepEqual([first.kind, first.state, first.feedId], ['source', 'up', 'test']);
    assert.deepEqual(host.lines, upTo(61));
    host.run(t, 600);
    assert.ok(driver.replay.ended);
    assert.deepEqual(host.lines, upTo(MINUTES * 6 + 1));
    const times = host.records.map((r) => (r.kind === 'chunk' ? r.receivedAtMs : r.atMs));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.equal(host.states.at(-1)!.ended, true);
  });

  it('runs as fast as it is told, never more than half a minute a record, and stands still when it is paused', async (t) => {
    const { driver, host } = atBegin(t, 60);
    host.run(t, 10);
    assert.equal(driver.nowMs(), BEGIN_MS + 60_000);
    await driver.command({ do: 'pause' });
    host.run(t, 10);
    assert.equal(driver.nowMs(), BEGIN_MS + 60_000);
    assert.equal(host.states.at(-1)!.playing, false);
    await driver.command({ do: 'speed', speed: 1000 });
    await driver.command({ do: 'play' });
    host.run(t, 1);
    assert.equal(driver.nowMs(), BEGIN_MS + 160_000);
    const clocks = host.records.flatMap((r) => (r.kind === 'clock' ? [r.atMs] : []));
    assert.ok(clocks.every((atMs, i) => i === 0 || atMs - clocks[i - 1]! <= 30_000));
  });

  it('drops to life when an alert becomes high, once; not on its way to a place', async (t) => {
    const { driver, host } = begun(t);
    driver.becameHigh();
    assert.equal(driver.replay.speed, 60);
    while (driver.replay.seekingTo !== undefined) host.run(t, 1);
    driver.becameHigh();
    assert.deepEqual([driver.replay.speed, driver.replay.slowsAtHigh], [1, false]);
    await driver.command({ do: 'speed', speed: 60 });
    driver.becameHigh();
    assert.equal(driver.replay.speed, 60);
  });

  it('jumps ahead as fast as it is judged, and has arrived when all of it is judged and kept', async (t) => {
    const { driver, host } = atBegin(t);
    host.isJudging = false;
    host.waitingBytes = 1;
    const to = new Date(TO_MS - 60_000).toISOString().replace('.000Z', 'Z');
    await driver.command({ do: 'jump', to });
    host.run(t, 20);
    assert.equal(driver.nowMs(), TO_MS - 60_000);
    assert.equal(driver.replay.seekingTo, to);
    host.isJudging = true;
    host.run(t, 2);
    assert.equal(driver.replay.seekingTo, to, 'what is judged and not on disk is not shown yet');
    host.waitingBytes = 0;
    host.run(t, 2);
    assert.equal(driver.replay.seekingTo, undefined);
    assert.deepEqual(host.lines.slice(0, 355), upTo(355));
    assert.deepEqual(host.resets, []);
  });

  it('jumps back by beginning anew, and starts over at its own speed', async (t) => {
    const { driver, host } = atBegin(t);
    host.run(t, 100);
    const wantedMs = BEGIN_MS - 5 * 60_000;
    await driver.command({ do: 'jump', to: new Date(wantedMs).toISOString().replace('.000Z', 'Z') });
    assert.deepEqual(host.resets, [wantedMs]);
    while (driver.replay.seekingTo !== undefined) host.run(t, 1);
    assert.equal(driver.nowMs(), wantedMs);
    assert.deepEqual(host.lines, upTo(31));
    driver.becameHigh();
    await driver.command({ do: 'pause' });
    await driver.command({ do: 'start-over' });
    while (driver.replay.seekingTo !== undefined) host.run(t, 1);
    const { speed, playing, slowsAtHigh } = driver.replay;
    assert.deepEqual([driver.nowMs(), speed, playing, slowsAtHigh], [BEGIN_MS, 60, true, true]);
  });

  it('waits while the core or the disk is behind', (t) => {
    const { driver, host } = atBegin(t, 600);
    host.isJudging = false;
    host.run(t, 3000);
    const [stoppedMs, records] = [driver.nowMs(), host.records.length];
    host.waitingBytes = 100 * 1024 * 1024;
    host.isJudging = true;
    host.run(t, 10);
    assert.deepEqual([driver.nowMs(), host.records.length], [stoppedMs, records]);
    host.waitingBytes = 0;
    host.run(t, 1000);
    assert.ok(driver.replay.ended);
  });

  it('goes on where the journal ends, and with a feed that an officer took out', (t) => {
    const known: SourceRecord = { ...SOURCE, state: 'cut', because: 'an officer took it out' };
    const atMs = BEGIN_MS + 600_000;
    const driver = new ReplayDriver({ source: recording(), feedId: 'test', beginMs: BEGIN_MS, speed: 60 });
    const host = new Queue(t, driver);
    driver.start(host, [known], atMs);
    host.run(t, 10);
    assert.equal(driver.nowMs(), atMs + 60_000);
    assert.deepEqual(host.lines, []);
    assert.ok(host.records.every((r) => r.kind === 'clock'));
    assert.ok(driver.restore('test'));
    assert.ok(!driver.restore('other'));
    host.run(t, 10);
    assert.deepEqual(host.lines, [127, 128, 129, 130, 131, 132]);
  });

  it('takes up how it was set, paused or on its way, and an alert that was high slows it down no second time', async (t) => {
    const known = [SOURCE];
    const atMs = BEGIN_MS + 600_000;
    const takenUp = (setting: Parameters<ReplayDriver['takeUp']>[0]): { driver: ReplayDriver; host: Queue } => {
      const driver = new ReplayDriver({ source: recording(), feedId: 'test', beginMs: BEGIN_MS, speed: 60 });
      const host = new Queue(t, driver);
      driver.takeUp(setting);
      driver.start(host, known, atMs);
      return { driver, host };
    };
    const paused = takenUp({ playing: false, speed: 300, slowsAtHigh: false });
    paused.driver.becameHigh();
    paused.host.run(t, 10);
    assert.deepEqual(
      [paused.driver.nowMs(), paused.driver.replay.playing, paused.driver.replay.speed, paused.host.records.length],
      [atMs, false, 300, 0],
    );
    await paused.driver.stop();
    t.mock.timers.reset();
    const seekingTo = new Date(atMs + 900_000).toISOString().replace('.000Z', 'Z');
    const onItsWay = takenUp({ playing: false, speed: 60, slowsAtHigh: true, seekingTo });
    onItsWay.host.run(t, 5);
    assert.equal(onItsWay.driver.nowMs(), atMs + 900_000);
    assert.equal(onItsWay.driver.replay.seekingTo, undefined);
    await onItsWay.driver.stop();
    t.mock.timers.reset();
    // It had arrived, and was killed before that was kept.
    const arrived = takenUp({
      playing: true,
      speed: 60,
      slowsAtHigh: true,
      seekingTo: new Date(atMs).toISOString().replace('.000Z', 'Z'),
    });
    assert.equal(arrived.driver.replay.seekingTo, undefined);
    arrived.host.run(t, 10);
    assert.equal(arrived.driver.nowMs(), atMs + 60_000);
  });

  it('begins where the journal has no more than how it was set up, which carries no time', (t) => {
    const driver = new ReplayDriver({ source: recording(), feedId: 'test', beginMs: BEGIN_MS, speed: 60 });
    const host = new Queue(t, driver);
    driver.start(host, [], 0);
    while (driver.replay.seekingTo !== undefined) host.run(t, 1);
    assert.equal(host.records[0]!.kind, 'source');
    assert.deepEqual(host.lines, upTo(61));
  });
});
