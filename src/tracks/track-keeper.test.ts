import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { realData } from '../../test/real-data.ts';
import { PositionBatch } from '../ais/position-batch.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import { destination, distanceM } from '../geo/local-plane.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import type { Fix } from './fix.ts';
import { TrackKeeper } from './track-keeper.ts';

interface Row {
  readonly timeMs: number;
  readonly mmsi?: number;
  readonly lon: number;
  readonly lat: number;
  readonly sogKn?: number | undefined;
  readonly cogDeg?: number | undefined;
  readonly flags?: number;
}

function keep(rows: readonly Row[], tickMs?: (keeper: TrackKeeper) => void) {
  const rejected = new Map<RejectReason, number>();
  const legs: { previous: Fix | undefined; fix: Fix }[] = [];
  const keeper = new TrackKeeper({
    onFix: (_, previous, fix) => legs.push({ previous: previous && { ...previous }, fix: { ...fix } }),
    onRejected: (reason) => rejected.set(reason, (rejected.get(reason) ?? 0) + 1),
  });
  const batch = new PositionBatch(1);
  for (const row of rows) {
    batch.clear();
    batch.length = 1;
    batch.timeMs[0] = row.timeMs;
    batch.mmsi[0] = row.mmsi ?? 230_000_001;
    batch.lon[0] = row.lon;
    batch.lat[0] = row.lat;
    batch.sogTenthKn[0] = row.sogKn === undefined ? -1 : Math.round(row.sogKn * 10);
    batch.cogTenthDeg[0] = row.cogDeg === undefined ? -1 : Math.round(row.cogDeg * 10);
    batch.headingDeg[0] = -1;
    batch.navStatus[0] = 0;
    batch.flags[0] = row.flags ?? 0;
    keeper.accept(batch, 0);
  }
  tickMs?.(keeper);
  const lost = [...rejected.values()].reduce((a, b) => a + b, 0);
  assert.equal(keeper.statistics.fixes + lost, rows.length, 'every row is accepted or has a reason');
  return { keeper, rejected, legs };
}

/** A steady ship, a fix each `stepS`. */
function steady(n: number, stepS: number, speedKn: number, more: Partial<Row> = {}): Row[] {
  const start = Date.UTC(2024, 11, 25, 0, 0, 0);
  return Array.from({ length: n }, (_, i) => {
    const [lon, lat] = destination(25, 59.7, 80, ((speedKn * 1852) / 3600) * stepS * i);
    return { timeMs: start + i * stepS * 1000, lon, lat, sogKn: speedKn, cogDeg: 80, ...more };
  });
}

