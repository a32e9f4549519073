/**
 * The archive as the main thread has it: a worker, and a queue before it that keeps order, so that a question sees what was
 * appended before it. The queue has a bound in rows: when it is full the oldest waiting batch is dropped from the archive and
 * counted (the journal still has it); alerts never wait for the archive. A thread that dies is started again, with what it
 * had not written yet.
 */
import { Worker } from 'node:worker_threads';
import { MerivahtError } from '../contract/errors.ts';
import type { TrackPoint } from '../contract/views.ts';
import type { Archive, ArchiveColumns } from '../pipeline/keeping.ts';
import type { ArchiveCounters, ArchiveEngine, ArchiveOptions } from './archive-engine.ts';
import { type ArchiveCall, type ArchiveReply, archiveError } from './archive-messages.ts';

/** Batches that the worker has and has not taken into its tail. */
const MAX_WITH_WORKER = 4;
/** A thread that dies is started again after so long, then twice as long, so many times in a row. */
const RESTART_MS = 1000;
const MAX_RESTARTS = 6;
/** One that lived so long begins the row anew. */
const STEADY_MS = 600_000;
/** Questions that wait; one more is refused. */
const MAX_QUESTIONS = 200;

export interface ArchiveKeeperOptions extends ArchiveOptions {
  /** Rows that may wait for the worker; 500,000 unless told. */
  readonly maxWaitingRows?: number;
  /** Before the first new start of a thread that died; a second unless told. */
  readonly restartMs?: number;
  /** Each thread as it is started. */
  readonly onThread?: (worker: Worker) => void;
}

export interface ArchiveKeeperCounters extends ArchiveCounters {
  waitingRows: number;
  waitingRowsMost: number;
  /** Dropped from the full queue before the worker took them. */
  droppedBatches: number;
  droppedWaitingRows: number;
  /** Threads that were started in place of one that died. */
  restarts: number;
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
  readonly #options: ArchiveKeeperOptions;
  readonly #maxWaitingRows: number;
  /** None while it is being started again. */
  #worker: Worker | undefined;
  readonly #queue: Entry[] = [];
  readonly #asked = new Map<number, Entry>();
  /** Batches that the thread may have in memory only, the oldest first: a new thread gets them again. */
  #unwritten: Entry[] = [];
  #unwrittenRows = 0;
  #lastId = 0;
  #rowsWaiting = 0;
  #rowsMost = 0;
  #batchesWithWorker = 0;
  #droppedBatches = 0;
  #droppedRows = 0;
  #restarts = 0;
  #restartsInARow = 0;
  #startedAtMs = 0;
  #restarting: NodeJS.Timeout | undefined;
  #engineCounters!: ArchiveCounters;
  /** What it says while it is being started again; and when it is not started any more. */
  #down: string | undefined;
  #stopped: string | undefined;
  #closing: Promise<void> | undefined;

  private constructor(options: ArchiveKeeperOptions) {
    this.#options = options;
    this.#maxWaitingRows = options.maxWaitingRows ?? 500_000;
  }

  static async open(options: ArchiveKeeperOptions): Promise<ArchiveKeeper> {
    const keeper = new ArchiveKeeper(options);
    await keeper.#start();
    return keeper;
  }

