/**
 * What all vessels together did: integer counts per grid cell, made by each partition at a tick, added up, and read at the
 * next tick. Integers only, so that the sum does not depend on how vessels were divided.
 */
import { cellOf, neighbours } from '../detectors/grid-cell.ts';
import type { TickContext } from '../detectors/tick-context.ts';

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

const octant = (courseDeg: number): number => Math.floor((((courseDeg + 22.5) % 360) + 360) / 45) % OCTANTS;

/** Collects one partition's counts; `take()` gives them in order and begins anew. */
export class PeerCounter {
  #peers = new Map<number, { count: number; slowed: number }>();
  #heard = new Map<number, number>();

  heard(lon: number, lat: number): void {
    const key = cellOf(lon, lat);
    this.#heard.set(key, (this.#heard.get(key) ?? 0) + 1);
  }

  peer(lon: number, lat: number, courseDeg: number, ratioMilli: number): void {
    if (ratioMilli < PEER_MIN_RATIO_MILLI) return;
    const key = cellOf(lon, lat) * OCTANTS + octant(courseDeg);
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
  for (const key of neighbours(cellOf(lon, lat))) see(key);
}
