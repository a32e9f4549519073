/**
 * What is ready to be judged, in its final order, until it is asked for. Slices end where event time passes a whole minute, so
 * that a tick stands at the same place among late rows however often what is ready is fetched.
 */
import { PositionBatch } from '../ais/position-batch.ts';
import { batchOf, columnsOf, type PositionColumns } from '../ais/position-columns.ts';
import type { StaticReport } from '../ais/static-report.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { PlacedIdentity, Slice } from './sequence.ts';
import type { RowTaker } from './waiting-rows.ts';

/** Takes a slice, and how far event time had come when it was complete. The slice is only good until it returns. */
export type SliceTaker = (slice: Slice, watermarkMs: number) => void;

interface Ready {
  readonly batch: PositionBatch;
  readonly identities: readonly PlacedIdentity[];
  readonly watermarkMs: number;
}

/** As a snapshot holds it; the last of `ready` is the slice that is still being filled. */
export interface ReadySlicesData {
  readonly ready: readonly {
    readonly rows: PositionColumns;
    readonly identities: readonly PlacedIdentity[];
    readonly watermarkMs: number;
  }[];
  readonly held: readonly StaticReport[];
}

const SLICE_ROWS = 4096;
const MAX_HELD = 4096;

const minuteOf = (ms: number): number => Math.floor(ms / MINUTE_MS);

export class ReadySlices implements RowTaker {
  #batch = new PositionBatch(SLICE_ROWS);
  #placed: PlacedIdentity[] = [];
  /** Wait for the next row, as in a history: who a ship is stands right before a row. */
  #held: StaticReport[] = [];
  #ready: Ready[] = [];
  readonly #spare: PositionBatch[] = [];
  #watermarkMs = Number.NEGATIVE_INFINITY;

  row(batch: PositionBatch, row: number): void {
    this.#place();
    this.#batch.copyFrom(batch, row);
    if (this.#batch.isFull) this.#close();
  }

  identity(report: StaticReport): void {
    this.#held.push(report);
    if (this.#held.length > MAX_HELD) this.giveHeld();
  }

  /** No row may come for long: identities that wait for one go out. */
  giveHeld(): void {
    this.#place();
  }

  /** Event time has come so far. */
  move(watermarkMs: number): void {
    if (minuteOf(watermarkMs) <= minuteOf(this.#watermarkMs)) return;
    this.#watermarkMs = watermarkMs;
    this.#close();
  }

  drain(emit: SliceTaker): void {
    if (this.#batch.length > 0 || this.#placed.length > 0) this.#close();
    const ready = this.#ready;
    this.#ready = [];
    for (const { batch, identities, watermarkMs } of ready) {
      emit({ positions: batch, from: 0, to: batch.length, identities }, watermarkMs);
      batch.clear();
      this.#spare.push(batch);
    }
    // A flood that was fetched at once need not be remembered by its memory.
    this.#spare.length = Math.min(this.#spare.length, 4);
  }

  save(): ReadySlicesData {
    const open = { batch: this.#batch, identities: this.#placed, watermarkMs: this.#watermarkMs };
    return {
      ready: [...this.#ready, open].map(({ batch, identities, watermarkMs }) => ({
        rows: columnsOf(batch),
        identities: [...identities],
        watermarkMs,
      })),
      held: [...this.#held],
    };
  }

  static restore(data: ReadySlicesData): ReadySlices {
    const slices = new ReadySlices();
    slices.#ready = data.ready.map(({ rows, identities, watermarkMs }) => ({
      batch: batchOf(rows, SLICE_ROWS),
      identities: [...identities],
      watermarkMs,
    }));
    const open = slices.#ready.pop()!;
    slices.#batch = open.batch;
    slices.#placed = [...open.identities];
    slices.#watermarkMs = open.watermarkMs;
    slices.#held = [...data.held];
    return slices;
  }

  #place(): void {
    if (this.#held.length === 0) return;
    for (const report of this.#held) this.#placed.push({ at: this.#batch.length, report });
    this.#held = [];
  }

  #close(): void {
    this.#ready.push({ batch: this.#batch, identities: this.#placed, watermarkMs: this.#watermarkMs });
    this.#batch = this.#spare.pop() ?? new PositionBatch(SLICE_ROWS);
    this.#placed = [];
  }
}
