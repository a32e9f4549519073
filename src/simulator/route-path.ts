/** A route as a function of distance: where one is after so many metres, and on which course. */
import { bearingDeg, distanceM } from '../geo/local-plane.ts';
import type { LonLat } from '../geo/position.ts';

/** Ships cut corners: the course is taken over this distance to either side, which rounds each waypoint. */
const TURN_M = 400;

export class RoutePath {
  readonly #points: readonly LonLat[];
  readonly #at: readonly number[];

  constructor(points: readonly LonLat[]) {
    this.#points = points;
    const at = [0];
    for (let i = 1; i < points.length; i++) at.push(at[i - 1]! + distanceM(...points[i - 1]!, ...points[i]!));
    this.#at = at;
  }

  get lengthM(): number {
    return this.#at[this.#at.length - 1]!;
  }

  /** Position after `m` metres; before the start and after the end it goes straight on. */
  position(m: number): [number, number] {
    let i = 1;
    while (i < this.#at.length - 1 && this.#at[i]! < m) i++;
    const [a, b] = [this.#points[i - 1]!, this.#points[i]!];
    const share = (m - this.#at[i - 1]!) / (this.#at[i]! - this.#at[i - 1]!);
    return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
  }

  courseDeg(m: number): number {
    return bearingDeg(...this.position(m - TURN_M), ...this.position(m + TURN_M));
  }

  /** Metres along the route of the point nearest to a position, to 50 m. */
  distanceOf(position: LonLat): number {
    let best = 0;
    let bestM = Number.POSITIVE_INFINITY;
    for (let m = 0; m <= this.lengthM; m += 50) {
      const d = distanceM(...this.position(m), ...position);
      if (d < bestM) [best, bestM] = [m, d];
    }
    return best;
  }
}
