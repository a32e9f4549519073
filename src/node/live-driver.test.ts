import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { JournalRecord, SourceRecord } from '../pipeline/journal-record.ts';
import type { LiveEvents, LiveSource } from '../sources/live-source.ts';
import { LiveDriver } from './live-driver.ts';

/** A source that says what the test says. */
class Given implements LiveSource {
  readonly kind = 'tcp';
  readonly address: string;
  readonly format = 'nmea';
  readonly timesFrom = 'receipt';
  dropped = 0;
  readonly refused = 0;
  isPaused = false;
  readonly calls: string[] = [];
  events!: LiveEvents;
  readonly feedId: string;

  constructor(feedId: string) {
    this.feedId = feedId;
    this.address = `tcp://${feedId}`;
  }

  start(events: LiveEvents): void {
    this.events = events;
    events.state('up', 'it is open');
  }

  async stop(): Promise<void> {
    this.calls.push('stop');
  }

  cut(): void {
    this.calls.push('cut');
    this.events.state('cut', 'an officer took it out');
  }

  restore(): void {
    this.calls.push('restore');
  }

  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
  }

  say(text: string): void {
    this.events.chunk(new TextEncoder().encode(text));
  }
}

const START_MS = Date.UTC(2026, 0, 1);

function driving(t: TestContext, names: readonly string[], known: readonly SourceRecord[] = []) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  let nowMs = START_MS;
  const sources = names.map((name) => new Given(name));
  const driver = new LiveDriver(sources, () => nowMs);
  const records: JournalRecord[] = [];
  const load = { coreBehind: 0, waitingBytes: 0 };
  driver.start(
    { submit: (record) => records.push(record), load: () => load, replayChanged: () => {}, reset: async () => {} },
    known,
  );
  t.after(() => driver.stop());
  const pass = (ms: number): void => {
    for (let i = 0; i < ms; i += 50) {
      nowMs += 50;
      t.mock.timers.tick(50);
    }
  };
  const texts = (source: number) =>
    records.flatMap((r) => (r.kind === 'chunk' && r.source === source ? [new TextDecoder().decode(r.bytes)] : []));
  return { driver, sources, records, load, pass, texts };
}

describe('a live driver', () => {
  it('gathers what comes within a twentieth of a second into one record, in order, a source at a time', (t) => {
    const { sources, pass, texts, records } = driving(t, ['a', 'b']);
    sources[0]!.say('1');
    sources[1]!.say('x');
    sources[0]!.say('2');
    assert.deepEqual(texts(0), []);
    pass(50);
    assert.deepEqual([texts(0), texts(1)], [['12'], ['x']]);
    const chunk = records.find((r) => r.kind === 'chunk')!;
    assert.equal(chunk.kind === 'chunk' && chunk.receivedAtMs, START_MS + 50);
    pass(50);
    assert.equal(texts(0).length, 1);
  });

  it('does not gather more than 256 KiB, and hands on what came before a source changes its state', (t) => {
    const { sources, texts, records } = driving(t, ['a']);
    sources[0]!.say('x'.repeat(300 * 1024));
    assert.equal(texts(0).length, 1);
    sources[0]!.say('last words');
    sources[0]!.events.state('down', 'the other side closed');
    assert.deepEqual(texts(0).slice(1), ['last words']);
    assert.equal((records.at(-1) as SourceRecord).state, 'down');
  });

  it('tells the time each second in which nothing comes, and not otherwise', (t) => {
    const { sources, pass, records } = driving(t, ['a']);
    const clocks = (): number => records.filter((r) => r.kind === 'clock').length;
    assert.equal(clocks(), 1);
    pass(5000);
    assert.equal(clocks(), 6);
    for (let i = 0; i < 50; i++) {
      sources[0]!.say('x');
      pass(100);
    }
    assert.equal(clocks(), 6);
  });

  it('asks all sources to wait while the core or the disk is behind, and tells no time meanwhile', (t) => {
    const { sources, pass, load, records } = driving(t, ['a', 'b']);
    for (const [what, much] of [
      ['coreBehind', 1000],
      ['waitingBytes', 100 * 1024 * 1024],
    ] as const) {
      load[what] = much;
      pass(1000);
      assert.deepEqual([sources[0]!.isPaused, sources[1]!.isPaused], [true, true], what);
      const before = records.length;
      pass(5000);
      assert.equal(records.length, before);
      load[what] = 0;
      pass(1000);
      assert.deepEqual([sources[0]!.isPaused, sources[1]!.isPaused], [false, false], what);
      assert.ok(records.length > before);
    }
  });

  it('takes up the numbers of sources that the journal knows, keeps a cut one cut, and ends those that are gone', (t) => {
    const known = (source: number, feedId: string, state: SourceRecord['state']): SourceRecord => ({
      kind: 'source',
      atMs: 0,
      source,
      feedId,
      feedKind: 'tcp',
      address: `tcp://${feedId}`,
      format: 'nmea',
      timesFrom: 'receipt',
      state,
      because: '',
    });
    const { driver, sources, records } = driving(
      t,
      ['new', 'b'],
      [known(0, 'a', 'up'), known(1, 'b', 'cut'), known(2, 'c', 'ended')],
    );
    const said = records.flatMap((r) => (r.kind === 'source' ? [`${r.source} ${r.feedId} ${r.state}`] : []));
    assert.deepEqual(said, ['0 a ended', '3 new up', '1 b up', '1 b cut']);
    assert.deepEqual(sources[1]!.calls, ['cut']);
    assert.ok(driver.restore('b'));
    assert.ok(!driver.cut('a'));
    assert.deepEqual(sources[1]!.calls, ['cut', 'restore']);
  });

  it('hands on the last words before it has stopped', async (t) => {
    const { driver, sources, texts } = driving(t, ['a']);
    sources[0]!.say('last words');
    await driver.stop();
    assert.deepEqual(sources[0]!.calls, ['stop']);
    assert.deepEqual(texts(0), ['last words']);
  });
});
