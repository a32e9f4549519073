import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ABSENT_U16, makePositionFrame } from '../../src/contract/position-frame.ts';
import { distanceM } from '../../src/geo/local-plane.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { nearestVessel, vesselsNear } from './nearest-vessel.ts';

const random = seededRandom(11);
const { columns } = makePositionFrame(2000, 0);
for (let i = 0; i < columns.count; i++) {
  columns.mmsi[i] = 230_000_000 + i;
  columns.lonE6[i] = Math.round(random.between(24, 25) * 1e6);
  columns.latE6[i] = Math.round(random.between(59.4, 60) * 1e6);
  columns.timeS[i] = Math.floor(random.between(0, 100));
  columns.speedTenthKn[i] = i % 3 === 0 ? ABSENT_U16 : 100;
  columns.courseTenthDeg[i] = 3597;
}
const distance = (i: number, lon: number, lat: number): number =>
  distanceM(lon, lat, columns.lonE6[i]! / 1e6, columns.latE6[i]! / 1e6);
const rows = Array.from({ length: columns.count }, (_, i) => i);

describe('vessels by place', () => {
  it('finds under the pointer what looking at every vessel finds, and none that is no longer drawn', () => {
    let hits = 0;
    for (let trial = 0; trial < 300; trial++) {
      const [lon, lat] = [random.between(24, 25), random.between(59.4, 60)];
      const sinceS = Math.floor(random.between(0, 60));
      const heard = rows.filter((i) => columns.timeS[i]! >= sinceS);
      const nearest = heard.reduce((a, b) => (distance(b, lon, lat) < distance(a, lon, lat) ? b : a));
      const expected = distance(nearest, lon, lat) <= 600 ? columns.mmsi[nearest] : undefined;
      if (expected !== undefined) hits++;
      assert.equal(nearestVessel(columns, lon, lat, 600, sinceS), expected);
    }
    assert.ok(hits > 50 && hits < 300);
  });

  it('lists those round a ship, nearest first and without itself', () => {
    const [lon, lat] = [columns.lonE6[7]! / 1e6, columns.latE6[7]! / 1e6];
    const list = vesselsNear(columns, lon, lat, 5000, 1000, columns.mmsi[7]);
    const expected = rows.filter((i) => i !== 7 && distance(i, lon, lat) <= 5000).map((i) => columns.mmsi[i]!);
    assert.deepEqual(list.map((v) => v.mmsi).sort(), expected.sort());
    assert.ok(expected.length > 3);
    for (let i = 1; i < list.length; i++) assert.ok(list[i]!.distanceM >= list[i - 1]!.distanceM);
    assert.equal(vesselsNear(columns, lon, lat, 5000, 2).length, 2);
  });

  it('leaves out a speed that is not known and brings a course of 359.7 degrees to 0', () => {
    const [lon, lat] = [columns.lonE6[3]! / 1e6, columns.latE6[3]! / 1e6];
    const [first] = vesselsNear(columns, lon, lat, 10, 1);
    assert.equal(first?.mmsi, columns.mmsi[3]);
    assert.ok(!('speedTenthKn' in first!));
    assert.equal(first?.courseDeg, 0);
  });
});
