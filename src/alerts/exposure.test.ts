import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assetAtRisk } from '../contract/alert.ts';
import { geodesicM } from '../geo/geodesic.ts';
import { KNOT_MPS, MINUTE_MS } from '../geo/units.ts';
import { assetsAtRisk, exposureFactors } from './exposure.ts';
import { makeReport, SEA } from './made-reports.contract.ts';
import type { VesselReport } from './vessel-report.ts';

const HORIZON_MIN = 180;
const atRisk = (over: Partial<VesselReport>) =>
  assetsAtRisk(makeReport(0, over), SEA, HORIZON_MIN, (id) => (id === 'link-1' ? 'degraded' : 'watched'));

/** Metres to the east of the meridian of the first cable, at this latitude. */
const eastOf = (lon: number, lat: number): number => Math.sign(lon - 26) * geodesicM(26, lat, lon, lat);

describe('assets at risk', () => {
  it('are reached within the range that is told, by a ship that keeps course within five degrees and speed between low and high', () => {
    const world = fc.record({
      lon: fc.double({ min: 26.02, max: 26.3, noNaN: true }),
      lat: fc.double({ min: 59.75, max: 59.95, noNaN: true }),
      courseDeg: fc.double({ min: 235, max: 305, noNaN: true }),
      speedKn: fc.double({ min: 4, max: 20, noNaN: true }),
      turn: fc.double({ min: -5, max: 5, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(world, ({ lon, lat, courseDeg, speedKn, turn, share }) => {
        const range = { speedKn, speedLowKn: speedKn * 0.9, speedHighKn: speedKn * 1.05 };
        const trueKn = range.speedLowKn + share * (range.speedHighKn - range.speedLowKn);
        const westKn = -trueKn * Math.sin(((courseDeg + turn) * Math.PI) / 180);
        // Along a meridian cable only the westward speed counts.
        const trueMin = eastOf(lon, lat) / (westKn * KNOT_MPS) / 60;
        const listed = atRisk({ lon, lat, courseDeg, ...range });
        const first = listed.find((a) => a.assetId === 'link-1');
        if (trueMin > HORIZON_MIN) return;
        assert.ok(first !== undefined, 'not listed');
        assert.ok(first.minutesFrom <= trueMin + 0.5 && trueMin <= first.minutesTo + 0.5, `${trueMin} min`);
        assert.equal(first.watchState, 'degraded');
        for (const a of listed) assert.deepEqual(assetAtRisk.parse(a), a);
      }),
    );
  });

  it('are sorted by the earliest minute and at most six', () => {
    const listed = atRisk({ lon: 26.05, speedKn: 20, speedLowKn: 20, speedHighKn: 21 });
    assert.deepEqual(
      listed.map((a) => a.assetId),
      ['link-1', 'link-2'],
    );
    assert.ok(listed[0]!.minutesFrom < listed[1]!.minutesFrom);
    assert.deepEqual(listed[0]!.owners, ['Grid 1']);
  });

  it('are none behind the ship', () => {
    assert.deepEqual(atRisk({ lon: 26.05, courseDeg: 90 }), []);
  });

  it('are told as 0 to 0 while the ship is over one, moving or not', () => {
    for (const over of [{}, { speedKn: 0.1, speedLowKn: 0, speedHighKn: 0.2 }]) {
      const [first] = atRisk({ lon: 26.001, ...over });
      assert.deepEqual([first!.assetId, first!.minutesFrom, first!.minutesTo], ['link-1', 0, 0]);
    }
  });

  it('lie all about a ship adrift, at the earliest at half a knot on the shortest way', () => {
    const adrift = { speedKn: 0.2, speedLowKn: 0.1, speedHighKn: 0.3 };
    const [first] = atRisk({ lon: 26.03, courseDeg: 90, ...adrift });
    const outsideM = eastOf(26.03, 59.8) - 100;
    assert.ok(Math.abs(first!.minutesFrom - outsideM / (0.5 * KNOT_MPS) / 60) <= 2);
    assert.equal(first!.minutesTo, HORIZON_MIN);
    assert.deepEqual(atRisk({ lon: 26.1, courseDeg: 90, ...adrift }), []);
  });

  it('lie on both sides of a slow ship that goes to and fro', () => {
    const slow = { lon: 26.02, speedKn: 1.5, speedLowKn: 1, speedHighKn: 2 };
    assert.equal(atRisk({ ...slow, courseDeg: 90 })[0]!.assetId, 'link-1');
    const towards = atRisk({ ...slow, courseDeg: 270 })[0]!;
    assert.ok(towards.minutesFrom < atRisk({ ...slow, courseDeg: 90 })[0]!.minutesFrom);
  });

  it('come nearer while the ship is not heard', () => {
    const [heard] = atRisk({ lon: 26.2 });
    const [silent] = atRisk({ lon: 26.2, lastHeardMs: makeReport(0).tickMs - 20 * MINUTE_MS });
    assert.equal(silent!.minutesFrom, heard!.minutesFrom - 20);
    assert.equal(silent!.minutesTo, heard!.minutesTo - 20);
    const [lost] = atRisk({ lon: 26.05, lastHeardMs: makeReport(0).tickMs - 60 * MINUTE_MS });
    assert.deepEqual([lost!.minutesFrom, lost!.minutesTo], [0, 1]);
  });

  it('are told for a ship that gives no course, in any direction', () => {
    const { courseDeg: _unknown, ...noCourse } = makeReport(0, { lon: 25.9 });
    const listed = assetsAtRisk(noCourse, SEA, HORIZON_MIN, () => 'watched');
    assert.deepEqual(listed.map((a) => a.assetId).sort(), ['link-1', 'link-2']);
  });
});

describe('exposure as steps of the waterfall', () => {
  it('never weighs', () => {
    const factors = exposureFactors(atRisk({}), [{ name: 'Test Link 1', at: '2024-12-25T10:26:00Z' }]);
    assert.deepEqual(
      factors.map((f) => [f.id, f.group, f.milliNats]),
      [
        ['asset-ahead', 'exposure', 0],
        ['crossed-assets', 'exposure', 0],
      ],
    );
  });
});
