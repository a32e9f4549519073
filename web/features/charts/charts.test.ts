import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makePositionFrame } from '../../../src/contract/position-frame.ts';
import type { CrossingRow, TrackPoint } from '../../../src/contract/views.ts';
import { seededRandom } from '../../../src/lib/seeded-random.ts';
import { classFrom, kpDots, kpSpan, nearestDot, stripPieces } from './kp-dots.ts';
import { placeInLanes } from './lanes.ts';
import { alertSeries, GAP_S, speedFacts, speedTop, trackSeries } from './speed-series.ts';

const at = (min: number): string => `${new Date(Date.UTC(2024, 11, 25, 10, min)).toISOString().slice(0, 19)}Z`;
const s = (min: number): number => Date.parse(at(min)) / 1000;
const profile = (min: number, speedTenthKn?: number, ownPaceTenthKn?: number) => ({
  at: at(min),
  lonE5: 0,
  latE5: 0,
  ...(speedTenthKn === undefined ? {} : { speedTenthKn }),
  ...(ownPaceTenthKn === undefined ? {} : { ownPaceTenthKn }),
});
const crossed = (min: number, assetId: string) => ({ assetId, at: at(min), kpM: 0, sigmaS: 20, sigmaKpM: 0 });

describe('the series of the speed chart', () => {
  it('are in order of time, with holes where nothing is known or nothing was heard', () => {
    const alert = {
      profile: [profile(2, 80, 120), profile(0, 118, 120), profile(1), profile(30, 60, 120)],
      crossed: [crossed(2, 'b'), crossed(1, 'a')],
      onsetAt: at(1),
      updatedAt: at(30),
    };
    const series = alertSeries(alert);
    assert.deepEqual(series.timesS, [s(0), s(1), s(2), s(16), s(30)]);
    assert.deepEqual(series.speedKn, [11.8, null, 8, null, 6]);
    assert.deepEqual(series.paceKn, [12, null, 12, null, 12]);
    assert.deepEqual(
      series.crossings.map((c) => c.assetId),
      ['a', 'b'],
    );
    assert.deepEqual(series.onset, { fromS: s(1), toS: s(30) });
    assert.deepEqual(alertSeries({ ...alert, endedAt: at(12) }).onset, { fromS: s(1), toS: s(12) });
  });

  it('of a track have one pace, and only the crossings inside', () => {
    const points: TrackPoint[] = [0, 1, 2].map((min) => ({ at: at(min), lonE5: 0, latE5: 0, speedTenthKn: 100 + min }));
    const series = trackSeries(points, 90, [crossed(1, 'in'), crossed(5, 'after')]);
    assert.deepEqual(series.paceKn, [9, 9, 9]);
    assert.deepEqual(
      series.crossings.map((c) => c.assetId),
      ['in'],
    );
    assert.equal(trackSeries([], undefined, [crossed(1, 'x')]).timesS.length, 0);
  });

  it('put no hole between points that are just near enough', () => {
    const points = [0, GAP_S / 60].map((min) => profile(min, 100));
    assert.equal(trackSeries(points, undefined, []).timesS.length, 2);
  });

  it('say in figures what the lines show', () => {
    const series = trackSeries([profile(0, 120), profile(1, 45), profile(2, 60)], 118, []);
    assert.deepEqual(speedFacts(series), {
      fromS: s(0), toS: s(2), leastKn: 4.5, mostKn: 12, lastKn: 6, lastPaceKn: 11.8,
    }); // biome-ignore format: one fact
    assert.equal(speedFacts(trackSeries([profile(0)], 118, [])), undefined);
  });

  it('fit under the upper end of the axis', () => {
    const random = seededRandom(3);
    for (let i = 0; i < 100; i++) {
      const speedKn = [null, random.between(0, 40), random.between(0, 40)];
      const top = speedTop({ speedKn, paceKn: [random.between(0, 40)] });
      assert.ok(speedKn.every((v) => v === null || v < top));
    }
    assert.equal(speedTop({ speedKn: [null], paceKn: [] }), 5);
  });
});

