/**
 * The archive as the main thread has it: a worker, and a queue before it that keeps order, so that a question sees what was
 * appended before it. The queue has a bound in rows: when it is full the oldest waiting batch is dropped from the archive and
 * counted (the journal still has it); alerts never wait for the archive.
 */
import { Worker } from 'node:worker_threads';
import { MerivahtError } from '../contract/errors.ts';
import type { TrackPoint } from '../contract/views.ts';
import type { Archive, ArchiveColumns } from '../pipeline/keeping.ts';
import type { ArchiveCounters, ArchiveEngine, ArchiveOptions } from './archive-engine.ts';
import { type ArchiveCall, type ArchiveReply, archiveError } from './archive-messages.ts';

/** Batches that the worker has and has not taken into its tail. */
const MAX_WITH_WORKER = 4;
/** Questions that wait; one more is refused. */
const MAX_QUESTIONS = 200;

export interface ArchiveKeeperOptions extends ArchiveOptions {
  /** Rows that may wait for the worker; 500,000 unless told. */
  readonly maxWaitingRows?: number;
}

export interface ArchiveKeeperCounters extends ArchiveCounters {
  waitingRows: number;
  waitingRowsMost: number;
  /** Dropped from the full queue before the worker took them. */
  droppedBatches: number;
  droppedWaitingRows: number;
}

type Answer<C extends ArchiveCall> = Awaited<ReturnType<ArchiveEngine[C]>>;

