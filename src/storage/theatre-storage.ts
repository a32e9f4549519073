/**
 * What one theatre keeps, behind one clock: the journal flushed in groups, the store applied behind the journal and never
 * ahead of it, snapshots behind both. When the disk refuses it stops, holds what waits, and tries again.
 */
import { MerivahtError } from '../contract/errors.ts';
import type { StoreChange } from '../pipeline/keeping.ts';
import { theatreParts } from './data-folder.ts';
import { type Disk, makeFolderDurably, realDisk } from './disk.ts';
import { settleSwap } from './erase-journal.ts';
import { JournalFile } from './journal-file.ts';
import type { RecordRun } from './record-codec.ts';
import { type Snapshot, SnapshotFolder } from './snapshot-folder.ts';
import { SqliteStore } from './sqlite-store.ts';

/** One sync takes what came in so long, or so much. */
const GROUP_MS = 20;
const GROUP_BYTES = 256 << 10;
const RETRY_MS = 1000;

export interface StorageNotice {
  readonly durableThrough: number;
  /** What the disk said, while the journal is stopped. */
  readonly stoppedBecause?: string | undefined;
  readonly appliedThrough: number;
  /** What the store said, while changes wait because it fails. */
  readonly storeBecause?: string | undefined;
  readonly frames: number;
  readonly journalBytes: number;
  /** Flushes and applications that failed. */
  readonly failures: number;
  /** Number of the first record that retention left. */
  readonly firstSeq: number;
  /** Gone by retention since the start. */
  readonly removedSegments: number;
  readonly removedRows: number;
}

export interface Retention {
  /** What is older goes. */
  readonly beforeMs: number;
  /** Records from this one on stay, and what follows from them: an open case holds its slice. */
  readonly pinnedFromSeq?: number | undefined;
}

export interface StorageOptions {
  readonly folder: string;
  /** For the journal and the snapshots. */
  readonly disk?: Disk;
  readonly segmentBytes?: number;
  readonly retryMs?: number;
  readonly notify: (notice: StorageNotice) => void;
}

interface WaitingChange {
  readonly change: StoreChange;
  readonly done?: () => void;
}

