import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TrackKeeper } from './track-keeper.ts';

const T0 = Date.UTC(2024, 11, 25);
const report = (minute: number, fields: object) => ({
  timeMs: T0 + minute * 60_000,
  mmsi: 273_000_001,
  source: 0,
  offset: minute,
  ...fields,
});
const told = (keeper: TrackKeeper) =>
  keeper.told(273_000_001).map(({ fromMs, identity }) => [(fromMs - T0) / 60_000, identity.name, identity.callsign]);

describe('the identities that a vessel has told', () => {
  it('come newest given first, each with the time it was first given', () => {
    const keeper = new TrackKeeper();
    for (const [minute, name] of [
      [1, 'ALPHA'],
      [5, 'BRAVO'],
      [9, 'BRAVO'],
      [12, 'CHARLIE'],
    ] as const)
      keeper.identify(report(minute, { name }));
    assert.deepEqual(told(keeper), [
      [12, 'CHARLIE', undefined],
      [5, 'BRAVO', undefined],
      [1, 'ALPHA', undefined],
    ]);
  });

  it('are one where a second message only adds to the first', () => {
    const keeper = new TrackKeeper();
    keeper.identify(report(1, { name: 'ALPHA' }));
    keeper.identify(report(2, { callsign: 'UABC' }));
    assert.deepEqual(told(keeper), [[1, 'ALPHA', 'UABC']]);
  });

  it('are eight at most, and two that take turns stay two', () => {
    const keeper = new TrackKeeper();
    for (let i = 0; i < 50; i++) keeper.identify(report(i, { name: i % 2 === 0 ? 'ALPHA' : 'BRAVO' }));
    assert.deepEqual(told(keeper), [
      [1, 'BRAVO', undefined],
      [0, 'ALPHA', undefined],
    ]);
    for (let i = 50; i < 80; i++) keeper.identify(report(i, { name: `SHIP ${i}` }));
    assert.equal(told(keeper).length, 8);
  });

  it('do not change with the destination', () => {
    const keeper = new TrackKeeper();
    keeper.identify(report(1, { name: 'ALPHA', destination: 'TALLINN' }));
    keeper.identify(report(2, { destination: 'HELSINKI' }));
    assert.equal(told(keeper).length, 1);
  });
});
