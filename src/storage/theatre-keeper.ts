/**
 * One theatre's journal and store as the main thread sees them: numbers records at once, hands them to the storage thread in
 * runs, and says what is durable. What waits is bounded: beyond it `append` refuses, and nothing that has a number is dropped.
 */
import { deserialize, serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Act } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import { ERRORS, type ErrorCode, MerivahtError } from '../contract/errors.ts';
import type { CrossingRow, FalseAlarmTable } from '../contract/views.ts';
import type { JournalRecord, NumberedRecord } from '../pipeline/journal-record.ts';
import type { Journal, JournalState, StoreChange } from '../pipeline/keeping.ts';
import { DurableWaits } from './durable-waits.ts';
import { decodeRecords, RecordRunWriter } from './record-codec.ts';
import type { Snapshot } from './snapshot-folder.ts';
import type { ActFilter, CrossingFilter } from './sqlite-store.ts';
import type { FromStorage, StorageMethod, StorageMethods, StoragePort, ToStorage } from './storage-service.ts';
import type { Retention, StorageNotice } from './theatre-storage.ts';

/** Handed over at once when so much has gathered, else when the present event is done with. */
const RUN_BYTES = 64 << 10;
const MAX_WAITING_BYTES = 256 << 20;
const MAX_WAITING_CHANGES = 20_000;

export interface KeeperOptions {
  readonly folder: string;
  /** After each change of what is durable, and when the disk or the store refuses or works again. */
  readonly onState?: (state: JournalState) => void;
  readonly maxWaitingBytes?: number;
  readonly maxWaitingChanges?: number;
  /** Else a worker thread. */
  readonly port?: StoragePort<ToStorage, FromStorage>;
}

export interface KeeperCounters {
  readonly records: number;
  /** Records and changes that were refused because too much waits. */
  readonly refusedRecords: number;
  readonly refusedChanges: number;
  readonly waitingBytes: number;
  readonly waitingChanges: number;
  readonly frames: number;
  readonly journalBytes: number;
  readonly failures: number;
  /** Gone by retention since the start. */
  readonly removedSegments: number;
  readonly removedRows: number;
}

interface Question {
  resolve(value: never): void;
  reject(error: Error): void;
}