  async #start(): Promise<void> {
    const { maxWaitingRows: _, restartMs: __, onThread, ...workerData } = this.#options;
    const worker = new Worker(new URL('./archive-worker.ts', import.meta.url), { workerData });
    this.#engineCounters = await new Promise<ArchiveCounters>((resolve, reject) => {
      const fail = (what: string): void =>
        reject(new MerivahtError('MV-ARCHIVE-FAILED', `${this.#options.folder}: ${what}`));
      worker.once('error', (error) => fail(error instanceof Error ? error.message : String(error)));
      worker.once('exit', () => fail('its thread has ended'));
      worker.once('message', (reply: ArchiveReply) => {
        if (!('opened' in reply)) fail('its thread said something else first');
        else if (reply.opened) resolve(reply.counters);
        else fail(reply.error);
      });
    });
    if (this.#closing !== undefined) return void worker.terminate();
    worker.on('message', (reply: ArchiveReply) => this.#take(reply));
    worker.on('error', (error) => this.#died(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => this.#died(worker, 'its thread has ended'));
    this.#worker = worker;
    this.#startedAtMs = performance.now();
    onThread?.(worker);
  }

  get counters(): ArchiveKeeperCounters {
    return {
      ...this.#engineCounters,
      lastFailure: this.#stopped ?? this.#down ?? this.#engineCounters.lastFailure,
      restarts: this.#restarts,
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
    this.#dropBeyondRoom();
  }

  #dropBeyondRoom(): void {
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
  async erase(mmsi: number, beforeMs: number): Promise<number> {
    // Batches that a new thread would get again must not bring them back.
    await this.flush();
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
    clearTimeout(this.#restarting);
    try {
      if (this.#worker !== undefined) await this.#enqueue('close', []);
    } finally {
      await this.#worker?.terminate();
    }
  }

  #ask<C extends ArchiveCall>(call: C, ...args: Parameters<ArchiveEngine[C]>): Promise<Answer<C>> {
    if (this.#closing !== undefined) return Promise.reject(archiveError('MV-ARCHIVE-FAILED', 'The archive is closed.'));
    return this.#enqueue(call, args);
  }

  #enqueue<C extends ArchiveCall>(call: C, args: readonly unknown[]): Promise<Answer<C>> {
    return new Promise((resolve, reject) => {
      const because = this.#stopped ?? this.#down;
      if (because !== undefined) return reject(archiveError('MV-ARCHIVE-FAILED', because));
      const questions = this.#queue.reduce((n, e) => n + (e.rows === 0 ? 1 : 0), 0) + this.#asked.size;
      if (questions >= MAX_QUESTIONS && call !== 'close')
        return reject(archiveError('MV-ARCHIVE-FAILED', `${questions} questions to the archive are waiting already.`));
      this.#queue.push({ call, args, rows: 0, resolve: resolve as (value: unknown) => void, reject });
      this.#pump();
    });
  }

  /** Hands on in order; batches hold up what follows them while the worker has enough. */
  #pump(): void {
    while (this.#queue.length > 0 && this.#worker !== undefined) {
      const entry = this.#queue[0]!;
      if (entry.rows > 0 && this.#batchesWithWorker >= MAX_WITH_WORKER) return;
      this.#queue.shift();
      if (entry.rows > 0) this.#handOver(entry);
      const id = ++this.#lastId;
      this.#asked.set(id, entry);
      this.#worker.postMessage({ id, call: entry.call, args: entry.args });
    }
  }

  #take(reply: ArchiveReply): void {
    if ('opened' in reply) return;
    this.#engineCounters = reply.counters;
    // Answers come in order: all that was answered has been in the tail, which is on disk.
    if (reply.counters.tailRows === 0) this.#forgetWritten(reply.id);
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

  #handOver(entry: Entry): void {
    this.#batchesWithWorker++;
    this.#unwritten.push(entry);
    this.#unwrittenRows += entry.rows;
    // More could not wait for a new thread anyway.
    while (this.#unwrittenRows > this.#maxWaitingRows && this.#unwritten.length > 1)
      this.#unwrittenRows -= this.#unwritten.shift()!.rows;
  }

  #forgetWritten(throughId: number): void {
    const asked = new Set([...this.#asked].filter(([id]) => id > throughId).map(([, entry]) => entry));
    this.#unwritten = this.#unwritten.filter((entry) => asked.has(entry));
    this.#unwrittenRows = this.#unwritten.reduce((rows, entry) => rows + entry.rows, 0);
  }

  #drop(rows: number): void {
    this.#droppedBatches++;
    this.#droppedRows += rows;
  }

  /** What it had in memory waits again, before all else; who asked it is told. */
  #died(worker: Worker, because: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    if (performance.now() - this.#startedAtMs > STEADY_MS) this.#restartsInARow = 0;
    this.#down = `The archive has stopped: ${because}. It is started again.`;
    const questions = [...this.#asked.values(), ...this.#queue].filter((entry) => entry.rows === 0);
    const batches = [...this.#unwritten, ...this.#queue.filter((entry) => entry.rows > 0)];
    this.#asked.clear();
    this.#batchesWithWorker = 0;
    this.#unwritten = [];
    this.#unwrittenRows = 0;
    this.#queue.splice(0, this.#queue.length, ...batches);
    this.#rowsWaiting = batches.reduce((rows, entry) => rows + entry.rows, 0);
    this.#dropBeyondRoom();
    for (const { reject } of questions) reject(archiveError('MV-ARCHIVE-FAILED', this.#down));
    if (this.#closing === undefined) this.#startLater(because);
  }

  /** The journal has what is dropped in the end: a restart of the node brings what no snapshot has passed. */
  #startLater(because: string): void {
    if (this.#restartsInARow >= MAX_RESTARTS) {
      this.#stopped = `The archive has stopped, ${MAX_RESTARTS + 1} times: ${because}. Restart Merivaht.`;
      for (const { rows } of this.#queue.splice(0)) this.#drop(rows);
      this.#rowsWaiting = 0;
      return;
    }
    const waitMs = (this.#options.restartMs ?? RESTART_MS) * (1 << this.#restartsInARow++);
    this.#restarting = setTimeout(() => {
      this.#restarts++;
      this.#start().then(
        () => {
          if (this.#closing !== undefined) return;
          this.#down = undefined;
          this.#pump();
        },
        (error: Error) => {
          if (this.#closing === undefined) this.#startLater(error.message);
        },
      );
    }, waitMs);
  }
}
