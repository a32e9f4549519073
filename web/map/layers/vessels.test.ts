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
import { shifted } from '../mercator.ts';
import { sizeAt } from '../vessel-size.ts';
import {
  DOUBT_CELL,
  FAINT_AFTER_S,
  GONE_AFTER_S,
  MARK_BYTES,
  markOf,
  type PackedVessels,
  packVessels,
  vesselIcons,
} from './vessels.ts';

const NOW_S = 1_735_120_000;
const SEA = [19, 57, 31, 62] as const;

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

interface Drawn {
  readonly lon: number;
  readonly lat: number;
  readonly icon: string;
  readonly turnDeg: number;
  readonly opacity: number;
}

/** Reads mark `n` back, by the inverse of Mercator (the Gudermannian). */
function unpack({ bytes, origin }: PackedVessels, n: number): Drawn {
  const view = new DataView(bytes, n * MARK_BYTES);
  const [x, y] = [origin[0] + view.getFloat32(0, true), origin[1] + view.getFloat32(4, true)];
  return {
    lon: x * 360 - 180,
    lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
    icon: vesselIcons[view.getUint8(8)]!,
    turnDeg: view.getUint8(9) * 5,
    opacity: view.getUint8(10),
  };
}

function near(drawn: Drawn, columns: PositionColumns, i: number, withinDeg: number): void {
  assert.ok(Math.abs(drawn.lon - columns.lonE6[i]! / 1e6) < withinDeg, `${drawn.lon} for row ${i}`);
  assert.ok(Math.abs(drawn.lat - columns.latE6[i]! / 1e6) < withinDeg, `${drawn.lat} for row ${i}`);
}

describe('vessels on the map', () => {
  it('draws each vessel that was heard once, at its place, as the one row says', () => {
    const columns = randomColumns(3000, 4);
    const packed = packVessels(columns, NOW_S, SEA);
    let n = 0;
    let doubts = 0;
    for (let i = 0; i < columns.count; i++) {
      const ageS = NOW_S - columns.timeS[i]!;
      if (ageS > GONE_AFTER_S) continue;
      const drawn = unpack(packed, n++);
      near(drawn, columns, i, 1e-5);
      assert.deepEqual({ icon: drawn.icon, turnDeg: drawn.turnDeg }, markOf(columns, i));
      assert.equal(drawn.opacity < 255, ageS > FAINT_AFTER_S);
      if (columns.flags[i] !== POSITION_DOUBTFUL) continue;
      const doubt = unpack(packed, packed.vessels + doubts++);
      near(doubt, columns, i, 1e-5);
      assert.equal(doubt.icon, vesselIcons[DOUBT_CELL]);
    }
    assert.ok(n > 2000 && doubts > 100);
    assert.deepEqual([packed.vessels, packed.doubts], [n, doubts]);
    assert.equal(packed.bytes.byteLength, (n + doubts) * MARK_BYTES);
  });

  it('leaves out what lies outside the box', () => {
    const columns = randomColumns(500, 2);
    const packed = packVessels(columns, NOW_S, [24, 59, 25, 60]);
    assert.ok(packed.vessels > 0);
    for (let n = 0; n < packed.vessels; n++) {
      const { lon, lat } = unpack(packed, n);
      assert.ok(lon >= 24 - 1e-6 && lon <= 25 + 1e-6 && lat >= 59 - 1e-6 && lat <= 60 + 1e-6);
    }
  });

  it('puts a vessel closer than a quarter of a pixel at the nearest zoom', () => {
    const { columns } = makePositionFrame(1, 0);
    columns.lonE6[0] = 139_765_432;
    columns.latE6[0] = 35_123_457;
    const half = 0.02; // degrees: what a wide screen shows at zoom 15, with its margin
    const packed = packVessels(columns, 0, [139.77 - half, 35.12 - half, 139.77 + half, 35.12 + half]);
    const pixelDeg = 360 / (512 * 2 ** 15);
    near(unpack(packed, 0), columns, 0, pixelDeg / 4);
  });

  it('takes a class it does not know for unknown', () => {
    const { columns } = makePositionFrame(1, 0);
    columns.vesselClass[0] = 200;
    assert.equal(unpack(packVessels(columns, 0, [-1, -1, 1, 1]), 0).icon, 'rest-unknown');
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

  it('grows with the zoom, straight between its steps', () => {
    const percent = [0, 4, 5, 6, 7, 14, 15].map((zoom) => Math.round(sizeAt(zoom) * 100));
    assert.deepEqual(percent, [32, 32, 41, 50, 64, 120, 120]);
  });

  it('shifts a matrix as adding to each point does', () => {
    const random = seededRandom(9);
    const matrix = Array.from({ length: 16 }, () => random.between(-2, 2));
    const times = (m: ArrayLike<number>, x: number, y: number): number[] =>
      [0, 1, 2, 3].map((row) => m[row]! * x + m[4 + row]! * y + m[12 + row]!);
    const [straight, after] = [times(matrix, 0.7, -0.1), times(shifted(matrix, [0.5, -0.3]), 0.2, 0.2)];
    for (let row = 0; row < 4; row++) assert.ok(Math.abs(straight[row]! - after[row]!) < 1e-6);
  });
});
