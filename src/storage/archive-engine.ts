/**
 * The position archive of one theatre: Parquet files by day, and a tail in memory that becomes a file at each hour of data
 * time or when it is long. DuckDB runs in memory only and owns nothing: after a crash the tail is gone, the journal's replay
 * appends it again, and rows that come twice count once. So a snapshot of the core may be saved only after `flush`: what
 * lies before a snapshot is not replayed.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { TrackPoint } from '../contract/views.ts';
import type { LonLat } from '../geo/position.ts';
import type { ArchiveColumns } from '../pipeline/keeping.ts';
import { type ArchiveFile, ArchiveFiles, dayOf } from './archive-files.ts';
import { ArchiveLock } from './archive-lock.ts';
import { inZone, POSITIONS_BACK_MS, positionsAt, track, type ZoneVisit } from './archive-questions.ts';
import {
  dueMerge, eraseFrom, eraseFromTail, flushTail, isNoFaultOfFiles, type Merge, setBrokenAside, writeMerged,
} from './archive-rewrite.ts'; // biome-ignore format: a list reads better in one line
import { appendToTail, CREATE_TAIL } from './archive-rows.ts';

const HOUR_MS = 3_600_000;
/** A day is merged when data time is so far past its end: rows that come late by the usual bounds are in by then. */
const CLOSED_AFTER_MS = HOUR_MS;
/** Late pieces at which a merged day is written again within the day, which costs seconds; once a day any will do. */
const MANY_LATE_PIECES = 8;
/** After the disk refused, the next try waits for so many rows. */
const RETRY_ROWS = 10_000;
/** Questions are asked again after a broken file was set aside, at most so often. */
const MAX_TRIES = 3;

export interface ArchiveOptions {
  readonly folder: string;
  /** Rows at which the tail is written; 200,000 unless told. */
  readonly flushRows?: number;
  /** Rows that the tail keeps while the disk refuses; beyond it the oldest are dropped and counted. 2 million unless told. */
  readonly maxTailRows?: number;
  /** What DuckDB may use, in megabytes; what does not fit goes to a temporary folder. 1024 unless told. */
  readonly memoryMb?: number;
}

export interface ArchiveCounters {
  appendedRows: number;
  /** Rows with a time that no date can say. */
  refusedRows: number;
  /** Rows dropped from the tail since the disk refused them for too long. */
  droppedRows: number;
  tailRows: number;
  files: number;
  bytes: number;
  /** Files set aside since they could not be read. */
  brokenFiles: number;
  flushes: number;
  merges: number;
  /** Flushes and merges that failed. */
  failures: number;
  /** Why the last flush or merge failed; empty when the last one of its kind went well. */
  lastFailure: string;
}