export class TheatreKeeper implements Journal {
  readonly #port: StoragePort<ToStorage, FromStorage>;
  readonly #worker: Worker | undefined;
  readonly #options: KeeperOptions;
  readonly #questions = new Map<number, Question>();
  readonly #waits = new DurableWaits();
  readonly #run = new RecordRunWriter();
  #handOver: NodeJS.Immediate | undefined;
  #asked = 0;
  #last = 0;
  /** Nothing more is asked; then: all is answered. */
  #closed = false;
  #ended = false;
  #dead: string | undefined;
  #notice: StorageNotice = {
    durableThrough: 0,
    appliedThrough: 0,
    frames: 0,
    journalBytes: 0,
    failures: 0,
    firstSeq: 1,
    removedSegments: 0,
    removedRows: 0,
  };
  #records = 0;
  #refusedRecords = 0;
  #refusedChanges = 0;
  #waitingChanges = 0;

  private constructor(options: KeeperOptions) {
    this.#options = options;
    if (options.port === undefined) {
      this.#worker = new Worker(new URL('./storage-worker.ts', import.meta.url), {
        workerData: { folder: options.folder },
      });
      this.#worker.on('error', (error) => this.#die(error.message));
      this.#worker.on('exit', () => this.#die('the storage thread has ended'));
    }
    this.#port = options.port ?? this.#worker!;
    this.#port.on('message', (message) => this.#receive(message));
  }

  /** Throws MV-JOURNAL-BROKEN or MV-DATA-VERSION. */
  static async open(options: KeeperOptions): Promise<TheatreKeeper> {
    const keeper = new TheatreKeeper(options);
    try {
      const { first, last, appliedThrough } = await keeper.#ask('opened', []);
      keeper.#last = last;
      keeper.#notice = { ...keeper.#notice, durableThrough: last, appliedThrough, firstSeq: first };
      return keeper;
    } catch (error) {
      await keeper.#worker?.terminate();
      throw error;
    }
  }

  append(record: JournalRecord): number {
    const waiting = this.#waits.bytes;
    if (this.#closed || this.#dead !== undefined || waiting >= (this.#options.maxWaitingBytes ?? MAX_WAITING_BYTES)) {
      this.#refusedRecords++;
      throw new MerivahtError(
        'MV-JOURNAL-STOPPED',
        this.#dead ?? (this.#closed ? CLOSED : undefined) ?? `${waiting} bytes wait for the disk: no more are taken`,
      );
    }
    const seq = ++this.#last;
    this.#records++;
    this.#waits.add(seq, this.#run.add(record));
    if (this.#run.byteLength >= RUN_BYTES) this.#hand();
    else this.#handOver ??= setImmediate(() => this.#hand());
    return seq;
  }

  /** Where it rejects the record may still come to be on disk later. */
  whenDurable(seq: number): Promise<void> {
    if (seq <= this.#notice.durableThrough) return Promise.resolve();
    const because = this.#dead ?? this.#notice.stoppedBecause ?? (this.#closed ? CLOSED : undefined);
    if (because !== undefined) return Promise.reject(new MerivahtError('MV-JOURNAL-STOPPED', because));
    return this.#waits.until(seq);
  }

  get state(): JournalState {
    const because = this.#dead ?? this.#notice.stoppedBecause;
    return {
      last: this.#last,
      durableThrough: this.#notice.durableThrough,
      state: because === undefined ? 'ok' : 'stopped',
      because: because ?? '',
      waitingBytes: this.#waits.bytes,
    };
  }

  /** What the store said, while it fails; the changes wait. */
  get storeTrouble(): string | undefined {
    return this.#dead ?? this.#notice.storeBecause;
  }

  get appliedThrough(): number {
    return this.#notice.appliedThrough;
  }

  get counters(): KeeperCounters {
    const { frames, journalBytes, failures, removedSegments, removedRows } = this.#notice;
    return {
      records: this.#records,
      refusedRecords: this.#refusedRecords,
      refusedChanges: this.#refusedChanges,
      waitingBytes: this.#waits.bytes,
      waitingChanges: this.#waitingChanges,
      frames,
      journalBytes,
      failures,
      removedSegments,
      removedRows,
    };
  }

  /** Number of the first record that retention left. */
  get firstSeq(): number {
    return this.#notice.firstSeq;
  }

  /** Removes what is over age, of the journal and the store. What snapshots or a pin need stays. */
  retain(retention: Retention): Promise<void> {
    return this.#ask('retain', [retention]);
  }

  /** From 0 on: first what stands for the records that retention let go. One run is read ahead. */
  async *read(afterSeq: number): AsyncGenerator<readonly NumberedRecord[]> {
    const isFromBeginning = afterSeq === 0 && this.firstSeq > 1;
    if (isFromBeginning) yield await this.#ask('carried', []);
    const reader = await this.#ask('beginRead', [isFromBeginning ? this.firstSeq - 1 : afterSeq]);
    try {
      let next = this.#ask('nextRun', [reader]);
      for (let run = await next; run !== undefined; run = await next) {
        next = this.#ask('nextRun', [reader]);
        // Awaited above, or not at all where the caller stops: then nobody hears it fail.
        next.catch(() => {});
        const records = decodeRecords(run, afterSeq);
        if (records.length > 0) yield records;
      }
    } finally {
      await this.#ask('endRead', [reader]);
    }
  }

  /**
   * Hand in all changes up to `seq` by `applyChanges` first, and flush the archive: a restart makes none of them again. What was
   * handed in is in the store before the snapshot is on disk.
   */
  saveSnapshot(seq: number, data: unknown): Promise<void> {
    return this.saveSnapshotBytes(seq, new Uint8Array(serialize(data)));
  }

  async loadSnapshot(): Promise<{ readonly seq: number; readonly data: unknown } | undefined> {
    const snapshot = await this.loadSnapshotBytes();
    return snapshot && { seq: snapshot.seq, data: deserialize(snapshot.bytes) };
  }

  /**
   * Takes the bytes over. Rejects where the journal or the store does not hold all up to it, and for good once a change was
   * refused: a restart then begins before it and makes the change again.
   */
  saveSnapshotBytes(seq: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#refusedChanges > 0)
      return Promise.reject(
        new MerivahtError('MV-JOURNAL-STOPPED', 'the store lacks changes: no snapshot until a restart'),
      );
    return this.#ask('saveSnapshot', [{ seq, bytes }], [bytes.buffer]);
  }

  loadSnapshotBytes(): Promise<Snapshot | undefined> {
    return this.#ask('loadSnapshot', []);
  }

  /**
   * Resolves when they are in the store, which is after their records are durable; waits as long as the disk refuses. Rejects
   * where too many wait.
   */
  async applyChanges(changes: readonly StoreChange[]): Promise<void> {
    if (this.#waitingChanges + changes.length > (this.#options.maxWaitingChanges ?? MAX_WAITING_CHANGES)) {
      this.#refusedChanges += changes.length;
      throw new MerivahtError('MV-JOURNAL-STOPPED', `${this.#waitingChanges} changes wait for the store`);
    }
    this.#waitingChanges += changes.length;
    try {
      await this.#ask('apply', [changes]);
    } finally {
      this.#waitingChanges -= changes.length;
    }
  }

  alertAt(alertId: string, atMs?: number): Promise<Alert | undefined> {
    return this.#ask('alert', [alertId, atMs]);
  }

  queueAt(atMs: number): Promise<string | undefined> {
    return this.#ask('queueAt', [atMs]);
  }

  acts(filter: ActFilter): Promise<Act[]> {
    return this.#ask('acts', [filter]);
  }

  act(actId: string): Promise<Act | undefined> {
    return this.#ask('act', [actId]);
  }

  crossings(filter: CrossingFilter): Promise<CrossingRow[]> {
    return this.#ask('crossings', [filter]);
  }

  falseAlarms(month: string): Promise<FalseAlarmTable> {
    return this.#ask('falseAlarms', [month]);
  }

  /** Writes what waits. Rejects with MV-JOURNAL-STOPPED where the disk did not take it. */
  async close(): Promise<void> {
    if (this.#closed) return;
    const closing = this.#ask('close', []);
    this.#closed = true;
    try {
      await closing;
    } finally {
      this.#ended = true;
      this.#waits.refuse(new MerivahtError('MV-JOURNAL-STOPPED', CLOSED));
      await this.#worker?.terminate();
    }
  }

  #hand(): void {
    clearImmediate(this.#handOver);
    this.#handOver = undefined;
    if (this.#run.count === 0) return;
    const run = this.#run.take(this.#last - this.#run.count + 1);
    this.#port.postMessage({ kind: 'append', run }, [run.bytes.buffer]);
  }

  #ask<M extends StorageMethod>(
    method: M,
    args: Parameters<StorageMethods[M]>,
    transfer: ArrayBuffer[] = [],
  ): Promise<Awaited<ReturnType<StorageMethods[M]>>> {
    if (this.#dead !== undefined || this.#closed)
      return Promise.reject(new MerivahtError('MV-JOURNAL-STOPPED', this.#dead ?? CLOSED));
    this.#hand();
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#questions.set(id, { resolve, reject });
      this.#port.postMessage({ kind: 'ask', id, method, args }, transfer);
    });
  }

  #receive(message: FromStorage): void {
    if (message.kind === 'notice') return this.#take(message.notice);
    const question = this.#questions.get(message.id);
    this.#questions.delete(message.id);
    if (message.kind === 'answer') question?.resolve(message.value as never);
    else question?.reject(new MerivahtError(known(message.code), message.message));
  }

  #take(notice: StorageNotice): void {
    const before = this.#notice;
    this.#notice = notice;
    this.#waits.reached(notice.durableThrough);
    if (notice.stoppedBecause !== undefined)
      this.#waits.refuse(new MerivahtError('MV-JOURNAL-STOPPED', notice.stoppedBecause));
    if (
      notice.durableThrough !== before.durableThrough ||
      notice.stoppedBecause !== before.stoppedBecause ||
      notice.storeBecause !== before.storeBecause
    )
      this.#options.onState?.(this.state);
  }

  #die(why: string): void {
    if (this.#ended || this.#dead !== undefined) return;
    this.#dead = `the storage thread failed: ${why}`;
    const error = new MerivahtError('MV-JOURNAL-STOPPED', this.#dead);
    this.#waits.refuse(error);
    for (const question of this.#questions.values()) question.reject(error);
    this.#questions.clear();
    this.#options.onState?.(this.state);
  }
}

const CLOSED = 'the theatre is closed';
const known = (code: string): ErrorCode => (code in ERRORS ? (code as ErrorCode) : 'MV-INTERNAL');
