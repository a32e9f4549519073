import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeBytes } from '../ais/sink.contract.ts';
import { distanceM } from '../geo/local-plane.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { SCENARIOS } from './scenarios.ts';
import { simulate } from './simulate.ts';
import { speedSeries } from './speed-series.ts';

const EAGLE_S = SCENARIOS['eagle-s']!;
const at = (h: number, m: number): number => Date.UTC(2024, 11, 25, h, m);

describe('the simulator', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    for (const scenario of Object.values(SCENARIOS)) {
      const [a, b, c] = [
        simulate(scenario, 5, { thinningS: 600 }),
        simulate(scenario, 5, { thinningS: 600 }),
        simulate(scenario, 6, { thinningS: 600 }),
      ];
      assert.deepEqual(a, b);
      assert.notDeepEqual(a.lines, c.lines);
    }
  });

  it('lets Eagle S make the published speeds at the published times, within 0.5 kn', () => {
    for (const seed of [1, 2, 3]) {
      const { mover } = EAGLE_S.ships(seededRandom(seed)).find((s) => s.name === 'EAGLE S SIM')!;
      for (const [timeMs, low, high] of [
        [at(10, 23), 9.1, 9.3],
        [at(10, 26), 8.8, 9.3],
        [at(11, 0), 8.5, 8.5],
        [at(11, 35), 6.3, 6.3],
        [at(13, 10), 7.5, 7.5],
      ] as const) {
        const { speedKn } = mover.at(timeMs);
        assert.ok(
          speedKn > low - 0.5 && speedKn < high + 0.5,
          `seed ${seed}, ${new Date(timeMs).toISOString()}: ${speedKn.toFixed(2)} kn`,
        );
      }
      const { lon, lat } = mover.at(at(10, 26));
      assert.ok(distanceM(lon, lat, 26.41, 59.885) < 300, 'over Estlink 2 at 10:26');
    }
  });

  it('writes sentences that decode, but for the few that the receiver broke', () => {
    const { lines } = simulate(EAGLE_S, 3, { thinningS: 300 });
    const kept = decodeBytes(Buffer.from(lines.join('\r\n')));
    const broken = kept.rejected.get('checksum-wrong') ?? 0;
    assert.ok(broken > 0 && broken < lines.length / 500, `${broken} of ${lines.length}`);
    assert.deepEqual(
      [...kept.rejected.keys()].filter((r) => !['checksum-wrong', 'fragment-timeout', 'fragment-missing'].includes(r)),
      [],
    );
    for (const row of kept.rows)
      assert.ok(Number.isInteger(row[4]) && Number.isInteger(row[5]) && Number(row[5]) < 3600);
  });

  it('gives real identities only when asked', () => {
    const real = simulate(EAGLE_S, 1, { thinningS: 900, realIdentities: true });
    assert.equal(real.truth.vessels[0]!.mmsi, 518998865);
    for (const v of simulate(EAGLE_S, 1, { thinningS: 900 }).truth.vessels)
      assert.ok(v.mmsi >= 290_000_001 && v.mmsi < 290_001_000);
    for (const scenario of Object.values(SCENARIOS))
      for (const v of simulate(scenario, 1, { thinningS: 900 }).truth.vessels)
        assert.doesNotMatch(v.name, /XIN XIN TIAN|^LINE$|SEVMORPUT|SGV FLOT/);
  });

  it('says of each fact whether it is stated, computed or an estimate, and of each decoy why it must not be alerted', () => {
    for (const scenario of Object.values(SCENARIOS)) {
      const { truth } = simulate(scenario, 1, { thinningS: 900 });
      // Fiction has no facts, and names none.
      if (scenario.isFiction) assert.deepEqual(truth.sources, []);
      else
        assert.ok(truth.sources.some((s) => s.kind === 'stated') && truth.sources.some((s) => s.kind === 'estimate'));
      for (const v of truth.vessels.filter((x) => x.role === 'decoy')) assert.ok((v.why ?? '').length > 10, v.name);
    }
  });

  it('lets speed wander as on real traffic: sd near the one asked for, correlated over half an hour', () => {
    const hours = 200;
    const speeds = speedSeries(
      { fromMs: 0, toMs: hours * 3_600_000, orders: [{ atMs: 0, speedKn: 12, tauMin: 5 }], noiseSd: 0.035 },
      seededRandom(8),
    );
    const x = Array.from({ length: hours * 60 }, (_, i) => Math.log(speeds[i * 6]! / 12));
    const sd = Math.sqrt(x.reduce((s, v) => s + v * v, 0) / x.length);
    const lag = (min: number): number =>
      x.slice(min).reduce((s, v, i) => s + v * x[i]!, 0) / (x.length - min) / (sd * sd);
    assert.ok(Math.abs(sd - 0.035) < 0.008, `${sd}`);
    assert.ok(lag(10) > 0.6 && lag(60) < 0.35, `${lag(10)} at 10 min, ${lag(60)} at 60 min`);
  });
});