describe('the track keeper', () => {
  it('accepts a steady ship whole, and gives each leg its two ends', () => {
    const rows = steady(50, 30, 12);
    const { rejected, legs } = keep(rows);
    assert.deepEqual([...rejected], []);
    assert.equal(legs[0]!.previous, undefined);
    for (const [i, { previous, fix }] of legs.slice(1).entries()) {
      assert.deepEqual([previous!.timeMs, fix.timeMs], [rows[i]!.timeMs, rows[i + 1]!.timeMs]);
    }
  });

  it('counts the same report from several receivers as duplicates', () => {
    const rows = steady(10, 30, 12).flatMap((r) => [r, { ...r, timeMs: r.timeMs + 1000 }]);
    assert.equal(keep(rows).rejected.get('duplicate'), 10);
  });

  it('sets a single outlier aside and goes on without a leg to it', () => {
    const rows = steady(20, 30, 12);
    rows[10] = { ...rows[10]!, lat: 45 };
    const { rejected, legs } = keep(rows);
    assert.deepEqual([...rejected], [['jump-impossible', 1]]);
    assert.ok(
      legs.every(
        ({ previous, fix }) => previous === undefined || distanceM(previous.lon, previous.lat, fix.lon, fix.lat) < 1000,
      ),
    );
  });

  it('follows a ship that has moved on for good, with no leg between', () => {
    const moved = steady(20, 30, 12).map((r, i) => (i < 10 ? r : { ...r, lat: r.lat + 5 }));
    const { keeper, rejected, legs } = keep(moved);
    assert.equal(keeper.statistics.relocated, 1);
    assert.equal(rejected.get('jump-impossible'), 2);
    assert.equal(legs.filter((l) => l.previous === undefined).length, 2);
  });

  it('tells two ships under one MMSI apart and keeps the first', () => {
    const rows = steady(40, 30, 12).flatMap((r) => [r, { ...r, timeMs: r.timeMs + 7000, lat: r.lat - 6 }]);
    const { keeper, rejected } = keep(rows);
    assert.ok(rejected.get('identity-shared')! >= 36);
    assert.equal(keeper.statistics.fixes, 40);
    assert.equal(keeper.get(230_000_001)!.isShared, true);
  });

  it('lets no station, aid, aircraft or beacon become a ship', () => {
    const rows = [2_300_001, 992_301_234, 111_230_001, 970_123_456].map((mmsi, i) => ({
      timeMs: i * 1000,
      mmsi,
      lon: 25,
      lat: 59.7,
    }));
    assert.deepEqual([...keep(rows).rejected], [['not-a-vessel', 4]]);
  });

  it('takes speed from positions where none is reported, within 3 %', () => {
    const { legs } = keep(steady(30, 30, 12).map((r) => ({ ...r, sogKn: undefined, cogDeg: undefined })));
    for (const { fix } of legs.slice(2))
      assert.ok(
        Math.abs(fix.speedKn! - 12) < 0.36 && Math.abs(fix.courseDeg! - 80) < 1.5,
        `${fix.speedKn} kn, ${fix.courseDeg} deg`,
      );
  });

  it('sets aside an old position that is repeated while the ship reports speed', () => {
    const [first] = steady(1, 30, 12);
    const rows = Array.from({ length: 30 }, (_, i) => ({ ...first!, timeMs: first!.timeMs + i * 60_000 }));
    assert.ok(keep(rows).rejected.get('repeat-stale')! >= 20);
  });

  it('keeps a bounded number of vessels', () => {
    const keeper = new TrackKeeper({ maxVessels: 10 });
    const batch = new PositionBatch(1);
    for (let i = 0; i < 100; i++) {
      batch.clear();
      batch.length = 1;
      batch.mmsi[0] = 230_000_000 + i;
      batch.timeMs[0] = i * 1000;
      [batch.lon[0], batch.lat[0], batch.sogTenthKn[0], batch.cogTenthDeg[0]] = [25, 59, 100, 0];
      keeper.accept(batch, 0);
    }
    assert.equal([...keeper.tracks()].length, 10);
    assert.equal(keeper.statistics.droppedForRoom, 90);
  });

  it('never throws on rows of any kind', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      let timeMs = 0;
      keep(
        Array.from({ length: 200 }, () => {
          timeMs += random.pick([0, 1, 1000, 60_000, 86_400_000, -500]);
          return {
            timeMs,
            mmsi: random.pick([230_000_001, 230_000_002, 0, 99, 111_111_222]),
            lon: random.between(-180, 180),
            lat: random.between(-90, 90),
            sogKn: random.pick([0, 12, 102.2, undefined]),
            cogDeg: random.pick([0, 359, undefined]),
          };
        }),
      );
    }
  });
});

