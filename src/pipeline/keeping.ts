/** What a theatre keeps, as its users see it: the journal (the truth), the store (what follows from it), the archive (positions). */
import type { Act } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import type { CrossingRow, TrackPoint } from '../contract/views.ts';
import type { JournalRecord, NumberedRecord } from './journal-record.ts';

export interface JournalState {
  /** Number of the last record that was handed in. */
  readonly last: number;
  /** All up to this one are on disk. */
  readonly durableThrough: number;
  /** `stopped`: the disk refuses; nothing is acknowledged until it takes bytes again (tried each second). */
  readonly state: 'ok' | 'stopped';
  readonly because: string;
  readonly waitingBytes: number;
}

export interface Journal {
  /** Numbers the record and hands it in; the number. Durable later. */
  append(record: JournalRecord): number;
  /** Resolves when the record is on disk. Rejects with MV-JOURNAL-STOPPED when the disk refuses. */
  whenDurable(seq: number): Promise<void>;
  readonly state: JournalState;
  /** Records after `afterSeq`, in order. Only before the first append. */
  read(afterSeq: number): AsyncIterable<readonly NumberedRecord[]>;
  /** Keeps plain data (what structuredClone takes) as the state after `seq`; the newest few are kept. */
  saveSnapshot(seq: number, data: unknown): Promise<void>;
  loadSnapshot(): Promise<{ readonly seq: number; readonly data: unknown } | undefined>;
  close(): Promise<void>;
}

/** What one tick or act changed, for the store. Applied in one transaction with its number. */
export interface StoreChange {
  readonly seq: number;
  readonly tickMs: number;
  /** Alerts that are new or changed, as they stand. */
  readonly alerts: readonly Alert[];
  readonly acts: readonly Act[];
  readonly crossings: readonly CrossingRow[];
  /** The order of the queue after it, where it changed: alert ids and fold ids. */
  readonly queueJson?: string;
}

export interface Store {
  /** Changes with numbers up to this one are applied; they are ignored when they come again. */
  readonly appliedThrough: number;
  apply(changes: readonly StoreChange[]): void;
  /** As it stood at a data time; the newest version without one. */
  alert(id: string, atMs?: number): Alert | undefined;
  /** The queue as it stood at a data time: JSON of `contract/desk.ts` Queue. */
  queueAt(atMs: number): string | undefined;
  acts(filter: { alertId?: string; kinds?: readonly string[]; afterSeq?: number; limit: number }): Act[];
  crossings(filter: { assetId?: string; mmsi?: number; fromMs: number; toMs: number; limit: number }): CrossingRow[];
  close(): void;
}

/** One accepted or late position, as it is archived. Columns of equal length. */
export interface ArchiveColumns {
  readonly timeMs: Float64Array;
  readonly mmsi: Uint32Array;
  readonly lonE6: Int32Array;
  readonly latE6: Int32Array;
  /** -1 absent. */
  readonly speedTenthKn: Int16Array;
  readonly courseTenthDeg: Int16Array;
  readonly headingDeg: Int16Array;
  /** As in `ais/position-batch.ts`. */
  readonly flags: Uint8Array;
}

export interface Archive {
  append(columns: ArchiveColumns): void;
  track(mmsi: number, fromMs: number, toMs: number, limit: number): Promise<TrackPoint[]>;
  /** The last fix of each vessel in the ten minutes before: bytes of `contract/position-frame.ts`. */
  positionsAt(atMs: number): Promise<ArrayBuffer>;
  /** Vessels that were in a ring of [lon, lat] within a time. */
  inZone(
    ring: readonly (readonly [number, number])[],
    fromMs: number,
    toMs: number,
  ): Promise<{ mmsi: number; firstMs: number; lastMs: number }[]>;
  /** Writes the tail to disk. Before a snapshot is saved: what lies before it is not replayed after a crash. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
