/** A watch that is saved and goes on from a copy gives byte for byte what one gives that was never interrupted. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { deserialize, serialize } from 'node:v8';
import { NmeaDecoder } from '../ais/nmea-decoder.ts';
import { PositionBatch } from '../ais/position-batch.ts';
import type { ReportSink } from '../ais/report-sink.ts';
import { MerivahtError } from '../contract/errors.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import { Core, type CoreOptions } from './core.ts';
import { LiveOrder } from './live-order.ts';
import { sampleBytes, sampleCoreOptions } from './sample-core.contract.ts';
import type { SequenceRecord } from './sequence.ts';
import { TickClock } from './tick-clock.ts';

const SAMPLES = [
  { name: 'gulf-of-finland-2024-12-25', regionId: 'gulf-of-finland' },
  { name: 'taiwan-strait-2025-02-24', regionId: 'taiwan-strait' },
] as const;

const NEVER_MS = Date.UTC(2026, 0, 1);

interface Run {
  /** The bytes of the final document, and a hash of what every tick gave. */
  readonly document: string;
  readonly ticks: string;
  readonly restarts: number;
  /** Restarts while an alert was open. */
  readonly inAlert: number;
  readonly bytesPerVessel: number;
}

type Copy = <T>(data: T) => T;

interface Restarts {
  readonly copy: Copy;
  /** How likely the core goes on from a copy after a record: a tick at which more changed than a figure, or any other. */
  readonly atRecord: (record: SequenceRecord, isNews: boolean) => number;
  /** How likely all of the chain does after a chunk. */
  readonly atChunk: number;
}

const anywhere = (copy: Copy): Restarts => ({ copy, atRecord: (_, isNews) => (isNews ? 0.5 : 0.01), atChunk: 0.03 });

/** Bytes through the whole chain, in chunks that end anywhere. */
function watch(bytes: Uint8Array, options: CoreOptions, random: SeededRandom, restart?: Restarts): Run {
  const hash = createHash('sha256');
  let [restarts, inAlert, bytesPerVessel] = [0, 0, 0];
  let core = new Core(options);
  let order = new LiveOrder();
  let clock = new TickClock();
  const positions = new PositionBatch(1);
  const sink: ReportSink = {
    positions,
    appended: () => {
      order.add(positions, 0);
      positions.clear();
    },
    identity: (report) => order.addIdentity(report),
    rejected: () => undefined,
    counted: () => undefined,
    simulated: () => undefined,
  };
  let decoder = new NmeaDecoder(sink, { source: 0 });
  const noteRestart = (): void => {
    restarts++;
    if (core.alerts().some((alert) => alert.status === 'open')) inAlert++;
  };
  const judge = (record: SequenceRecord): void => {
    const result = core.accept(record);
    if (result !== undefined) hash.update(JSON.stringify(result));
    const isNews = result?.changes.some((change) => change.what !== 'updated') === true;
    if (restart === undefined || random.next() >= restart.atRecord(record, isNews)) return;
    noteRestart();
    core = Core.restore(options, restart.copy(core.save()));
  };
  const fetch = (): void => {
    order.drain((slice, watermarkMs) => {
      clock.accept(slice, judge);
      clock.advance(watermarkMs, judge);
    });
    clock.advance(order.watermarkMs, judge);
  };
  // A recording: the watch's clock is far beyond it, and only its own times move it.
  order.clock(NEVER_MS);
  for (let at = 0; at < bytes.length; ) {
    const size = random.integer(1, 12_000);
    decoder.push(bytes.subarray(at, at + size));
    at += size;
    const isHeld = random.next() < 0.3;
    if (!isHeld) fetch();
    if (restart === undefined || random.next() >= restart.atChunk) continue;
    noteRestart();
    const saved = { core: core.save(), order: order.save(), clock: clock.save(), decoder: decoder.save() };
    bytesPerVessel = Math.max(bytesPerVessel, Math.round(serialize(saved).length / core.statistics.vessels));
    const copied = restart.copy(saved);
    core = Core.restore(options, copied.core);
    order = LiveOrder.restore(copied.order);
    clock = TickClock.restore(copied.clock);
    decoder = NmeaDecoder.restore(sink, { source: 0 }, copied.decoder);
  }
  decoder.end();
  fetch();
  core.finish();
  const document = JSON.stringify(core.document({ timesInvented: false }));
  return { document, ticks: hash.digest('hex'), restarts, inAlert, bytesPerVessel };
}

