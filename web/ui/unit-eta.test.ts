import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OwnUnit } from '../../src/contract/act.ts';
import { geodesicM } from '../../src/geo/geodesic.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { greatCircleM } from './great-circle.ts';
import { inTime, unitEta, unitEtas } from './unit-eta.ts';

const unit = (over: Partial<OwnUnit>): OwnUnit => ({
  id: 'u',
  name: 'Unit',
  kind: 'cutter',
  position: [24, 59],
  speedTenthKn: 200,
  readiness: 'under-way',
  call: '',
  ...over,
});

describe('a great circle', () => {
  it('is within 0.6 % of the geodesic on the ellipsoid', () => {
    const random = seededRandom(5);
    for (let i = 0; i < 500; i++) {
      const [lonA, latA] = [random.between(-180, 180), random.between(-80, 80)];
      const [lonB, latB] = [lonA + random.between(-3, 3), latA + random.between(-3, 3)];
      const exact = geodesicM(lonA, latA, lonB, latB);
      assert.ok(Math.abs(greatCircleM(lonA, latA, lonB, latB) - exact) <= 0.006 * exact + 0.001);
    }
  });
});

describe('the ETA of an own unit', () => {
  it('is a straight run at its speed after it is ready', () => {
    // One degree of latitude is 60.04 nautical miles on this sphere: three hours at 20 kn, and a few seconds.
    assert.equal(unitEta(unit({}), [24, 60]).minutes, 181);
    assert.equal(unitEta(unit({ readiness: 'ready-15-min' }), [24, 60]).minutes, 196);
  });

  it('is unknown for one that cannot come, which stands last', () => {
    const etas = unitEtas(
      [
        unit({ id: 'a', readiness: 'not-available' }),
        unit({ id: 'b', readiness: 'ready-1-h' }),
        unit({ id: 'c', speedTenthKn: 0 }),
        unit({ id: 'd' }),
      ],
      [24, 60],
    );
    assert.deepEqual(
      etas.map((e) => e.unit.id),
      ['d', 'b', 'a', 'c'],
    );
    assert.equal(etas[2]!.minutes, undefined);
  });

  it('is compared with the minutes of the ship', () => {
    const asset = { minutesFrom: 20, minutesTo: 40 };
    assert.deepEqual(
      [10, 20, 30, 40, 41, undefined].map((m) => inTime(m, asset)),
      ['yes', 'yes', 'perhaps', 'perhaps', 'no', 'no'],
    );
    assert.equal(inTime(10, undefined), undefined);
  });
});
