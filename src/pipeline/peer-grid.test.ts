import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { turnDeg } from '../geo/local-plane.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { mergeCounts, PeerCounter, SLOWED_BELOW_MILLI } from './peer-grid.ts';

interface Ship {
  readonly lon: number;
  readonly lat: number;
  readonly courseDeg: number;
  readonly ratioMilli: number;
}

function fleet(seed: number, n: number): Ship[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => ({
    lon: random.between(22, 30),
    lat: random.between(59, 61),
    courseDeg: random.between(0, 360),
    ratioMilli: random.integer(400, 1100),
  }));
}

function contextOf(ships: readonly Ship[], partitions: number) {
  const counters = Array.from({ length: partitions }, () => new PeerCounter());
  ships.forEach((s, i) => {
    counters[i % partitions]!.heard(s.lon, s.lat);
    counters[i % partitions]!.peer(s.lon, s.lat, s.courseDeg, s.ratioMilli);
  });
  return mergeCounts(
    0,
    counters.map((c) => c.take()),
  );
}

describe('the peer grid', () => {
  it('answers the same however the vessels were divided', () => {
    const ships = fleet(3, 400);
    const [one, four] = [contextOf(ships, 1), contextOf(ships, 4)];
    for (const s of ships) {
      assert.deepEqual(
        four.peers(s.lon, s.lat, s.courseDeg, s.ratioMilli),
        one.peers(s.lon, s.lat, s.courseDeg, s.ratioMilli),
      );
      assert.equal(four.heard(s.lon, s.lat), one.heard(s.lon, s.lat));
    }
  });

  it('counts every ship within 22 km on a course within 45 degrees, none beyond 60 km or against it, and never the asker', () => {
    const ships = fleet(11, 400);
    const context = contextOf(ships, 2);
    const kmPerLat = 111.2;
    for (const asker of ships) {
      const { count, slowed } = context.peers(asker.lon, asker.lat, asker.courseDeg, asker.ratioMilli);
      const others = ships
        .filter((s) => s !== asker)
        .map((s) => {
          const dx = (s.lon - asker.lon) * kmPerLat * Math.cos((asker.lat * Math.PI) / 180);
          return {
            ...s,
            km: Math.hypot(dx, (s.lat - asker.lat) * kmPerLat),
            turn: Math.abs(turnDeg(s.courseDeg, asker.courseDeg)),
          };
        });
      const sure = others.filter((s) => s.km < 22 && s.turn <= 45);
      const possible = others.filter((s) => s.km < 85 && s.turn <= 90);
      assert.ok(count >= sure.length && count <= possible.length, `${sure.length} <= ${count} <= ${possible.length}`);
      assert.ok(slowed >= sure.filter((s) => s.ratioMilli < SLOWED_BELOW_MILLI).length && slowed <= count);
    }
  });

  it('takes neighbours across the antimeridian', () => {
    const context = contextOf([{ lon: 179.9, lat: 40, courseDeg: 90, ratioMilli: 800 }], 1);
    assert.deepEqual(context.peers(-179.9, 40, 90, 100), { count: 1, slowed: 1 });
    assert.equal(context.heard(-179.9, 40), 1);
  });
});
