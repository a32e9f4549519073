import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { geodesicM } from '../../src/geo/geodesic.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { parseArea } from './positions-in-text.ts';

const NAVTEX = `ZCZC UA57
251130 UTC DEC 24
ESTONIAN NAV WARN 123
GULF OF FINLAND, NORTHERN BALTIC
CABLE WORKS BY C/S NEXANS AURORA IN AREA BOUNDED BY
59-25.5N 024-30.0E
59-27.0N 024-30.0E
59-27.0N 024-36.5E
59-25.5N 024-36.5E
AND 59-25.5N 024-30.0E
NNNN`;

describe('an area out of pasted text', () => {
  it('is the ring of a NAVTEX message, [lon, lat], opened where the text closes it', () => {
    assert.deepEqual(parseArea(NAVTEX).ring, [
      [24.5, 59.425],
      [24.5, 59.45],
      [24 + 36.5 / 60, 59.45],
      [24 + 36.5 / 60, 59.425],
    ]);
  });

  it('is read in each of the ways in which positions are written', () => {
    for (const text of [
      '59-25.5N 024-30.0E',
      '59 25.5 N, 024 30.0 E',
      "59°25.5'N 24°30'E",
      '59-25-30N 024-30-00E',
      '59,425N 24,5E',
      '59.425 N / 24.5 E',
      '59-25,5N 024-30,0E',
    ])
      assert.deepEqual(parseArea(text).positions, [[24.5, 59.425]], text);
  });

  it('lies south and west where the text says so', () => {
    assert.deepEqual(parseArea('33-30.0S 070-15.0W').positions, [[-70.25, -33.5]]);
  });

  it('is a circle where one position has a radius', () => {
    const { ring } = parseArea('DIVING WITHIN 0.5 NM OF 59-25.5N 024-30.0E');
    assert.equal(ring?.length, 24);
    for (const [lon, lat] of ring ?? []) {
      const distance = geodesicM(24.5, 59.425, lon, lat);
      // A degree of longitude on the ellipsoid is up to half a percent longer than on the sphere.
      assert.ok(Math.abs(distance - 926) < 7, String(distance));
    }
  });

  it('is none where the text has too few positions, or minutes that cannot be', () => {
    assert.equal(parseArea('no positions here, 59 ships').problem, 'none');
    assert.equal(parseArea('59-25.5N 024-30.0E and 59-26.5N 024-30.0E').problem, 'too-few');
    assert.equal(parseArea('59-75.5N 024-30.0E').problem, 'out-of-range');
    assert.equal(parseArea('59-25.5N 190-30.0E').problem, 'out-of-range');
  });

  it('comes back from what was written, wherever it lies', () => {
    const random = seededRandom(9);
    const write = (deg: number, width: number, marks: string): string => {
      const tenths = Math.round(Math.abs(deg) * 600);
      const minutes = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
      return `${String(Math.floor(tenths / 600)).padStart(width, '0')}-${minutes}${deg < 0 ? marks[1] : marks[0]}`;
    };
    for (let round = 0; round < 200; round++) {
      const ring = Array.from({ length: random.integer(3, 12) }, () => [
        random.between(-179, 179),
        random.between(-89, 89),
      ]);
      const text = ring.map(([lon, lat]) => `${write(lat!, 2, 'NS')} ${write(lon!, 3, 'EW')}`).join('\n');
      const found = parseArea(text).ring ?? [];
      assert.equal(found.length, ring.length);
      found.forEach(([lon, lat], i) => {
        assert.ok(Math.abs(lon - ring[i]![0]!) <= 0.00084 && Math.abs(lat - ring[i]![1]!) <= 0.00084);
      });
    }
  });
});
