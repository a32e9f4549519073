import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PositionBatch } from '../ais/position-batch.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import {
  endOf,
  fetched,
  finish,
  give,
  type MadeReport,
  madeReports,
  madeRow,
  START_MS,
  scanned,
} from './live-order.contract.ts';
import { LiveOrder } from './live-order.ts';
import { TickClock } from './tick-clock.ts';

const BOUND_MS = 30_000;

/** Each report comes up to `latestMs` after its time, so that they overtake one another. */
function shuffled(reports: readonly MadeReport[], random: SeededRandom, latestMs: number): MadeReport[] {
  return reports
    .map((report) => ({ report, atMs: report.timeMs + random.integer(0, latestMs) }))
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ report }) => report);
}

/** All reports through live order by a clock that is a little behind or ahead of them; what is ready is fetched at random. */
function live(reports: readonly MadeReport[], random: SeededRandom, fetchShare: number): string[] {
  const order = new LiveOrder();
  const clock = new TickClock();
  const out: string[] = [];
  for (const report of reports) {
    order.clock(report.timeMs + 2000);
    give(order, report);
    if (random.next() < fetchShare) out.push(...fetched(order, clock));
  }
  finish(order, endOf(reports));
  out.push(...fetched(order, clock));
  return out;
}

const at = (minute: number, mmsi: number, source = 0): MadeReport =>
  madeRow(START_MS + minute * MINUTE_MS, mmsi, source);

/** Three vessels of a source once a second from one minute to another. */
function traffic(order: LiveOrder, fromMin: number, toMin: number, source = 0, lagMs = 0): void {
  for (let s = Math.round(fromMin * 60); s < toMin * 60; s++) {
    order.clock(START_MS + s * 1000);
    give(order, madeRow(START_MS + s * 1000 - lagMs, 200_000_001 + (s % 3), source));
  }
}

describe('live order', () => {
  it('gives of one source in order exactly what a scan gives', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      const reports = madeReports(random, 400);
      assert.deepEqual(live(reports, random, 0.3), scanned(reports), `seed ${seed}`);
    }
  });

  it('gives of a source shuffled within the bound what a scan gives', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed).fork('shuffled');
      const reports = madeReports(random, 400);
      assert.deepEqual(live(shuffled(reports, random, BOUND_MS), random, 0.3), scanned(reports), `seed ${seed}`);
    }
  });

  it('gives of two sources, each shuffled and one behind the other, what a scan of both gives', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed).fork('two');
      const [a, b] = [madeReports(random, 300, 0), madeReports(random, 300, 1)];
      const together = [...shuffled([...a, ...b], random, BOUND_MS)];
      assert.deepEqual(live(together, random, 0.3), scanned(together), `seed ${seed}`);
    }
  });

  it('gives the same however often what is ready is fetched, late rows and their ticks too', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed).fork('late');
      const reports = shuffled(madeReports(random, 400), random, 10 * BOUND_MS);
      const once = live(reports, random, 0);
      assert.deepEqual(live(reports, random, 1), once, `seed ${seed}`);
      assert.deepEqual(live(reports, random, 0.1), once, `seed ${seed}`);
      assert.equal(once.filter((w) => w.startsWith('row')).length, reports.filter((r) => r.kind === 'row').length);
    }
  });

  it('goes on the same from a copy of its state at any report', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed).fork('saved');
      const reports = shuffled(madeReports(random, 300), random, 4 * BOUND_MS);
      const run = (everyNth: number): string[] => {
        let order = new LiveOrder();
        let clock = new TickClock();
        const out: string[] = [];
        for (const [i, report] of reports.entries()) {
          order.clock(report.timeMs + 2000);
          give(order, report);
          if (i % 7 === 0) out.push(...fetched(order, clock));
          if (i % everyNth !== 0) continue;
          order = LiveOrder.restore(structuredClone(order.save()));
          clock = TickClock.restore(structuredClone(clock.save()));
        }
        finish(order, endOf(reports));
        out.push(...fetched(order, clock), JSON.stringify([...order.statistics]));
        return out;
      };
      assert.deepEqual(run(11), run(1_000_000), `seed ${seed}`);
    }
  });

  it('waits for the source that is behind, and no longer once it is silent or down', () => {
    const order = new LiveOrder();
    for (let s = 0; s < 300; s++) {
      order.clock(START_MS + s * 1000);
      give(order, madeRow(START_MS + s * 1000 - 45_000, 200_000_002, 1));
      give(order, madeRow(START_MS + s * 1000, 200_000_001, 0));
    }
    const nowMs = START_MS + 299_000;
    assert.equal(order.watermarkMs, nowMs - 45_000 - BOUND_MS);
    assert.equal(order.statistics.get(1)!.late, 0);
    order.sourceState(1, false);
    assert.equal(order.watermarkMs, nowMs - BOUND_MS);
    order.sourceState(1, true);
    assert.equal(order.watermarkMs, nowMs - BOUND_MS, 'it does not go back');
    traffic(order, 5, 6.5, 0);
    assert.equal(order.watermarkMs, START_MS + 389_000 - BOUND_MS, 'source 1 has been silent for a minute');
  });

  it('follows the clock when nobody is heard, so that ticks come on a silent sea', () => {
    const order = new LiveOrder();
    const clock = new TickClock();
    traffic(order, 0, 3);
    const heard = fetched(order, clock);
    assert.ok(heard.includes('tick 2') && !heard.includes('tick 3'));
    order.clock(START_MS + 3 * MINUTE_MS + 59_000);
    assert.equal(order.watermarkMs, START_MS + 179_000 - BOUND_MS);
    order.clock(START_MS + 20 * MINUTE_MS);
    assert.equal(order.watermarkMs, START_MS + 18.5 * MINUTE_MS);
    const ticks = fetched(order, clock).filter((w) => w.startsWith('tick'));
    assert.deepEqual(
      ticks,
      Array.from({ length: 16 }, (_, i) => `tick ${i + 3}`),
    );
  });

  it('never goes back nor beyond the clock, whatever comes', () => {
    const random = seededRandom(99);
    for (let trial = 0; trial < 20; trial++) {
      const order = new LiveOrder();
      let clockMs = START_MS;
      let before = order.watermarkMs;
      for (let i = 0; i < 500; i++) {
        if (random.next() < 0.3) clockMs += random.integer(0, 40_000);
        order.clock(clockMs);
        const wild = random.pick([0, 0, 0, 1000, 600_000, -600_000, 7_200_000, 30 * HOUR_MS, -30 * HOUR_MS]);
        give(order, madeRow(clockMs + wild, 200_000_001 + random.integer(0, 5), random.integer(0, 2), i));
        if (random.next() < 0.05) order.sourceState(random.integer(0, 2), random.next() < 0.5);
        assert.ok(order.watermarkMs >= before && order.watermarkMs <= clockMs);
        before = order.watermarkMs;
      }
    }
  });
});

