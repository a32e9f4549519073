import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collection, type Features, feature } from './geojson.ts';
import { isSamePicture, pixelsDeg } from './same-picture.ts';

const ship = (lon: number, lat: number, name = 'A'): Features =>
  collection([feature({ type: 'Point', coordinates: [lon, lat] }, { name })]);

describe('what looks the same', () => {
  it('is a point that moved no farther than may be', () => {
    assert.ok(isSamePicture(ship(25, 60), ship(25.001, 59.999), 0.0011));
    assert.ok(!isSamePicture(ship(25, 60), ship(25.0012, 60), 0.0011));
    assert.ok(!isSamePicture(ship(25, 60), ship(25, 59.9988), 0.0011));
    assert.ok(isSamePicture(ship(25, 60), ship(25, 60), 0));
    assert.ok(!isSamePicture(ship(25, 60), ship(25.000001, 60), 0));
  });

  it('is not another name, another number of features, or another kind', () => {
    assert.ok(!isSamePicture(ship(25, 60), ship(25, 60, 'B'), 1));
    assert.ok(!isSamePicture(ship(25, 60), collection([]), 1));
    const line = collection([feature({ type: 'LineString', coordinates: [[25, 60]] }, { name: 'A' })]);
    assert.ok(!isSamePicture(ship(25, 60), line, 1));
    assert.ok(!isSamePicture(ship(25, 60), collection([feature({ type: 'Point', coordinates: [25, 60] })]), 1));
  });

  it('is not a line that grew', () => {
    const line = (...coordinates: [number, number][]): Features =>
      collection([feature({ type: 'LineString', coordinates })]);
    assert.ok(isSamePicture(line([1, 2], [3, 4]), line([1, 2], [3, 4.001]), 0.01));
    assert.ok(!isSamePicture(line([1, 2], [3, 4]), line([1, 2], [3, 4], [3, 4]), 0.01));
  });

  it('measures by pixels: the whole earth is 512 of them at zoom 0', () => {
    assert.equal(pixelsDeg(512, 0), 360);
    assert.equal(pixelsDeg(1024, 1), 360);
  });
});
