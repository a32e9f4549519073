/**
 * Which sources heard a vessel in which cell since the last tick. Bits and cells only, so that what partitions heard can be put
 * together in any order.
 */
import { bitOf } from '../alerts/sample-hearing.ts';
import { cellOf } from '../detectors/grid-cell.ts';

export type HeardCells = ReadonlyMap<number, number>;

export class Hearing {
  #cells: Map<number, number>;

  constructor(data: HeardCells = new Map()) {
    this.#cells = new Map(data);
  }

  save(): HeardCells {
    return new Map(this.#cells);
  }

  hear(source: number, lon: number, lat: number): void {
    const cell = cellOf(lon, lat);
    this.#cells.set(cell, (this.#cells.get(cell) ?? 0) | bitOf(source));
  }

  /** What was heard; begins anew. */
  take(): HeardCells {
    const cells = this.#cells;
    this.#cells = new Map();
    return cells;
  }
}

export function mergeHeard(parts: readonly HeardCells[]): HeardCells {
  if (parts.length === 1) return parts[0]!;
  const merged = new Map<number, number>();
  for (const part of parts) for (const [cell, bits] of part) merged.set(cell, (merged.get(cell) ?? 0) | bits);
  return merged;
}