describe('a time that cannot be', () => {
  it('is set aside where it lies in 2099 or before AIS, and moves nothing', () => {
    const order = new LiveOrder();
    traffic(order, 0, 2);
    const before = order.watermarkMs;
    for (let i = 0; i < 9; i++) {
      give(order, madeRow(Date.UTC(2099, 0, 1), 200_000_001 + i, 0, i));
      give(order, madeRow(Date.UTC(1999, 11, 31), 200_000_001 + i, 0, 100 + i));
    }
    assert.equal(order.watermarkMs, before);
    const { setAside, newestMs } = order.statistics.get(0)!;
    assert.deepEqual([...setAside].sort(), [
      ['time-before-ais', 9],
      ['time-in-future', 9],
    ]);
    assert.equal(newestMs, START_MS + 119_000);
  });

  it('is set aside as isolated when its source goes on without it', () => {
    const order = new LiveOrder();
    traffic(order, 0, 1);
    for (let i = 0; i < 5; i++) give(order, madeRow(START_MS + 5 * HOUR_MS + i * 1000, 200_000_099));
    assert.equal(order.watermarkMs, START_MS + 59_000 - BOUND_MS);
    traffic(order, 1, 4);
    const { setAside, newestMs, late } = order.statistics.get(0)!;
    assert.deepEqual([...setAside], [['time-isolated', 5]]);
    assert.equal(newestMs, START_MS + 239_000);
    assert.equal(late, 0);
  });

  it('is believed of three vessels, and then all of them go out', () => {
    const order = new LiveOrder();
    order.clock(START_MS + 4 * HOUR_MS);
    for (const minute of [0, 1, 2]) for (const mmsi of [1, 2, 3]) give(order, at(minute, 200_000_000 + mmsi));
    give(order, at(30, 200_000_001));
    give(order, at(31, 200_000_001));
    give(order, at(31, 200_000_002));
    assert.equal(order.watermarkMs, START_MS + 2 * MINUTE_MS - BOUND_MS);
    give(order, at(30.5, 200_000_003));
    assert.equal(order.watermarkMs, START_MS + 31 * MINUTE_MS - BOUND_MS);
    finish(order, START_MS + 5 * HOUR_MS);
    assert.equal(fetched(order, new TickClock()).filter((w) => w.startsWith('row')).length, 13);
    assert.equal(order.statistics.get(0)!.setAside.size, 0);
  });

  it('of three vessels moves time only as far as all three have come', () => {
    const order = new LiveOrder();
    order.clock(START_MS + 12 * HOUR_MS);
    for (const mmsi of [1, 2, 3]) give(order, at(0, 200_000_000 + mmsi));
    give(order, at(60, 200_000_001));
    give(order, at(300, 200_000_002));
    give(order, at(600, 200_000_003));
    assert.equal(order.statistics.get(0)!.newestMs, START_MS + 60 * MINUTE_MS);
  });

  it('is no jump where the clock has gone on as far: one ship on a quiet sea is heard again after an hour', () => {
    const order = new LiveOrder();
    const clock = new TickClock();
    for (const minute of [0, 60, 120]) {
      order.clock(START_MS + minute * MINUTE_MS);
      give(order, at(minute, 200_000_001));
    }
    finish(order, START_MS + 121 * MINUTE_MS);
    assert.equal(fetched(order, clock).filter((w) => w.startsWith('row')).length, 3);
  });

  it('is decided after ten minutes by the clock: what the clock has passed and nothing contradicts goes out', () => {
    const order = new LiveOrder();
    order.clock(START_MS + 2 * HOUR_MS);
    give(order, at(0, 200_000_001));
    give(order, at(90, 200_000_001));
    order.clock(START_MS + 2 * HOUR_MS + 9 * MINUTE_MS);
    assert.equal(order.statistics.get(0)!.waiting, 1);
    finish(order, START_MS + 3 * HOUR_MS);
    const rows = fetched(order, new TickClock()).filter((w) => w.startsWith('row'));
    assert.equal(rows.length, 2);
    assert.equal(order.statistics.get(0)!.newestMs, START_MS, 'and does not move its time');
  });
});

