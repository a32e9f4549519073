import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { geodesicM } from '../../../src/geo/geodesic.ts';
import { isInRing } from '../../../src/geo/polygon.ts';
import { projectionFeatures } from './projection.ts';

const motion = { lon: 25.2, lat: 59.85, courseDeg: 80, speedTenthKn: 110 };

describe('the projected path', () => {
  const { features } = projectionFeatures(motion, (minutes) => `+${minutes}`);

  it('marks each quarter of an hour where the speed leads, by the exact geodesic', () => {
    const marks = features.filter((f) => f.properties.part === 'mark');
    assert.deepEqual(
      marks.map((f) => f.properties.label),
      ['+15', '+30', '+45', '+60'],
    );
    marks.forEach(({ geometry }, i) => {
      if (geometry.type !== 'Point') throw new Error('a mark is a point');
      const metres = geodesicM(motion.lon, motion.lat, ...geometry.coordinates);
      assert.ok(Math.abs(metres - (i + 1) * 0.25 * 11 * 1852) < 100, `${metres}`);
    });
  });

  it('lies inside its fan', () => {
    const fan = features.find((f) => f.properties.part === 'fan')!.geometry;
    if (fan.type !== 'Polygon') throw new Error('a fan is a polygon');
    for (const { geometry, properties } of features)
      if (properties.part === 'mark' && geometry.type === 'Point')
        assert.ok(isInRing(fan.coordinates[0]!, ...geometry.coordinates));
  });

  it('is nothing for a ship at rest or without motion', () => {
    assert.equal(projectionFeatures({ ...motion, speedTenthKn: 4 }, String).features.length, 0);
    assert.equal(projectionFeatures(undefined, String).features.length, 0);
  });
});
