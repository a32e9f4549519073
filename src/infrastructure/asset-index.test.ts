import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { geodesicM } from '../geo/geodesic.ts';
import { distanceM } from '../geo/local-plane.ts';
import { type LonLat, wrapLon } from '../geo/position.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import type { Asset } from './asset.ts';
import { AssetIndex } from './asset-index.ts';
import type { Crossing } from './crossing.ts';
import { routeLengthM } from './load-assets.ts';

function asset(id: string, line: readonly LonLat[], positionSigmaM = 100): Asset {
  return {
    id,
    name: id,
    kind: 'power-cable',
    owners: [],
    lines: [line],
    positionSigmaM,
    lengthM: routeLengthM([line]),
    depths: [],
    burials: [],
  };
}

/** Cables of five legs about a place; `lon` may lie at the antimeridian. */
function cables(random: SeededRandom, n: number, lon: number, lat: number): Asset[] {
  return Array.from({ length: n }, (_, i) => {
    let at: LonLat = [lon + random.between(-1, 1), lat + random.between(-0.7, 0.7)];
    const line = [at];
    for (let k = 0; k < 5; k++) {
      at = [at[0] + random.between(-0.2, 0.3), at[1] + random.between(-0.15, 0.15)];
      line.push(at);
    }
    return asset(
      `cable-${i}`,
      line.map(([x, y]): LonLat => [wrapLon(x), y]),
    );
  });
}

/** Brute force: the smallest distance to many points on every piece, exact on the ellipsoid. */
function bruteDistanceM(a: Asset, lon: number, lat: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (const line of a.lines)
    for (let i = 0; i + 1 < line.length; i++) {
      const [p, q] = [line[i]!, line[i + 1]!];
      for (let k = 0; k <= 400; k++) {
        const d = distanceM(
          lon,
          lat,
          wrapLon(p[0] + (wrapLon(q[0] - p[0]) * k) / 400),
          p[1] + ((q[1] - p[1]) * k) / 400,
        );
        if (d < best) best = d;
      }
    }
  return best;
}

const PLACES: readonly (readonly [string, number, number])[] = [
  ['the Gulf of Finland', 25, 59.8],
  ['the Taiwan Strait', 120, 23.5],
  ['the antimeridian', 179.8, 45],
  ['the far north', 15, 77],
];

for (const [where, lon, lat] of PLACES)
  describe(`the asset index in ${where}`, () => {
    const random = seededRandom(17);
    const assets = cables(random, 12, lon, lat);
    const index = AssetIndex.build(assets, { corridorM: 3000 });
    const points = Array.from(
      { length: 120 },
      (): LonLat => [wrapLon(lon + random.between(-1.4, 1.8)), lat + random.between(-1, 1)],
    );

    it('never rejects a position within the corridor', () => {
      let near = 0;
      for (const [x, y] of points)
        if (assets.some((a) => bruteDistanceM(a, x, y) < 3300)) {
          near++;
          assert.ok(index.mayBeNear(x, y), `${x},${y}`);
        }
      assert.ok(near > 3, `${near} near`);
    });

    it('finds the same neighbours as brute force, within 0.5 % and 40 m', () => {
      for (const [x, y] of points.slice(0, 60)) {
        const got = new Map(index.nearest(x, y, 20_000).map((n) => [n.assetId, n.distanceM]));
        for (const a of assets) {
          const want = bruteDistanceM(a, x, y);
          const have = got.get(a.id);
          if (want < 19_800)
            assert.ok(
              have !== undefined && Math.abs(have - want) <= 40 + want * 0.005,
              `${a.id}: ${have} against ${want}`,
            );
          if (want > 20_300) assert.equal(have, undefined);
        }
      }
    });

    it('crosses exactly where a leg changes sides, at the share of its time', () => {
      let crossed = 0;
      for (let trial = 0; trial < 150; trial++) {
        const from: LonLat = [wrapLon(lon + random.between(-1, 1.5)), lat + random.between(-0.7, 0.7)];
        const to: LonLat = [wrapLon(from[0] + random.between(-0.05, 0.05)), from[1] + random.between(-0.03, 0.03)];
        const got: Crossing[] = [];
        index.crossings(1, { timeMs: 0, lon: from[0], lat: from[1] }, { timeMs: 100_000, lon: to[0], lat: to[1] }, got);
        for (const c of got) {
          crossed++;
          const share = c.timeMs / 100_000;
          const [x, y] = [wrapLon(from[0] + wrapLon(to[0] - from[0]) * share), from[1] + (to[1] - from[1]) * share];
          assert.ok(geodesicM(x, y, c.lon, c.lat) < 40, 'the place at that share of the leg');
          assert.ok(bruteDistanceM(index.get(c.assetId)!, c.lon, c.lat) < 60, 'on the asset');
        }
        // A leg whose ends are farther from an asset than its own length cannot cross it.
        const reach = distanceM(...from, ...to);
        for (const a of assets)
          if (bruteDistanceM(a, ...from) > reach + 100) assert.ok(!got.some((c) => c.assetId === a.id));
      }
      assert.ok(crossed > 5, `${crossed} crossings`);
    });
  });

