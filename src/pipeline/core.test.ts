import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NmeaDecoder } from '../ais/nmea-decoder.ts';
import { PositionBatch } from '../ais/position-batch.ts';
import { crossingRow as crossingSchema } from '../contract/views.ts';
import { Core } from './core.ts';
import { LiveOrder } from './live-order.ts';
import { sampleBytes, sampleCoreOptions } from './sample-core.contract.ts';
import type { SequenceRecord } from './sequence.ts';
import { TickClock } from './tick-clock.ts';
import type { TickResult } from './tick-result.ts';

/** A whole sample through a core; all that its ticks gave, and what was shown of alerts after each. */
function watched(partitions: number) {
  const core = new Core(sampleCoreOptions('gulf-of-finland', partitions));
  const order = new LiveOrder();
  const clock = new TickClock();
  const results: TickResult[] = [];
  const seen = new Map<string, string>();
  const judge = (record: SequenceRecord): void => {
    const result = core.accept(record);
    if (result === undefined) return;
    results.push(result);
    for (const { id } of result.changes) seen.set(id, core.alert(id)!.severity);
  };
  const positions = new PositionBatch(1);
  const decoder = new NmeaDecoder(
    {
      positions,
      appended: () => {
        order.add(positions, 0);
        positions.clear();
      },
      identity: (report) => order.addIdentity(report),
      rejected: () => undefined,
      counted: () => undefined,
      simulated: () => undefined,
    },
    { source: 0 },
  );
  order.clock(Date.UTC(2026, 0, 1));
  decoder.push(sampleBytes('gulf-of-finland-2024-12-25'));
  order.drain((slice) => clock.accept(slice, judge));
  return { core, results, seen };
}

describe('the core as it goes along', () => {
  const { core, results, seen } = watched(1);
  const alerts = core.alerts();

  it('says at each tick which alerts changed, and shows each as it stands', () => {
    assert.ok(alerts.length > 0);
    assert.deepEqual([...seen.keys()].sort(), alerts.map((a) => a.id).sort());
    for (const alert of alerts) {
      assert.equal(core.alert(alert.id), alert);
      const raised = results.filter((r) => r.changes.some((c) => c.id === alert.id && c.what === 'raised'));
      assert.deepEqual(
        raised.map((r) => r.tickMs),
        [Date.parse(alert.raisedAt)],
      );
    }
    assert.equal(core.alert('none-such'), undefined);
  });

  it('tells every crossing once, in whole units, by name', () => {
    const crossings = results.flatMap((r) => r.crossings);
    assert.equal(crossings.length, core.statistics.crossings);
    assert.ok(crossings.some((c) => c.name !== undefined));
    for (const row of crossings) assert.deepEqual(crossingSchema.parse(row), row);
  });

  it('gives on four partitions the same ticks', () => assert.deepEqual(watched(4).results, results));

  it('shows a vessel as plain data: who it is, where it was last, its minutes and its identities', () => {
    const { mmsi, name } = alerts[0]!.vessel;
    const view = core.track(mmsi)!;
    assert.equal(view.identity.name, name);
    assert.ok(view.minutes.length > 60 && view.minutes.length <= 240);
    for (let i = 1; i < view.minutes.length; i++) assert.ok(view.minutes[i]!.timeMs > view.minutes[i - 1]!.timeMs);
    assert.deepEqual(structuredClone(view), view);
    assert.equal(core.identities(mmsi)[0]!.identity.name, name);
    assert.equal(core.track(999), undefined);
    assert.deepEqual(core.identities(999), []);
  });

  it('says of every asset in the box whether it is watched, since when and why', () => {
    const states = core.assetStates();
    const watches = core.assetWatches();
    assert.deepEqual(
      states.map((s) => s.assetId),
      watches.map((w) => w.assetId),
    );
    let steady = 0;
    for (const [i, { state, sinceMs, because }] of states.entries()) {
      const { periods } = watches[i]!;
      assert.ok(sinceMs > 0 && sinceMs <= results.at(-1)!.tickMs);
      assert.match(because, /vessel was heard/);
      // What was one and the same in every hour of the day is it now too.
      if (periods.length > 1) continue;
      steady++;
      assert.equal(state, periods[0]!.state);
    }
    assert.ok(steady > 10, `${steady} of ${states.length}`);
    assert.deepEqual(watched(4).core.assetStates(), states);
    const fresh = new Core(sampleCoreOptions('gulf-of-finland')).assetStates();
    assert.ok(fresh.every((s) => s.state === 'unknown' && s.sinceMs === -1));
  });
});