describe('what comes late or without a time', () => {
  it('is counted and kept: a late row goes out at once', () => {
    const order = new LiveOrder();
    const clock = new TickClock();
    traffic(order, 0, 5);
    fetched(order, clock);
    give(order, at(1, 200_000_042));
    assert.deepEqual(fetched(order, clock), [`row ${MINUTE_MS} 200000042 0 ${START_MS + MINUTE_MS}`]);
    assert.equal(order.statistics.get(0)!.late, 1);
  });

  it('takes of an identity without a time the newest of its source, or the first that comes', () => {
    const order = new LiveOrder();
    order.clock(START_MS);
    order.addIdentity({ timeMs: undefined, mmsi: 200_000_001, source: 0, offset: 0 });
    give(order, at(0, 200_000_002));
    order.addIdentity({ timeMs: undefined, mmsi: 200_000_003, source: 0, offset: START_MS + 1 });
    finish(order, START_MS + MINUTE_MS);
    assert.deepEqual(
      fetched(order, new TickClock())
        .slice(0, 3)
        .map((w) => w.split(' ').slice(0, 3).join(' ')),
      ['identity 0 200000001', 'identity 0 200000003', 'row 0 200000002'],
    );
  });

  it('counts a row without a time and lets it go', () => {
    const order = new LiveOrder();
    order.clock(START_MS);
    give(order, madeRow(Number.NaN, 200_000_001, 0, 1));
    assert.equal(order.statistics.get(0)!.untimed, 1);
    assert.equal(order.statistics.get(0)!.waiting, 0);
  });

  it('lets the oldest go out early when too many wait, and counts them', () => {
    const order = new LiveOrder({ maxWaiting: 50 });
    order.clock(START_MS + HOUR_MS);
    const batch = new PositionBatch(1);
    batch.length = 1;
    for (let i = 0; i < 80; i++) {
      batch.timeMs[0] = START_MS + (79 - i) * 250;
      batch.mmsi[0] = 200_000_001 + i;
      batch.offset[0] = i;
      order.add(batch, 0);
    }
    const { early, waiting, late } = order.statistics.get(0)!;
    const rows = fetched(order, new TickClock()).filter((w) => w.startsWith('row'));
    assert.equal(rows.length, early + late);
    assert.equal(early + late + waiting, 80);
    assert.ok(waiting <= 50 && early > 0);
  });

  it('counts the vessels of the last ten minutes', () => {
    const order = new LiveOrder();
    traffic(order, 0, 1);
    assert.equal(order.statistics.get(0)!.vesselsHeard, 3);
    order.clock(START_MS + 12 * MINUTE_MS);
    assert.equal(order.statistics.get(0)!.vesselsHeard, 0);
  });
});
