/**
 * A bit map of the sea: clear = certainly outside every corridor. It rejects nearly all positions in a few nanoseconds and
 * without allocation; only the rest pays for geometry.
 */
import { metresPerDegree } from '../geo/local-plane.ts';
import { wrapLon } from '../geo/position.ts';
import type { RouteSegments } from './route-segments.ts';

const CELLS_PER_DEGREE = 20;
const COLUMNS = 360 * CELLS_PER_DEGREE;
const ROWS = 180 * CELLS_PER_DEGREE;

export class CorridorMask {
  /** One bit a cell of 0.05 degrees over the whole globe: 3.2 MB. */
  readonly #bits = new Uint32Array((COLUMNS * ROWS) >> 5);

  /** `reachM` gives the corridor's half width of each piece's asset, in metres. */
  constructor(segments: RouteSegments, reachM: (asset: number) => number) {
    for (let i = 0; i < segments.count; i++) this.#mark(segments, i, reachM(segments.asset[i]!));
  }

  mayBeNear(lon: number, lat: number): boolean {
    const col = Math.floor((lon + 180) * CELLS_PER_DEGREE);
    const row = Math.floor((lat + 90) * CELLS_PER_DEGREE);
    if (row < 0 || row >= ROWS || col < 0) return false;
    const cell = row * COLUMNS + (col % COLUMNS);
    return (this.#bits[cell >> 5]! & (1 << (cell & 31))) !== 0;
  }

  /** Marks the box around a piece, widened by the reach: pieces are short, so boxes are tight. */
  #mark(s: RouteSegments, i: number, reachM: number): void {
    const south = Math.min(s.latA[i]!, s.latB[i]!);
    const north = Math.max(s.latA[i]!, s.latB[i]!);
    // The narrowest degree of longitude of the widened box, so that nothing within reach is missed.
    const { eastM } = metresPerDegree(
      Math.min(89, Math.max(Math.abs(south), Math.abs(north)) + reachM / 110_000 + 0.06),
    );
    const dLat = (reachM / 110_500) * 1.01;
    const dLon = (reachM / eastM) * 1.01;
    const west = s.lonA[i]! + Math.min(0, wrapLon(s.lonB[i]! - s.lonA[i]!)) - dLon;
    const east = s.lonA[i]! + Math.max(0, wrapLon(s.lonB[i]! - s.lonA[i]!)) + dLon;
    const firstRow = Math.max(0, Math.floor((south - dLat + 90) * CELLS_PER_DEGREE));
    const lastRow = Math.min(ROWS - 1, Math.floor((north + dLat + 90) * CELLS_PER_DEGREE));
    const firstCol = Math.floor((west + 180) * CELLS_PER_DEGREE);
    const lastCol = Math.floor((east + 180) * CELLS_PER_DEGREE);
    for (let row = firstRow; row <= lastRow; row++)
      for (let col = firstCol; col <= lastCol; col++) {
        const cell = row * COLUMNS + (((col % COLUMNS) + COLUMNS) % COLUMNS);
        this.#bits[cell >> 5]! |= 1 << (cell & 31);
      }
  }
}