describe('labels in lanes', () => {
  it('never lie over each other nor leave the right edge, and only what has no room is left out', () => {
    const random = seededRandom(8);
    for (let trial = 0; trial < 200; trial++) {
      const labels = Array.from({ length: 8 }, () => ({ x: random.between(0, 400), width: random.between(20, 120) }));
      labels.sort((a, b) => a.x - b.x);
      const places = placeInLanes(labels, 400, 3);
      places.forEach((a, i) => {
        assert.ok(a.left + labels[i]!.width <= 400.001);
        for (let j = 0; j < i; j++) {
          const b = places[j]!;
          if (a.lane === undefined || a.lane !== b.lane) continue;
          assert.ok(a.left >= b.left + labels[j]!.width || a.left + labels[i]!.width <= b.left);
        }
      });
      assert.notEqual(places[0]!.lane, undefined);
    }
  });

  it('uses the first lane alone where there is room', () => {
    const places = placeInLanes(
      [
        { x: 0, width: 50 },
        { x: 60, width: 50 },
        { x: 380, width: 50 },
      ],
      400,
      2,
    );
    assert.deepEqual(places, [{ lane: 0, left: 0 }, { lane: 0, left: 60 }, { lane: 0, left: 330 }]); // biome-ignore format: places
  });
});

describe('the dots of an asset', () => {
  const row = (min: number, kpM: number, mmsi: number): CrossingRow => ({
    mmsi, assetId: 'a', at: at(min), sigmaS: 10, kpM, sigmaKpM: 50,
  }); // biome-ignore format: one row

  it('are in order of time and take the class from the latest position', () => {
    const { columns } = makePositionFrame(1, 0);
    columns.vesselClass[0] = 2;
    const dots = kpDots(
      [row(5, 1500, 1), row(2, 900, 2)],
      classFrom(columns, (mmsi) => (mmsi === 1 ? 0 : undefined)),
    );
    assert.deepEqual(
      dots.map((d) => [d.mmsi, d.kpKm, d.vesselClass]),
      [[2, 0.9, 'unknown'], [1, 1.5, 'tanker']],
    ); // biome-ignore format: rows
  });

  it('are found under the pointer as looking at each finds them', () => {
    const random = seededRandom(2);
    const dots = kpDots(
      Array.from({ length: 200 }, (_, i) => row(random.between(0, 60), random.between(0, 90_000), i + 1)),
      () => 'cargo',
    );
    const toPx = (d: (typeof dots)[number]): [number, number] => [(d.atS - s(0)) / 10, d.kpKm * 3];
    for (let trial = 0; trial < 100; trial++) {
      const [x, y] = [random.between(0, 360), random.between(0, 270)];
      const d = (dot: (typeof dots)[number]): number => Math.hypot(toPx(dot)[0] - x, toPx(dot)[1] - y);
      const best = dots.reduce((a, b) => (d(b) < d(a) ? b : a));
      assert.equal(nearestDot(dots, toPx, x, y, 8)?.mmsi, d(best) <= 8 ? best.mmsi : undefined);
    }
  });

  it('stand over a strip that is cut to the span', () => {
    const period = (from: number, to: number) => ({ from: at(from), to: at(to), state: 'watched', because: '' });
    const pieces = stripPieces([period(-10, 15), period(15, 45), period(70, 80)], s(0), s(60));
    assert.deepEqual(pieces.map((p) => [p.left, p.width]), [[0, 0.25], [0.25, 0.5]]); // biome-ignore format: pieces
    assert.deepEqual(
      kpSpan(
        kpDots([row(5, 1, 1)], () => 'cargo'),
        [period(0, 20)],
      ),
      [s(0), s(20)],
    );
    assert.equal(kpSpan([], []), undefined);
  });
});
