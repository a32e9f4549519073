import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../lib/seeded-random.ts';
import { clipRing } from './clip-ring.ts';
import type { Box, LonLat } from './position.ts';

/** Twice the signed area, by the shoelace formula. */
function area(ring: readonly LonLat[]): number {
  return (
    ring.reduce((sum, [x, y], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length]!;
      return sum + x * y2 - x2 * y;
    }, 0) / 2
  );
}

const inTriangle = (p: LonLat, t: readonly LonLat[]): boolean => {
  const signs = t.map((a, i) => {
    const b = t[(i + 1) % 3]!;
    return Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
  });
  return signs.every((s) => s >= 0) || signs.every((s) => s <= 0);
};

describe('cutting a ring to a box', () => {
  const box: Box = [0, 0, 1, 1];

  it('leaves a ring inside as it is and removes one outside', () => {
    const inside: LonLat[] = [
      [0.2, 0.2],
      [0.8, 0.2],
      [0.5, 0.9],
    ];
    assert.deepEqual(clipRing(inside, box), inside);
    assert.deepEqual(
      clipRing(
        [
          [2, 2],
          [3, 2],
          [2.5, 3],
        ],
        box,
      ),
      [],
    );
  });

  it('keeps the area that random points say is common to triangle and box, within 4 %', () => {
    const random = seededRandom(5);
    for (let trial = 0; trial < 40; trial++) {
      const triangle: LonLat[] = Array.from({ length: 3 }, () => [random.between(-1, 2), random.between(-1, 2)]);
      const got = Math.abs(area(clipRing(triangle, box)));
      let hits = 0;
      const n = 4000;
      for (let i = 0; i < n; i++) if (inTriangle([random.next(), random.next()], triangle)) hits++;
      assert.ok(Math.abs(got - hits / n) < 0.04, `trial ${trial}: ${got} against ${hits / n}`);
    }
  });
});
