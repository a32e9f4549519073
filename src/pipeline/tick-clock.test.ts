import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PositionBatch } from '../ais/position-batch.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import type { SequenceRecord, Slice } from './sequence.ts';
import { TickClock } from './tick-clock.ts';

const MINUTE = 60_000;
const START = Date.UTC(2024, 11, 25, 10, 0, 0);

function slice(timesMs: readonly number[], identitiesAt: readonly number[] = []): Slice {
  const positions = new PositionBatch(Math.max(1, timesMs.length));
  for (const timeMs of timesMs) positions.timeMs[positions.length++] = timeMs;
  const identities = identitiesAt.map((at, i) => ({
    at,
    report: { timeMs: undefined, mmsi: i + 1, source: 0, offset: 0 },
  }));
  return { positions, from: 0, to: timesMs.length, identities };
}

function run(slices: readonly Slice[]): SequenceRecord[] {
  const clock = new TickClock();
  const records: SequenceRecord[] = [];
  for (const s of slices) clock.accept(s, (r) => records.push(r));
  clock.finish((r) => records.push(r));
  return records;
}

/** What came out as a flat list: rows by time, ticks by time, identities by MMSI. */
function flat(records: readonly SequenceRecord[]): string[] {
  return records.flatMap((r) => {
    if (r.kind === 'tick') return [`tick ${(r.tickMs - START) / MINUTE}`];
    const out: string[] = [];
    let next = 0;
    const { identities, positions } = r.slice;
    for (let row = r.slice.from; row < r.slice.to; row++) {
      while (next < identities.length && identities[next]!.at <= row)
        out.push(`identity ${identities[next++]!.report.mmsi}`);
      out.push(`row ${(positions.timeMs[row]! - START) / MINUTE}`);
    }
    while (next < identities.length) out.push(`identity ${identities[next++]!.report.mmsi}`);
    return out;
  });
}

describe('the tick clock', () => {
  it('puts a tick at each whole minute between rows, and one after the last', () => {
    const got = flat(run([slice([0.1, 0.5, 1.2, 4.0].map((m) => START + m * MINUTE))]));
    assert.deepEqual(got, ['row 0.1', 'row 0.5', 'tick 1', 'row 1.2', 'tick 2', 'tick 3', 'tick 4', 'row 4', 'tick 5']);
  });

  it('gives the same sequence however the rows are divided into slices', () => {
    const random = seededRandom(7);
    for (let trial = 0; trial < 50; trial++) {
      const times: number[] = [];
      let at = START;
      for (let i = 0; i < 60; i++) {
        at += Math.floor(random.between(0, 150_000));
        times.push(at);
      }
      const whole = flat(run([slice(times)]));
      const cuts: Slice[] = [];
      for (let i = 0; i < times.length; ) {
        const n = random.integer(1, 9);
        cuts.push(slice(times.slice(i, i + n)));
        i += n;
      }
      assert.deepEqual(flat(run(cuts)), whole);
    }
  });

  it('keeps each identity report in its place among the rows', () => {
    const got = flat(
      run([
        slice(
          [0.5, 1.5, 2.5].map((m) => START + m * MINUTE),
          [0, 1, 3],
        ),
      ]),
    );
    assert.deepEqual(got, [
      'identity 1',
      'row 0.5',
      'tick 1',
      'identity 2',
      'row 1.5',
      'tick 2',
      'row 2.5',
      'identity 3',
      'tick 3',
    ]);
  });

  it('does not tick through a silence of years', () => {
    const records = run([slice([START, START + 75 * 365 * 24 * 3_600_000])]);
    assert.ok(records.length < 1600, `${records.length} records`);
    assert.equal(records.filter((r) => r.kind === 'slice').length, 2);
  });
});

describe('the tick clock without rows', () => {
  const advanced = (clock: TickClock, toMs: number): number[] => {
    const minutes: number[] = [];
    clock.advance(toMs, (r) => r.kind === 'tick' && minutes.push((r.tickMs - START) / MINUTE));
    return minutes;
  };

  it('gives the ticks up to the watermark once there has been a row, each once', () => {
    const clock = new TickClock();
    assert.deepEqual(advanced(clock, START), []);
    clock.accept(slice([START + 0.5 * MINUTE]), () => undefined);
    assert.deepEqual(advanced(clock, START + 0.9 * MINUTE), []);
    assert.deepEqual(advanced(clock, START + 3 * MINUTE), [1, 2, 3]);
    assert.deepEqual(advanced(clock, START + 3.9 * MINUTE), []);
    assert.deepEqual(advanced(TickClock.restore(structuredClone(clock.save())), START + 4 * MINUTE), [4]);
    const rows: SequenceRecord[] = [];
    clock.accept(slice([START + 2 * MINUTE, START + 4.5 * MINUTE]), (r) => rows.push(r));
    assert.deepEqual(flat(rows), ['row 2', 'tick 4', 'row 4.5'], 'a late row brings no tick');
  });
});