export class TheatreStorage {
  readonly journal: JournalFile;
  readonly store: SqliteStore;
  readonly snapshots: SnapshotFolder;
  readonly #retryMs: number;
  readonly #notify: (notice: StorageNotice) => void;
  #timer: NodeJS.Timeout | undefined;
  #waiting: WaitingChange[] = [];
  #stoppedBecause: string | undefined;
  #storeBecause: string | undefined;
  #failures = 0;
  #removedRows = 0;
  #retaining: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: StorageOptions) {
    const parts = theatreParts(options.folder);
    const disk = options.disk ?? realDisk;
    this.#retryMs = options.retryMs ?? RETRY_MS;
    this.#notify = options.notify;
    makeFolderDurably(realDisk, options.folder);
    if (disk === realDisk) settleSwap(parts.journal);
    this.journal = JournalFile.open(disk, parts.journal, options.segmentBytes);
    this.snapshots = new SnapshotFolder(disk, parts.snapshots);
    this.store = new SqliteStore(parts.store);
    realDisk.syncFolder(options.folder, 'folder-made');
    if (this.store.appliedThrough > this.journal.last)
      throw new MerivahtError(
        'MV-JOURNAL-BROKEN',
        `it ends at record ${this.journal.last}, and the store has applied ${this.store.appliedThrough}`,
      );
  }

  append(run: RecordRun): void {
    this.journal.append(run);
    if (this.#stoppedBecause === undefined && this.journal.waitingBytes >= GROUP_BYTES) this.#work();
    else this.#schedule(GROUP_MS);
  }

  /** Resolves when they are in the store; waits for as long as the disk refuses. */
  apply(changes: readonly StoreChange[]): Promise<void> {
    return new Promise((resolve) => {
      if (changes.length === 0) return resolve();
      changes.forEach((change, i) => {
        this.#waiting.push(i === changes.length - 1 ? { change, done: resolve } : { change });
      });
      this.#schedule(GROUP_MS);
    });
  }

  /** The store with all that was handed in and is durable: who was told of an act finds it. */
  freshStore(): SqliteStore {
    this.#applyDurable();
    return this.store;
  }

  /** Never of what the journal or the store does not hold yet: a restart would begin after it. */
  saveSnapshot(snapshot: Snapshot): void {
    this.#workThrough(snapshot.seq);
    if (this.journal.durableThrough < snapshot.seq || this.#waiting.some((w) => w.change.seq <= snapshot.seq))
      throw new MerivahtError(
        'MV-JOURNAL-STOPPED',
        `no snapshot of record ${snapshot.seq}: ${this.#stoppedBecause ?? this.#storeBecause ?? 'it is not in the journal'}`,
      );
    try {
      this.snapshots.save(snapshot);
    } catch (cause) {
      throw new MerivahtError('MV-OUTPUT-FAILED', `the snapshot of record ${snapshot.seq}: ${words(cause)}`, { cause });
    }
  }

  loadSnapshot(): Snapshot | undefined {
    return this.snapshots.newest(this.journal.durableThrough);
  }

  /**
   * Removes what is over age: of the journal whole segments before the oldest snapshot that is kept, so that every snapshot can
   * be gone on from. In slices: what waits is written between two of them. One at a time.
   */
  retain(retention: Retention): Promise<void> {
    this.#retaining ??= this.#retain(retention).finally(() => {
      this.#retaining = undefined;
    });
    return this.#retaining;
  }

  async #retain({ beforeMs, pinnedFromSeq = Number.MAX_SAFE_INTEGER }: Retention): Promise<void> {
    const throughSeq = Math.min(this.snapshots.oldestSeq ?? 0, pinnedFromSeq - 1);
    for (const _ of this.journal.shorten(beforeMs, throughSeq)) {
      await nextTurn();
      if (this.#isClosed) return;
    }
    for (const rows of this.store.shorten(beforeMs, pinnedFromSeq)) {
      this.#removedRows += rows;
      await nextTurn();
      if (this.#isClosed) return;
    }
    this.#tell();
  }

  /** Writes what waits. Throws MV-JOURNAL-STOPPED where the disk takes it not. */
  close(): void {
    this.#isClosed = true;
    this.#workThrough(this.journal.last);
    clearTimeout(this.#timer);
    this.journal.close();
    this.store.close();
    const because = this.#stoppedBecause ?? this.#storeBecause;
    if (because !== undefined)
      throw new MerivahtError('MV-JOURNAL-STOPPED', `closed while the disk refuses: ${because}`);
  }

  #workThrough(seq: number): void {
    do this.#work();
    while (this.journal.durableThrough < seq && this.journal.waitingBytes > 0 && this.#stoppedBecause === undefined);
  }

  #schedule(afterMs: number): void {
    this.#timer ??= setTimeout(() => this.#work(), afterMs);
  }

  /** One frame, then the changes that it makes durable. */
  #work(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let more = false;
    try {
      more = this.journal.flush();
      this.#stoppedBecause = undefined;
    } catch (error) {
      this.#stoppedBecause = words(error);
      this.#failures++;
    }
    this.#applyDurable();
    this.#tell();
    if (this.#stoppedBecause !== undefined || this.#storeBecause !== undefined) this.#schedule(this.#retryMs);
    else if (more) this.#schedule(0);
  }

  #tell(): void {
    this.#notify({
      durableThrough: this.journal.durableThrough,
      stoppedBecause: this.#stoppedBecause,
      appliedThrough: this.store.appliedThrough,
      storeBecause: this.#storeBecause,
      frames: this.journal.counters.frames,
      journalBytes: this.journal.counters.bytes,
      failures: this.#failures,
      firstSeq: this.journal.beginning?.first ?? 1,
      removedSegments: this.journal.counters.removedSegments,
      removedRows: this.#removedRows,
    });
  }

  #applyDurable(): void {
    const behind = this.#waiting.findIndex((w) => w.change.seq > this.journal.durableThrough);
    const ready = behind < 0 ? this.#waiting : this.#waiting.slice(0, behind);
    if (ready.length === 0) return;
    try {
      this.store.apply(ready.map((w) => w.change));
      this.#storeBecause = undefined;
      this.#waiting = this.#waiting.slice(ready.length);
      for (const { done } of ready) done?.();
    } catch (error) {
      this.#storeBecause = words(error);
      this.#failures++;
    }
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
