import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TrackPoint } from '../../../src/contract/views.ts';
import { paceFrom, paceShare, trackFeatures } from './track.ts';

const at = (min: number): string => new Date(Date.UTC(2024, 11, 25, 10, min)).toISOString().replace('.000Z', 'Z');
const point = (min: number, speedTenthKn?: number): TrackPoint => ({
  at: at(min),
  lonE5: 2_500_000 + min * 100,
  latE5: 5_950_000,
  ...(speedTenthKn === undefined ? {} : { speedTenthKn }),
});

describe('a track on the map', () => {
  it('is cut where the pace changes, each piece beginning where the one before ended', () => {
    const points = [point(0, 120), point(1, 118), point(2, 80), point(3, 80), point(4, 50), point(5)];
    const { features } = trackFeatures(points, () => 120);
    assert.deepEqual(
      features.map((f) => f.properties.pace),
      ['fast', 'slow', 'crawl', 'unknown'],
    );
    const lines = features.map((f) => (f.geometry.type === 'LineString' ? f.geometry.coordinates : []));
    for (let i = 1; i < lines.length; i++) assert.deepEqual(lines[i]![0], lines[i - 1]!.at(-1));
    assert.equal(
      lines.reduce((sum, line) => sum + line.length - 1, 0),
      points.length - 1,
    );
  });

  it('says where it was not heard', () => {
    const { features } = trackFeatures([point(0, 120), point(16, 120), point(17, 120)], () => 120);
    assert.deepEqual(
      features.map((f) => f.properties.gap),
      [true, false],
    );
  });

  it('is nothing for one point or none', () => {
    assert.equal(trackFeatures([], () => 1).features.length, 0);
    assert.equal(trackFeatures([point(1, 1)], () => 1).features.length, 0);
  });

  it('takes the share of the own pace at its bounds', () => {
    assert.equal(paceShare(85, 100), 'fast');
    assert.equal(paceShare(84, 100), 'slow');
    assert.equal(paceShare(60, 100), 'slow');
    assert.equal(paceShare(59, 100), 'crawl');
    assert.equal(paceShare(undefined, 100), 'unknown');
    assert.equal(paceShare(100, 0), 'unknown');
  });

  it('takes the pace of the profile next before, and of the card without a profile', () => {
    const pace = paceFrom(
      [{ at: at(10), ownPaceTenthKn: 120 }, { at: at(15) }, { at: at(20), ownPaceTenthKn: 110 }],
      90,
    );
    assert.equal(pace(Date.parse(at(5))), 120);
    assert.equal(pace(Date.parse(at(19))), 120);
    assert.equal(pace(Date.parse(at(20))), 110);
    assert.equal(paceFrom([], 90)(0), 90);
  });
});
