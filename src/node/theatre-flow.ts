/**
 * The way of a record through one theatre: numbered, handed to the journal and to the core, and what the core makes of it shown
 * only when the journal has it on disk. Restart is the newest snapshot and the journal after it.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Act } from '../contract/act.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { JournalRecord, NumberedRecord, SourceRecord } from '../pipeline/journal-record.ts';
import { ArchiveKeeper } from '../storage/archive-keeper.ts';
import { TheatreKeeper } from '../storage/theatre-keeper.ts';
import type { Trouble } from './alarms.ts';
import type { CoreDone, CoreThreadData, FromCore } from './core-messages.ts';
import { CoreThread } from './core-thread.ts';
import type { TheatreSetup } from './theatre-setup.ts';

/** While a restart replays the journal, so many records may wait for the core. */
const MAX_BEHIND = 2000;
/** Acts whose answer is still awaited; more officers than any watch has. */
const MAX_WAITING_ACTS = 1000;
/** Calls of `mend` between two tries. */
const MEND_EVERY = 10;

export interface FlowEvents {
  /** Durable changes, in order, before `shown`: for those who keep a record of them. */
  changed?(changes: CoreDone['changes']): void;
  /** Resolves when all that `changed` told is recorded. A snapshot waits for it: a restart tells nothing before it again. */
  recorded?(): Promise<void>;
  /** What became new, durable. */
  shown(done: CoreDone): void;
  /** The journal or the store stopped, went on, or fell behind. */
  stateChanged(): void;
  /** Something failed, for the log: a defect, or a disk that refuses. `troubles` says what stands. */
  failed(what: Trouble['what'], error: Error): void;
}

interface Waiter {
  readonly act: Act;
  readonly resolve: (act: Act) => void;
  readonly reject: (error: Error) => void;
}

export class TheatreFlow {
  readonly #setup: TheatreSetup;
  readonly #folder: string;
  readonly #events: FlowEvents;
  #keeper!: TheatreKeeper;
  #archive!: ArchiveKeeper;
  #core!: CoreThread;
  #outbox: CoreDone[] = [];
  #unposted: NumberedRecord[] = [];
  #isPosting = false;
  readonly #waiters = new Map<number, Waiter>();
  #isOpen = false;
  #coreFailure: string | undefined;
  #lostChanges: string | undefined;
  #snapshotFailure: string | undefined;
  #mendings = 0;

  constructor(setup: TheatreSetup, folder: string, events: FlowEvents) {
    this.#setup = setup;
    this.#folder = folder;
    this.#events = events;
  }

  get keeper(): TheatreKeeper {
    return this.#keeper;
  }

  get archive(): ArchiveKeeper {
    return this.#archive;
  }

  get core(): CoreThread {
    return this.#core;
  }