export class ArchiveEngine {
  readonly files: ArchiveFiles;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  /** Merges run beside questions on a connection of their own. */
  readonly #mergeConnection: DuckDBConnection;
  readonly #spill: string;
  /** Whoever uses the tail or the list of files. */
  readonly #lock = new ArchiveLock();
  /** Whoever writes files anew: an erased vessel must not come back through a merge that began before. Taken before `#lock`. */
  readonly #rewriting = new ArchiveLock();
  readonly #flushRows: number;
  readonly #maxTailRows: number;
  readonly #counters = {
    appendedRows: 0,
    refusedRows: 0,
    droppedRows: 0,
    tailRows: 0,
    flushes: 0,
    merges: 0,
    failures: 0,
  };
  #flushFailure = '';
  #mergeFailure = '';
  #newestMs = Number.NEGATIVE_INFINITY;
  #flushedHour = Number.NEGATIVE_INFINITY;
  #retryAtRows = 0;
  #tidiedDay = Number.NEGATIVE_INFINITY;
  #merging: Promise<void> | undefined;
  #isClosing = false;

  private constructor(
    files: ArchiveFiles,
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    mergeConnection: DuckDBConnection,
    spill: string,
    options: ArchiveOptions,
  ) {
    this.files = files;
    this.#instance = instance;
    this.#connection = connection;
    this.#mergeConnection = mergeConnection;
    this.#spill = spill;
    this.#flushRows = options.flushRows ?? 200_000;
    this.#maxTailRows = options.maxTailRows ?? 2_000_000;
    this.#newestMs = Math.max(...files.days, Number.NEGATIVE_INFINITY);
  }

  static async open(options: ArchiveOptions): Promise<ArchiveEngine> {
    const files = new ArchiveFiles(options.folder);
    const spill = join(options.folder, 'spill');
    rmSync(spill, { recursive: true, force: true });
    const instance = await DuckDBInstance.create(':memory:', {
      threads: '2',
      memory_limit: `${options.memoryMb ?? 1024}MB`,
      temp_directory: spill,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run(CREATE_TAIL);
    // Footers of files that did not change since are not read again: a quarter to a half of the time of a short question.
    await connection.run('SET parquet_metadata_cache = true');
    return new ArchiveEngine(files, instance, connection, await instance.connect(), spill, options);
  }

  get counters(): ArchiveCounters {
    return {
      ...this.#counters,
      files: this.files.count,
      bytes: this.files.bytes,
      brokenFiles: this.files.brokenCount,
      lastFailure: this.#flushFailure || this.#mergeFailure,
    };
  }

  /** Takes the rows into the tail, and writes the tail where it is due. A disk that refuses is counted and tried again. */
  append(columns: ArchiveColumns): Promise<void> {
    return this.#lock.run(async () => {
      const { rows, refused, newestMs } = await appendToTail(this.#connection, columns);
      this.#counters.appendedRows += rows;
      this.#counters.refusedRows += refused;
      this.#counters.tailRows += rows;
      if (newestMs > this.#newestMs) this.#newestMs = newestMs;
      const hour = Math.floor(this.#newestMs / HOUR_MS);
      if (this.#flushedHour === Number.NEGATIVE_INFINITY) this.#flushedHour = hour;
      if (this.#counters.tailRows < this.#retryAtRows) return;
      if (this.#counters.tailRows < this.#flushRows && hour <= this.#flushedHour) return;
      await this.#flush().catch(() => this.#dropBeyondRoom());
    });
  }

  track(mmsi: number, fromMs: number, toMs: number, limit: number): Promise<TrackPoint[]> {
    return this.#ask(fromMs, toMs, (files) => track(this.#connection, files, mmsi, fromMs, toMs, limit));
  }

  positionsAt(atMs: number): Promise<ArrayBuffer> {
    return this.#ask(atMs - POSITIONS_BACK_MS, atMs, (files) => positionsAt(this.#connection, files, atMs));
  }

  inZone(ring: readonly LonLat[], fromMs: number, toMs: number): Promise<ZoneVisit[]> {
    return this.#ask(fromMs, toMs, (files) => inZone(this.#connection, files, ring, fromMs, toMs));
  }

  /** Writes the tail to disk. Rejects where the disk refuses; the rows stay in the tail. */
  flush(): Promise<void> {
    return this.#lock.run(() => this.#flush());
  }

  /** Merges what is due, and waits for it. Runs by itself after a flush too. */
  async merge(): Promise<void> {
    // One that runs may have looked before the last flush.
    await this.#merging;
    await this.#startMerge();
  }

  /** Takes a vessel's rows before a time out of the tail and of every file but those set aside; how many rows there were. */
  erase(mmsi: number, beforeMs: number): Promise<number> {
    const before = Math.ceil(Math.min(beforeMs, 8.64e15));
    return this.#rewriting.run(() =>
      this.#lock.run(async () => {
        let erased = await eraseFromTail(this.#connection, mmsi, before);
        this.#counters.tailRows -= erased;
        for (const file of this.files.within(Number.NEGATIVE_INFINITY, before))
          erased += await this.#mendingBroken([file], () =>
            this.files.of(file.dayMs).includes(file)
              ? eraseFrom(this.#connection, this.files, file, mmsi, before)
              : Promise.resolve(0),
          );
        return erased;
      }),
    );
  }

  /** Deletes the days that end by a time; how many. Rows of the tail of such days go too. */
  retention(beforeMs: number): Promise<number> {
    return this.#rewriting.run(() =>
      this.#lock.run(async () => {
        const result = await this.#connection.run('DELETE FROM tail WHERE time_ms < $1', [dayOf(beforeMs)]);
        this.#counters.tailRows -= result.rowsChanged;
        return this.files.removeDays(beforeMs);
      }),
    );
  }

  /** Writes the tail, ends a merge that runs (what it read stays), and lets go of everything. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#mergeConnection.interrupt();
    await this.#merging;
    try {
      await this.flush();
    } finally {
      this.#mergeConnection.closeSync();
      this.#connection.closeSync();
      this.#instance.closeSync();
      rmSync(this.#spill, { recursive: true, force: true });
    }
  }

  async #flush(): Promise<void> {
    try {
      if (this.#counters.tailRows > 0) {
        await flushTail(this.#connection, this.files);
        this.#counters.flushes++;
      }
      this.#counters.tailRows = 0;
      this.#retryAtRows = 0;
      this.#flushedHour = Math.floor(this.#newestMs / HOUR_MS);
      this.#flushFailure = '';
    } catch (error) {
      this.#flushFailure = this.#failed(error);
      this.#counters.tailRows = await this.#countTail();
      this.#retryAtRows = this.#counters.tailRows + RETRY_ROWS;
      throw error;
    }
    if (!this.#isClosing) void this.#startMerge();
  }

  async #countTail(): Promise<number> {
    return Number((await this.#connection.runAndReadAll('SELECT count(*) FROM tail')).getRows()[0]![0]);
  }

  async #dropBeyondRoom(): Promise<void> {
    const beyond = this.#counters.tailRows - this.#maxTailRows;
    if (beyond <= 0) return;
    const oldest = 'SELECT rowid FROM tail ORDER BY time_ms, rowid LIMIT $1';
    const dropped = await this.#connection.run(`DELETE FROM tail WHERE rowid IN (${oldest})`, [beyond]);
    this.#counters.droppedRows += dropped.rowsChanged;
    this.#counters.tailRows -= dropped.rowsChanged;
    this.#retryAtRows = this.#counters.tailRows + RETRY_ROWS;
  }

  #ask<T>(fromMs: number, toMs: number, question: (files: readonly string[]) => Promise<T>): Promise<T> {
    return this.#lock.run(() =>
      this.#mendingBroken(this.files.within(fromMs, toMs), () =>
        question(this.files.within(fromMs, toMs).map((f) => f.path)),
      ),
    );
  }

  /** Does it; where it fails because of files that cannot be read, sets those aside and does it again. */
  async #mendingBroken<T>(involved: readonly ArchiveFile[], work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++)
      try {
        return await work();
      } catch (error) {
        if (this.#isClosing || tries === MAX_TRIES || isNoFaultOfFiles(error)) throw error;
        if ((await setBrokenAside(this.#connection, this.files, involved)) === 0) throw error;
      }
  }

  #startMerge(): Promise<void> {
    this.#merging ??= this.#mergeAll().finally(() => {
      this.#merging = undefined;
    });
    return this.#merging;
  }

  async #mergeAll(): Promise<void> {
    const closedMs = this.#newestMs - CLOSED_AFTER_MS;
    const manyLate = dayOf(closedMs) > this.#tidiedDay ? 1 : MANY_LATE_PIECES;
    for (;;) {
      const isDone = await this.#rewriting.run(async () => {
        const merge = this.#isClosing ? undefined : dueMerge(this.files, closedMs, manyLate);
        return merge === undefined || !(await this.#mergeOne(merge));
      });
      if (isDone) break;
    }
    this.#tidiedDay = dayOf(closedMs);
  }

  /** The long part runs beside questions; only the exchange of files holds them up. */
  async #mergeOne(merge: Merge): Promise<boolean> {
    try {
      const path = await writeMerged(this.#mergeConnection, this.files, merge);
      await this.#lock.run(async () => {
        this.files.publish(path, merge.dayMs, merge.kind);
        this.files.remove(merge.inputs);
      });
      this.#counters.merges++;
      this.#mergeFailure = '';
      return true;
    } catch (error) {
      if (this.#isClosing) return false;
      this.#mergeFailure = this.#failed(error);
      if (isNoFaultOfFiles(error)) return false;
      await this.#lock.run(() => setBrokenAside(this.#connection, this.files, merge.inputs));
      // Worth another try where a question or this found a broken file among them.
      return !merge.inputs.every((file) => this.files.of(file.dayMs).includes(file));
    }
  }

  #failed(error: unknown): string {
    this.#counters.failures++;
    return error instanceof Error ? error.message.slice(0, 300) : String(error);
  }
}