interface Entry {
  readonly call: ArchiveCall;
  readonly args: readonly unknown[];
  /** 0 for a question. */
  readonly rows: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class ArchiveKeeper implements Archive {
  readonly #worker: Worker;
  readonly #maxWaitingRows: number;
  readonly #queue: Entry[] = [];
  readonly #asked = new Map<number, Entry>();
  #lastId = 0;
  #rowsWaiting = 0;
  #rowsMost = 0;
  #batchesWithWorker = 0;
  #droppedBatches = 0;
  #droppedRows = 0;
  #engineCounters: ArchiveCounters;
  #stopped: string | undefined;
  #closing: Promise<void> | undefined;

  private constructor(worker: Worker, counters: ArchiveCounters, maxWaitingRows: number) {
    this.#worker = worker;
    this.#engineCounters = counters;
    this.#maxWaitingRows = maxWaitingRows;
    worker.on('message', (reply: ArchiveReply) => this.#take(reply));
    worker.on('error', (error) => this.#stop(error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => this.#stop('its thread has ended'));
  }

  static async open(options: ArchiveKeeperOptions): Promise<ArchiveKeeper> {
    const { maxWaitingRows, ...workerData } = options;
    const worker = new Worker(new URL('./archive-worker.ts', import.meta.url), { workerData });
    const counters = await new Promise<ArchiveCounters>((resolve, reject) => {
      const fail = (what: string): void => reject(new MerivahtError('MV-ARCHIVE-FAILED', `${options.folder}: ${what}`));
      worker.once('error', (error) => fail(error instanceof Error ? error.message : String(error)));
      worker.once('exit', () => fail('its thread has ended'));
      worker.once('message', (reply: ArchiveReply) => {
        if (!('opened' in reply)) fail('its thread said something else first');
        else if (reply.opened) resolve(reply.counters);
        else fail(reply.error);
      });
    });
    return new ArchiveKeeper(worker, counters, maxWaitingRows ?? 500_000);
  }

  get counters(): ArchiveKeeperCounters {
    return {
      ...this.#engineCounters,
      lastFailure: this.#stopped ?? this.#engineCounters.lastFailure,
      waitingRows: this.#rowsWaiting,
      waitingRowsMost: this.#rowsMost,
      droppedBatches: this.#droppedBatches,
      droppedWaitingRows: this.#droppedRows,
    };
  }

  append(columns: ArchiveColumns): void {
    const rows = columns.mmsi.length;
    if (rows === 0) return;
    // A batch that the worker could not take is counted like one that found no room.
    const entry = { call: 'append' as const, args: [columns], rows, resolve: () => {}, reject: () => this.#drop(rows) };
    if (this.#stopped !== undefined || this.#closing !== undefined) return this.#drop(rows);
    this.#queue.push(entry);
    this.#rowsWaiting += rows;
    this.#pump();
    while (this.#rowsWaiting > this.#maxWaitingRows) {
      const oldest = this.#queue.findIndex((e) => e.rows > 0);
      if (oldest === -1) break;
      const [dropped] = this.#queue.splice(oldest, 1);
      this.#rowsWaiting -= dropped!.rows;
      this.#drop(dropped!.rows);
    }
    this.#rowsMost = Math.max(this.#rowsMost, this.#rowsWaiting);
  }

  track(mmsi: number, fromMs: number, toMs: number, limit: number): Promise<TrackPoint[]> {
    return this.#ask('track', mmsi, fromMs, toMs, limit);
  }

  positionsAt(atMs: number): Promise<ArrayBuffer> {
    return this.#ask('positionsAt', atMs);
  }

  inZone(
    ring: readonly (readonly [number, number])[],
    fromMs: number,
    toMs: number,
  ): Promise<{ mmsi: number; firstMs: number; lastMs: number }[]> {
    return this.#ask('inZone', ring, fromMs, toMs);
  }

  flush(): Promise<void> {
    return this.#ask('flush');
  }

  /** Waits until all files that are due are merged. */
  merge(): Promise<void> {
    return this.#ask('merge');
  }

  /** Takes a vessel's rows before a time out of the archive; how many rows there were. The journal still has them. */
  erase(mmsi: number, beforeMs: number): Promise<number> {
    return this.#ask('erase', mmsi, beforeMs);
  }

  /** Deletes the days that end by a time; how many. */
  retention(beforeMs: number): Promise<number> {
    return this.#ask('retention', beforeMs);
  }

  /** Writes the tail and ends the thread. A tail that the disk refuses is lost here; the journal's replay brings it again. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      if (this.#stopped === undefined) await this.#enqueue('close', []);
    } finally {
      await this.#worker.terminate();
    }
  }

  #ask<C extends ArchiveCall>(call: C, ...args: Parameters<ArchiveEngine[C]>): Promise<Answer<C>> {
    if (this.#closing !== undefined) return Promise.reject(archiveError('MV-ARCHIVE-FAILED', 'The archive is closed.'));
    return this.#enqueue(call, args);
  }

  #enqueue<C extends ArchiveCall>(call: C, args: readonly unknown[]): Promise<Answer<C>> {
    return new Promise((resolve, reject) => {
      if (this.#stopped !== undefined) return reject(archiveError('MV-ARCHIVE-FAILED', this.#stopped));
      const questions = this.#queue.reduce((n, e) => n + (e.rows === 0 ? 1 : 0), 0) + this.#asked.size;
      if (questions >= MAX_QUESTIONS && call !== 'close')
        return reject(archiveError('MV-ARCHIVE-FAILED', `${questions} questions to the archive are waiting already.`));
      this.#queue.push({ call, args, rows: 0, resolve: resolve as (value: unknown) => void, reject });
      this.#pump();
    });
  }

  /** Hands on in order; batches hold up what follows them while the worker has enough. */
  #pump(): void {
    while (this.#queue.length > 0) {
      const entry = this.#queue[0]!;
      if (entry.rows > 0 && this.#batchesWithWorker >= MAX_WITH_WORKER) return;
      this.#queue.shift();
      if (entry.rows > 0) this.#batchesWithWorker++;
      const id = ++this.#lastId;
      this.#asked.set(id, entry);
      this.#worker.postMessage({ id, call: entry.call, args: entry.args });
    }
  }

  #take(reply: ArchiveReply): void {
    if ('opened' in reply) return;
    this.#engineCounters = reply.counters;
    const entry = this.#asked.get(reply.id);
    if (entry === undefined) return;
    this.#asked.delete(reply.id);
    this.#done(entry);
    if ('error' in reply) entry.reject(archiveError(reply.code, reply.error));
    else entry.resolve(reply.value);
    this.#pump();
  }

  #done(entry: Entry): void {
    if (entry.rows === 0) return;
    this.#batchesWithWorker--;
    this.#rowsWaiting -= entry.rows;
  }

  #drop(rows: number): void {
    this.#droppedBatches++;
    this.#droppedRows += rows;
  }

  #stop(because: string): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = `The archive has stopped: ${because}`;
    const waiting = [...this.#asked.values(), ...this.#queue];
    this.#asked.clear();
    this.#queue.length = 0;
    this.#rowsWaiting = 0;
    for (const entry of waiting) entry.reject(archiveError('MV-ARCHIVE-FAILED', this.#stopped));
  }
}