describe('crossings', () => {
  const index = AssetIndex.build(
    [
      asset(
        'meridian',
        [
          [25, 59],
          [25, 60.5],
        ],
        500,
      ),
    ],
    { corridorM: 3000 },
  );
  const leg = (minutes: number, extra = {}): Crossing[] => {
    const out: Crossing[] = [];
    index.crossings(
      1,
      { timeMs: 0, lon: 24.99, lat: 59.8, ...extra },
      { timeMs: minutes * 60_000, lon: 25.01, lat: 59.8, ...extra },
      out,
    );
    return out;
  };

  it('are as uncertain as gap and route make them', () => {
    const [near, far] = [leg(2)[0]!, leg(60)[0]!];
    assert.ok(far.sigmaTimeMs > near.sigmaTimeMs);
    // 1,118 m in 2 min; 500 m of route at that speed is 54 s.
    assert.ok(Math.abs(near.sigmaTimeMs - 54_000) < 3000, `${near.sigmaTimeMs}`);
    assert.ok(Math.abs(near.kpM - geodesicM(25, 59, 25, 59.8)) < 30);
  });

  it('are not made up for legs of more than six hours, backwards or without length', () => {
    assert.deepEqual([leg(361), leg(0), leg(-5)], [[], [], []]);
  });

  it('count a path through a shared vertex once', () => {
    const bent = AssetIndex.build(
      [
        asset('bent', [
          [25, 59.5],
          [25, 59.8],
          [25.001, 60],
        ]),
      ],
      { corridorM: 3000 },
    );
    const out: Crossing[] = [];
    bent.crossings(1, { timeMs: 0, lon: 24.99, lat: 59.8 }, { timeMs: 60_000, lon: 25.01, lat: 59.8 }, out);
    assert.equal(out.length, 1);
  });
});

describe('what lies ahead', () => {
  const index = AssetIndex.build(
    [
      asset('a', [
        [25, 59],
        [25, 60.5],
      ]),
      asset('b', [
        [25.5, 59],
        [25.5, 60.5],
      ]),
    ],
    { corridorM: 3000 },
  );

  it('is a range of minutes that holds the true one, nearest first', () => {
    const ahead = index.ahead({ lon: 24.8, lat: 59.8, courseDeg: 90, speedLowKn: 8, speedHighKn: 10 }, 240);
    assert.deepEqual(
      ahead.map((x) => x.assetId),
      ['a', 'b'],
    );
    const km = geodesicM(24.8, 59.8, 25, 59.8) / 1000;
    const minutes = (km / (9 * 1.852)) * 60;
    assert.ok(
      ahead[0]!.minutesFrom <= minutes && ahead[0]!.minutesTo >= minutes,
      `${ahead[0]!.minutesFrom} to ${ahead[0]!.minutesTo}, ${minutes}`,
    );
    assert.ok(ahead[0]!.minutesTo > ahead[0]!.minutesFrom);
  });

  it('is nothing behind, and 0 to 0 over it', () => {
    assert.deepEqual(index.ahead({ lon: 26, lat: 59.8, courseDeg: 90, speedLowKn: 8, speedHighKn: 10 }, 240), []);
    const over = index.ahead({ lon: 25.0005, lat: 59.8, courseDeg: 90, speedLowKn: 8, speedHighKn: 10 }, 240)[0]!;
    assert.deepEqual([over.assetId, over.minutesFrom, over.minutesTo], ['a', 0, 0]);
  });
});
