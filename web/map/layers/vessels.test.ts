import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ABSENT_U16,
  makePositionFrame,
  POSITION_DOUBTFUL,
  type PositionColumns,
  vesselClasses,
} from '../../../src/contract/position-frame.ts';
import { seededRandom } from '../../../src/lib/seeded-random.ts';
import { FAINT_AFTER_S, GONE_AFTER_S, markOf, vesselFeatures } from './vessels.ts';

const NOW_S = 1_735_120_000;

function randomColumns(n: number, seed: number): PositionColumns {
  const random = seededRandom(seed);
  const { columns } = makePositionFrame(n, NOW_S * 1000);
  for (let i = 0; i < n; i++) {
    columns.mmsi[i] = 200_000_000 + i;
    columns.lonE6[i] = Math.round(random.between(20, 30) * 1e6);
    columns.latE6[i] = Math.round(random.between(58, 61) * 1e6);
    columns.timeS[i] = NOW_S - Math.floor(random.between(0, GONE_AFTER_S * 1.2));
    columns.speedTenthKn[i] = random.next() < 0.1 ? ABSENT_U16 : Math.floor(random.between(0, 200));
    columns.courseTenthDeg[i] = random.next() < 0.2 ? ABSENT_U16 : Math.floor(random.between(0, 3600));
    columns.headingDeg[i] = random.next() < 0.4 ? ABSENT_U16 : Math.floor(random.between(0, 360));
    columns.vesselClass[i] = Math.floor(random.between(0, vesselClasses.length));
    columns.flags[i] = random.next() < 0.1 ? POSITION_DOUBTFUL : 0;
  }
  return columns;
}

describe('vessels on the map', () => {
  it('draws each vessel that was heard once, at its place, as the one row says', () => {
    const columns = randomColumns(3000, 4);
    const drawn = new Map<string, string>();
    for (const { geometry, properties } of vesselFeatures(columns, NOW_S).features) {
      assert.equal(geometry.type, 'MultiPoint');
      for (const at of geometry.coordinates) {
        assert.ok(!drawn.has(String(at)), 'drawn twice');
        drawn.set(String(at), JSON.stringify(properties));
      }
    }
    let expected = 0;
    for (let i = 0; i < columns.count; i++) {
      const ageS = NOW_S - columns.timeS[i]!;
      const at = String([columns.lonE6[i]! / 1e6, columns.latE6[i]! / 1e6]);
      if (ageS > GONE_AFTER_S) assert.equal(drawn.get(at), undefined);
      else {
        expected++;
        const { icon, turnDeg } = markOf(columns, i);
        const faint = ageS > FAINT_AFTER_S;
        const doubt = columns.flags[i] === POSITION_DOUBTFUL;
        assert.equal(drawn.get(at), JSON.stringify({ icon, turn: turnDeg, faint, doubt }));
      }
    }
    assert.equal(drawn.size, expected);
  });

  it('hands over far fewer features than vessels', () => {
    assert.ok(vesselFeatures(randomColumns(16_000, 1), NOW_S).features.length < 4000);
  });

  it('leaves out what lies outside the box', () => {
    const columns = randomColumns(500, 2);
    for (const { geometry } of vesselFeatures(columns, NOW_S, [24, 59, 25, 60]).features)
      if (geometry.type === 'MultiPoint')
        for (const [lon, lat] of geometry.coordinates) assert.ok(lon >= 24 && lon <= 25 && lat >= 59 && lat <= 60);
  });

  it('points where the bow points, else where it goes, and nowhere at rest', () => {
    const { columns } = makePositionFrame(4, 0);
    columns.speedTenthKn.set([100, 100, 2, 100]);
    columns.headingDeg.set([92, ABSENT_U16, 92, ABSENT_U16]);
    columns.courseTenthDeg.set([1800, 3588, 1800, ABSENT_U16]);
    columns.vesselClass.set([1, 2, 1, 5]);
    assert.deepEqual(markOf(columns, 0), { icon: 'way-cargo', turnDeg: 90 });
    assert.deepEqual(markOf(columns, 1), { icon: 'way-tanker', turnDeg: 0 });
    assert.deepEqual(markOf(columns, 2), { icon: 'rest-cargo', turnDeg: 0 });
    assert.deepEqual(markOf(columns, 3), { icon: 'rest-fishing', turnDeg: 0 });
  });
});