describe('own pace', () => {
  const run = (rows: readonly Row[]): TrackKeeper => {
    const keeper = new TrackKeeper();
    const batch = new PositionBatch(1);
    let tickMs = Math.floor(rows[0]!.timeMs / 60_000) * 60_000 + 60_000;
    for (const row of rows) {
      for (; tickMs <= row.timeMs; tickMs += 60_000) keeper.tick(tickMs);
      batch.clear();
      batch.length = 1;
      batch.timeMs[0] = row.timeMs;
      batch.mmsi[0] = 230_000_001;
      [batch.lon[0], batch.lat[0]] = [row.lon, row.lat];
      batch.sogTenthKn[0] = Math.round((row.sogKn ?? 0) * 10);
      batch.cogTenthDeg[0] = Math.round((row.cogDeg ?? 0) * 10);
      keeper.accept(batch, 0);
    }
    keeper.tick(tickMs);
    return keeper;
  };

  for (const stepS of [10, 60, 180, 400])
    it(`is the speed a ship holds, heard each ${stepS} s`, () => {
      const pace = run(steady(Math.ceil(7200 / stepS), stepS, 12.3)).get(230_000_001)!.ownPace;
      assert.ok(Math.abs(pace.speedKn! - 12.3) < 0.06, `${pace.speedKn}`);
    });

  it('stands still while a drag is suspected, and is forgotten at a port call', () => {
    const rows = steady(240, 60, 12);
    const keeper = run(rows.slice(0, 120));
    keeper.setSuspected(230_000_001, true);
    const track = keeper.get(230_000_001)!;
    for (let i = 1; i <= 120; i++) keeper.tick(rows[119]!.timeMs + i * 60_000);
    assert.equal(track.ownPace.speedKn, 12);
    const stopped = [
      ...rows.slice(0, 60),
      ...Array.from({ length: 45 }, (_, i) => ({ ...rows[60]!, timeMs: rows[60]!.timeMs + i * 60_000, sogKn: 0 })),
    ];
    assert.equal(run(stopped).get(230_000_001)!.ownPace.speedKn, undefined);
  });
});

describe('recorded satellite tracks', () => {
  const load = (path: string): Row[] => {
    const text = (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString();
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(
        (m) =>
          typeof m.lat === 'number' && typeof m.lon === 'number' && Math.abs(m.lat) <= 90 && Math.abs(m.lon) <= 180,
      )
      .map((m) => {
        const at = m.timestamp;
        const timeMs =
          typeof at === 'number'
            ? at * 1000
            : Date.parse(
                String(at)
                  .replace(' ', 'T')
                  .replace(/(\.\d{3})\d*/, '$1')
                  .replace(/([^Z])$/, '$1Z'),
              );
        return {
          timeMs,
          lon: m.lon as number,
          lat: m.lat as number,
          sogKn: typeof m.speed === 'number' ? m.speed : undefined,
          cogDeg: typeof m.course === 'number' ? m.course % 360 : undefined,
        };
      })
      .filter((r) => !Number.isNaN(r.timeMs))
      .sort((a, b) => a.timeMs - b.timeMs);
  };
  for (const name of [
    '204814000.jsonl',
    '205316000.jsonl',
    '224051350.jsonl.gz',
    '230942350.jsonl',
    '227317360.jsonl',
  ]) {
    const real = realData(`gnss/gfw_gpsdio_segment/${name}`);
    it(`keeps the ordinary ship ${name} in one piece`, { skip: real.skip }, (t) => {
      const { keeper, rejected } = keep(load(real.path));
      t.diagnostic(`${name}: ${keeper.statistics.fixes} fixes, set aside ${JSON.stringify([...rejected])}`);
      assert.equal(keeper.statistics.relocated, 0);
      const lost = (rejected.get('jump-impossible') ?? 0) + (rejected.get('identity-shared') ?? 0);
      assert.ok(lost <= keeper.statistics.fixes * 0.02, `${lost} lost`);
    });
  }
  const shared = realData('gnss/gfw_gpsdio_segment/240000000.jsonl.gz');
  it('sees that 240000000 is two ships', { skip: shared.skip }, (t) => {
    const { keeper, rejected, legs } = keep(load(shared.path).map((r) => ({ ...r, mmsi: 240_000_000 })));
    t.diagnostic(`${keeper.statistics.fixes} fixes, set aside ${JSON.stringify([...rejected])}`);
    assert.ok((rejected.get('identity-shared') ?? 0) > 100);
    assert.ok(
      legs.every(
        (l) => l.previous === undefined || distanceM(l.previous.lon, l.previous.lat, l.fix.lon, l.fix.lat) < 1_500_000,
      ),
      'no leg joins Colombia and the Bay of Bengal',
    );
  });
  const outliers = realData('gnss/gfw_gpsdio_segment/224108190.jsonl');
  it('sets the single-fix outliers of 224108190 aside', { skip: outliers.skip }, () => {
    const { legs, rejected } = keep(load(outliers.path));
    assert.ok((rejected.get('jump-impossible') ?? 0) >= 1);
    for (const { fix } of legs) assert.ok(fix.lat > 38 && fix.lat < 45, `${fix.lat}`);
  });
});