for (const { name, regionId } of SAMPLES)
  describe(`a watch of ${name}`, () => {
    const bytes = sampleBytes(name);
    const random = (label: string): SeededRandom => seededRandom(20_250_224).fork(label);
    const whole = watch(bytes, sampleCoreOptions(regionId), random('whole'));

    it('finds something, so that equality means something', () => {
      const { alerts, considered, assetWatch } = JSON.parse(whole.document) as Record<string, unknown[]>;
      assert.ok(alerts!.length > 0 && considered!.length > 0 && assetWatch!.length > 0);
    });

    const copies: readonly (readonly [string, number, Copy])[] = [
      ['structuredClone', 1, (data) => structuredClone(data)],
      ['structuredClone', 4, (data) => structuredClone(data)],
      ['v8.serialize', 4, (data) => deserialize(serialize(data)) as typeof data],
    ];
    for (const [label, partitions, copy] of copies)
      it(`goes on from ${label} at any record on ${partitions} partition(s), in the middle of a drag too`, (t) => {
        const run = watch(
          bytes,
          sampleCoreOptions(regionId, partitions),
          random(`${label} ${partitions}`),
          anywhere(copy),
        );
        assert.ok(run.restarts > 20 && run.inAlert > 5, `${run.restarts} restarts, ${run.inAlert} in an alert`);
        assert.equal(run.document, whole.document);
        assert.equal(run.ticks, whole.ticks);
        t.diagnostic(
          `${run.restarts} restarts, ${run.inAlert} with an open alert; ${run.bytesPerVessel} bytes a vessel`,
        );
      });
  });

describe('a saved core', () => {
  it('goes on at every tick of a drag: what the next one is judged by is all in it', () => {
    const options = sampleCoreOptions('gulf-of-finland', 2);
    const bytes = sampleBytes('gulf-of-finland-2024-12-25').subarray(0, 3_200_000);
    const [fromMs, toMs] = [Date.UTC(2024, 11, 25, 10, 5), Date.UTC(2024, 11, 25, 13, 15)];
    const run = watch(bytes, options, seededRandom(3), {
      copy: (data) => structuredClone(data),
      atRecord: (record) => (record.kind === 'tick' && record.tickMs >= fromMs && record.tickMs <= toMs ? 1 : 0),
      atChunk: 0,
    });
    assert.equal(run.restarts, 191);
    const whole = watch(bytes, options, seededRandom(4));
    assert.ok(whole.document.includes('"no-peers"'));
    assert.equal(run.document, whole.document);
    assert.equal(run.ticks, whole.ticks);
  });

  it('is refused where it was set up otherwise', () => {
    const options = sampleCoreOptions('gulf-of-finland');
    const saved = new Core(options).save();
    for (const other of [
      { partitions: 4 },
      { configurationHash: 'other' },
      { assetsHash: 'other' },
      { regionId: 'other' },
    ])
      assert.throws(
        () => Core.restore({ ...options, ...other }, saved),
        (error: unknown) => error instanceof MerivahtError && error.code === 'MV-SNAPSHOT-OTHER',
      );
    assert.doesNotThrow(() => Core.restore(options, saved));
    // Of the shape before: its runs of hours had a sentence and no reason.
    const older = { ...saved, version: saved.version - 1 } as unknown as typeof saved;
    assert.throws(() => Core.restore(options, older), { code: 'MV-SNAPSHOT-OTHER' });
  });
});
