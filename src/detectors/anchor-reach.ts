/** How deep an anchor reaches behind a ship under way: beyond that depth it flies, and cannot be what slows her. */

/**
 * Equilibrium of an 11 t anchor on 86 mm chain with 330 m out (twelve shackles: more than most ships carry on one side), depth in
 * metres by speed in knots. Solved from dT/ds = weight + drag with normal and tangential drag coefficients 2.6 and 1.4; an
 * estimate, on the deep side for smaller ships.
 */
const REACH: readonly (readonly [speedKn: number, depthM: number])[] = [
  [0, 330],
  [7, 270],
  [9, 230],
  [11, 197],
  [13, 171],
  [15, 150],
];

/** Metres; between the rows on straight lines, above the last as the last. */
export function anchorReachM(speedKn: number): number {
  for (let i = 1; i < REACH.length; i++) {
    const [v0, d0] = REACH[i - 1]!;
    const [v1, d1] = REACH[i]!;
    if (speedKn < v1) return d0 + ((Math.max(speedKn, 0) - v0) / (v1 - v0)) * (d1 - d0);
  }
  return REACH[REACH.length - 1]![1];
}