  load(): { coreBehind: number; waitingBytes: number } {
    return { coreBehind: this.#core.behind + this.#unposted.length, waitingBytes: this.#keeper.state.waitingBytes };
  }

  /** What is wrong now, beside the journal. */
  troubles(): Trouble[] {
    const store = this.#lostChanges ?? this.#keeper.storeTrouble;
    const archive = this.#archive.counters.lastFailure;
    const found: Trouble[] = [];
    if (this.#coreFailure !== undefined) found.push({ what: 'core', message: this.#coreFailure });
    if (store !== undefined) found.push({ what: 'store', message: store });
    if (archive !== '') found.push({ what: 'archive', message: archive });
    else if (this.#snapshotFailure !== undefined) found.push({ what: 'snapshot', message: this.#snapshotFailure });
    return found;
  }

  /** Each second: what failed because of the disk is tried again now and then. A snapshot writes the archive's tail first. */
  mend(): void {
    if (this.#snapshotFailure === undefined && this.#archive.counters.lastFailure === '') return;
    if (this.#keeper.state.state === 'ok' && this.#mendings++ % MEND_EVERY === 0) this.#core.wantSnapshot();
  }

  submit(record: JournalRecord): number {
    const seq = this.#keeper.append(record);
    this.#unposted.push({ seq, record });
    if (!this.#isPosting) {
      this.#isPosting = true;
      setImmediate(() => this.#post());
    }
    return seq;
  }

  /** Resolves when the act is on disk and on the desk. MV-ACT-REFUSED or MV-JOURNAL-STOPPED. */
  submitAct(act: Act, atMs: number): Promise<Act> {
    if (this.#waiters.size >= MAX_WAITING_ACTS)
      return Promise.reject(new MerivahtError('MV-BUSY', `${MAX_WAITING_ACTS} acts wait`));
    if (this.#keeper.state.state === 'stopped')
      return Promise.reject(new MerivahtError('MV-JOURNAL-STOPPED', this.#keeper.state.because));
    if (this.#coreFailure !== undefined)
      return Promise.reject(new MerivahtError('MV-BUSY', `the core has stopped: ${this.#coreFailure}`));
    return new Promise((resolve, reject) => {
      const seq = this.submit({ kind: 'act', atMs, act });
      this.#waiters.set(seq, { act, resolve, reject });
      this.#keeper.whenDurable(seq).catch((error: Error) => {
        this.#waiters.delete(seq);
        reject(error);
      });
    });
  }

  /** Forgets all that this theatre keeps and begins anew. */
  async forget(): Promise<void> {
    // What cannot be written any more is forgotten all the same.
    await this.#stop(false).catch((error: Error) => this.#events.failed('store', error));
    await rm(this.#folder, { recursive: true, force: true });
    await this.start();
  }

  /** Saves a snapshot, so that the next start has nothing to judge again. MV-JOURNAL-STOPPED where the disk refuses. */
  async close(): Promise<void> {
    await this.#stop(true);
  }

  /** What the journal has seen: sources, and where its clock stands. */
  async position(): Promise<{ readonly sources: readonly SourceRecord[]; readonly clockMs: number }> {
    return this.#core.ask('position');
  }

  /** Opens what is kept and replays the journal; `onProgress` tells how many of its records have been. */
  async start(onProgress: (done: number, of: number) => void = () => {}): Promise<void> {
    this.#coreFailure = undefined;
    this.#lostChanges = undefined;
    this.#snapshotFailure = undefined;
    this.#keeper = await TheatreKeeper.open({
      folder: this.#folder,
      onState: () => {
        if (!this.#isOpen) return;
        this.#release();
        this.#events.stateChanged();
      },
    });
    try {
      this.#archive = await ArchiveKeeper.open({ folder: join(this.#folder, 'archive') });
      // A store that somebody removed gets all of it again: the first tick would have changed it.
      const isStoreNew = this.#keeper.appliedThrough === 0;
      const snapshot = isStoreNew ? undefined : await this.#keeper.loadSnapshotBytes();
      // One from before what retention left (of an old backup) could not be gone on from.
      const isUsable = snapshot !== undefined && snapshot.seq >= this.#keeper.firstSeq - 1;
      this.#core = this.#newCore(isUsable ? snapshot.bytes : undefined);
      this.#isOpen = true;
      await this.#replay((await this.#core.ask('position')).seq, onProgress);
    } catch (error) {
      // Threads that are left would keep the process from ending.
      this.#isOpen = false;
      await Promise.allSettled([this.#core?.close(), this.#archive?.close(), this.#keeper.close()]);
      throw error;
    }
  }

  #newCore(snapshot: CoreThreadData['snapshot']): CoreThread {
    return new CoreThread(
      { setup: this.#setup, snapshot },
      {
        done: (done) => {
          this.#outbox.push(done);
          this.#release();
        },
        snapshot: (taken) => void this.#saveSnapshot(taken),
        failed: (error) => this.#coreFailed(error),
      },
    );
  }

  /** Nothing is judged from now on; the journal goes on, so that a restart judges it. */
  #coreFailed(error: Error): void {
    this.#coreFailure = error.message;
    for (const { reject } of this.#waiters.values()) reject(new MerivahtError('MV-BUSY', 'the core has stopped'));
    this.#waiters.clear();
    this.#events.failed('core', error);
    this.#events.stateChanged();
  }

  /** Never rejects: a snapshot that fails is tried again. */
  async #saveSnapshot({ seq, throughSeq, bytes }: Extract<FromCore, { type: 'snapshot' }>): Promise<void> {
    const keeper = this.#keeper;
    const isNow = (): boolean => this.#isOpen && keeper === this.#keeper;
    try {
      // What a batch changed is handed to the store when all of the batch is durable.
      await keeper.whenDurable(throughSeq);
      if (!isNow()) return;
      this.#release();
      await this.#keepSnapshot(seq, bytes);
      this.#snapshotFailure = undefined;
    } catch (error) {
      if (!isNow()) return;
      this.#snapshotFailure = (error as Error).message;
      this.#events.failed('snapshot', error as Error);
    }
  }

  /**
   * A restart begins after the snapshot and never makes again what came before it: so store and archive must have all of that
   * first.
   */
  async #keepSnapshot(seq: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const keeper = this.#keeper;
    await this.#archive.flush();
    await this.#events.recorded?.();
    await keeper.saveSnapshotBytes(seq, bytes);
  }

  /** What came after the snapshot, through the same core; the store ignores what it has. */
  async #replay(afterSeq: number, onProgress: (done: number, of: number) => void): Promise<void> {
    const { last } = this.#keeper.state;
    let done = afterSeq;
    for await (const records of this.#keeper.read(afterSeq)) {
      this.#core.post(records);
      done = records[records.length - 1]?.seq ?? done;
      onProgress(done, last);
      while (this.#core.behind > MAX_BEHIND) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await this.#core.ask('position');
    if (done === 0) {
      const { region, configurationHash, assetsHash, programVersion } = this.#setup;
      this.submit({ kind: 'setup', atMs: 0, regionId: region.id, configurationHash, assetsHash, programVersion });
    }
  }

  async #stop(isSaved: boolean): Promise<void> {
    this.#isOpen = false;
    this.#post();
    // Whatever was handed in is judged and kept before the threads end.
    const judged = await this.#core.ask(isSaved ? 'save' : 'position').catch(() => undefined);
    const isDurable = await this.#keeper.whenDurable(this.#keeper.state.last).then(
      () => true,
      () => false,
    );
    this.#release(true);
    for (const waiter of this.#waiters.values()) waiter.reject(new MerivahtError('MV-BUSY', 'the theatre is closing'));
    this.#waiters.clear();
    await this.#core.close();
    if (isDurable && judged !== undefined && 'bytes' in judged)
      await this.#keepSnapshot(judged.seq, judged.bytes).catch((error: Error) =>
        this.#events.failed('snapshot', error),
      );
    await this.#archive.close().catch((error: Error) => this.#events.failed('archive', error));
    this.#outbox = [];
    await this.#keeper.close();
  }

  #post(): void {
    this.#isPosting = false;
    const records = this.#unposted;
    this.#unposted = [];
    this.#core.post(records);
  }

  /** Shows what is durable, in order. */
  #release(isClosing = false): void {
    if (!this.#isOpen && !isClosing) return;
    const { durableThrough } = this.#keeper.state;
    while (this.#outbox.length > 0 && this.#outbox[0]!.throughSeq <= durableThrough) {
      const done = this.#outbox.shift()!;
      if (done.changes.length > 0) this.#apply(done.changes);
      for (const columns of done.archive) this.#archive.append(columns);
      this.#events.shown(done);
      for (const { seq, result } of done.acts) this.#answer(seq, result);
    }
  }

  #apply(changes: CoreDone['changes']): void {
    this.#events.changed?.(changes);
    const keeper = this.#keeper;
    keeper.applyChanges(changes).catch((error: Error) => {
      if (!this.#isOpen || keeper !== this.#keeper) return;
      // They are in the journal: a restart makes them again.
      this.#lostChanges = `${error.message}; a restart brings what is missing`;
      this.#events.failed('store', error);
      this.#events.stateChanged();
    });
  }

  #answer(seq: number, result: CoreDone['acts'][number]['result']): void {
    const waiter = this.#waiters.get(seq);
    if (waiter === undefined) return;
    this.#waiters.delete(seq);
    if (result.ok) waiter.resolve(waiter.act);
    else waiter.reject(new MerivahtError('MV-ACT-REFUSED', result.because));
  }
}
