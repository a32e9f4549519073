/** Answers a theatre's keeper over a port: what runs in the storage thread. */
import type { Act } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { CrossingRow, FalseAlarmTable } from '../contract/views.ts';
import type { NumberedRecord } from '../pipeline/journal-record.ts';
import type { StoreChange } from '../pipeline/keeping.ts';
import { diskTrouble } from './disk-trouble.ts';
import { carriedRecords } from './journal-beginning.ts';
import type { RecordRun } from './record-codec.ts';
import type { Snapshot } from './snapshot-folder.ts';
import type { ActFilter, CrossingFilter } from './sqlite-store.ts';
import { type Retention, type StorageNotice, type StorageOptions, TheatreStorage } from './theatre-storage.ts';

/** What the keeper asks. Answers are plain data. */
export interface StorageMethods {
  opened(): { readonly first: number; readonly last: number; readonly appliedThrough: number };
  /** What stands for the records that retention let go. */
  carried(): NumberedRecord[];
  retain(retention: Retention): Promise<void>;
  apply(changes: readonly StoreChange[]): Promise<void>;
  alert(id: string, atMs?: number): Alert | undefined;
  queueAt(atMs: number): string | undefined;
  acts(filter: ActFilter): Act[];
  act(actId: string): Act | undefined;
  crossings(filter: CrossingFilter): CrossingRow[];
  falseAlarms(month: string): FalseAlarmTable;
  saveSnapshot(snapshot: Snapshot): void;
  loadSnapshot(): Snapshot | undefined;
  beginRead(afterSeq: number): number;
  /** Absent: that was all. */
  nextRun(reader: number): RecordRun | undefined;
  endRead(reader: number): void;
  close(): void;
}

export type StorageMethod = keyof StorageMethods;

export type ToStorage =
  | { readonly kind: 'append'; readonly run: RecordRun }
  | { readonly kind: 'ask'; readonly id: number; readonly method: StorageMethod; readonly args: readonly unknown[] };

export type FromStorage =
  | { readonly kind: 'notice'; readonly notice: StorageNotice }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly code: string; readonly message: string };

/** A worker, its parent's port, or one end of a MessageChannel. */
export interface StoragePort<Out, In> {
  postMessage(message: Out, transfer?: ArrayBuffer[]): void;
  on(event: 'message', listener: (message: In) => void): unknown;
}

function methodsOf(storage: TheatreStorage): StorageMethods {
  const { journal, store } = storage;
  const readers = new Map<number, Iterator<RecordRun>>();
  let readersBegun = 0;
  return {
    opened: () => ({
      first: journal.beginning?.first ?? 1,
      last: journal.last,
      appliedThrough: store.appliedThrough,
    }),
    carried: () => (journal.beginning === undefined ? [] : carriedRecords(journal.beginning)),
    retain: (retention) => storage.retain(retention),
    apply: (changes) => storage.apply(changes),
    alert: (id, atMs) => storage.freshStore().alert(id, atMs),
    queueAt: (atMs) => storage.freshStore().queueAt(atMs),
    acts: (filter) => storage.freshStore().acts(filter),
    act: (actId) => storage.freshStore().act(actId),
    crossings: (filter) => storage.freshStore().crossings(filter),
    falseAlarms: (month) => storage.freshStore().falseAlarms(month),
    saveSnapshot: (snapshot) => storage.saveSnapshot(snapshot),
    loadSnapshot: () => storage.loadSnapshot(),
    beginRead: (afterSeq) => {
      readers.set(++readersBegun, journal.read(afterSeq));
      return readersBegun;
    },
    nextRun: (reader) => {
      const next = readers.get(reader)?.next();
      return next === undefined || next.done ? undefined : next.value;
    },
    endRead: (reader) => {
      readers.delete(reader);
    },
    close: () => storage.close(),
  };
}

/** Where the theatre cannot be opened, each question is answered with why. */
export function serveStorage(port: StoragePort<FromStorage, ToStorage>, options: Omit<StorageOptions, 'notify'>): void {
  let storage: TheatreStorage | undefined;
  let methods: StorageMethods | undefined;
  let failure: unknown;
  try {
    storage = new TheatreStorage({ ...options, notify: (notice) => port.postMessage({ kind: 'notice', notice }) });
    methods = methodsOf(storage);
  } catch (error) {
    failure = diskTrouble(error, options.folder);
  }
  const answer = async (id: number, method: StorageMethod, args: readonly unknown[]): Promise<void> => {
    try {
      if (methods === undefined) throw failure;
      const value = await (methods[method] as (...args: readonly unknown[]) => unknown)(...args);
      port.postMessage({ kind: 'answer', id, value }, transferable(value));
    } catch (error) {
      const code = error instanceof MerivahtError ? error.code : 'MV-INTERNAL';
      port.postMessage({ kind: 'failure', id, code, message: error instanceof Error ? error.message : String(error) });
    }
  };
  port.on('message', (message) => {
    if (message.kind === 'append') storage?.append(message.run);
    else void answer(message.id, message.method, message.args);
  });
}

/** Runs and snapshots go over without a copy: their bytes are in buffers of their own. */
function transferable(value: unknown): ArrayBuffer[] {
  const bytes = (value as { bytes?: unknown } | undefined)?.bytes;
  return bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
}
