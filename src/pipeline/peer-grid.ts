/**
 * What all vessels together did: integer counts per grid cell, made by each partition at a tick, added up, and read at the
 * next tick. Integers only, so that the sum does not depend on how vessels were divided.
 */
import type { TickContext } from '../detectors/tick-context.ts';

/** Quarter of a degree of latitude (28 km), half a degree of longitude (28 km at 60 N): about the 15 nm of B1's peers. */
const CELL_LAT_DEG = 0.25;
const CELL_LON_DEG = 0.5;
const COLUMNS = 720;
const OCTANTS = 8;
/** A peer has slowed when it makes less than this share of its own pace: twice the residual sd of 0.035 below 1. */
export const SLOWED_BELOW_MILLI = 930;
/** Below this a ship is arriving or stopping, which says nothing of wind and sea. */
export const PEER_MIN_RATIO_MILLI = 300;

export interface CellCount {
  readonly key: number;
  readonly count: number;
  readonly slowed: number;
}

/** One partition's counts at one tick, each list by rising key. */
export interface GridCounts {
  readonly peers: readonly CellCount[];
  readonly heard: readonly CellCount[];
}

const column = (lon: number): number => Math.floor((lon + 180) / CELL_LON_DEG) % COLUMNS;
const rowOf = (lat: number): number => Math.floor((lat + 90) / CELL_LAT_DEG);
const cellKey = (col: number, row: number): number => row * COLUMNS + ((col + COLUMNS) % COLUMNS);
const octant = (courseDeg: number): number => Math.floor((((courseDeg + 22.5) % 360) + 360) / 45) % OCTANTS;

/** Collects one partition's counts; `take()` gives them in order and begins anew. */
export class PeerCounter {
  #peers = new Map<number, { count: number; slowed: number }>();
  #heard = new Map<number, number>();

  heard(lon: number, lat: number): void {
    const key = cellKey(column(lon), rowOf(lat));
    this.#heard.set(key, (this.#heard.get(key) ?? 0) + 1);
  }

  peer(lon: number, lat: number, courseDeg: number, ratioMilli: number): void {
    if (ratioMilli < PEER_MIN_RATIO_MILLI) return;
    const key = cellKey(column(lon), rowOf(lat)) * OCTANTS + octant(courseDeg);
    const cell = this.#peers.get(key) ?? { count: 0, slowed: 0 };
    cell.count++;
    if (ratioMilli < SLOWED_BELOW_MILLI) cell.slowed++;
    this.#peers.set(key, cell);
  }

  take(): GridCounts {
    const byKey = (a: CellCount, b: CellCount): number => a.key - b.key;
    const peers = [...this.#peers].map(([key, cell]) => ({ key, ...cell })).sort(byKey);
    const heard = [...this.#heard].map(([key, count]) => ({ key, count, slowed: 0 })).sort(byKey);
    this.#peers = new Map();
    this.#heard = new Map();
    return { peers, heard };
  }
}

/** Adds the partitions' counts into the read-only context of the next tick. */
export function mergeCounts(tickMs: number, parts: readonly GridCounts[]): TickContext {
  const peers = new Map<number, { count: number; slowed: number }>();
  const heard = new Map<number, number>();
  for (const part of parts) {
    for (const { key, count, slowed } of part.peers) {
      const sum = peers.get(key) ?? { count: 0, slowed: 0 };
      peers.set(key, { count: sum.count + count, slowed: sum.slowed + slowed });
    }
    for (const { key, count } of part.heard) heard.set(key, (heard.get(key) ?? 0) + count);
  }
  return {
    tickMs,
    heard: (lon, lat) => {
      let sum = 0;
      forNeighbours(lon, lat, (key) => {
        sum += heard.get(key) ?? 0;
      });
      return sum;
    },
    peers: (lon, lat, courseDeg, ownRatioMilli) => {
      // The asker was counted too, if its ratio counted: taken out again.
      const isCounted = ownRatioMilli >= PEER_MIN_RATIO_MILLI;
      let count = isCounted ? -1 : 0;
      let slowed = isCounted && ownRatioMilli < SLOWED_BELOW_MILLI ? -1 : 0;
      const own = octant(courseDeg);
      forNeighbours(lon, lat, (key) => {
        for (const turn of [OCTANTS - 1, 0, 1]) {
          const cell = peers.get(key * OCTANTS + ((own + turn) % OCTANTS));
          if (cell === undefined) continue;
          count += cell.count;
          slowed += cell.slowed;
        }
      });
      return { count: Math.max(0, count), slowed: Math.max(0, Math.min(slowed, count)) };
    },
  };
}

function forNeighbours(lon: number, lat: number, see: (key: number) => void): void {
  const col = column(lon);
  const row = rowOf(lat);
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) see(cellKey(col + dx, row + dy));
}
