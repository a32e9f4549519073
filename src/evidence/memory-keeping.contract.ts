/**
 * A log kept in memory, for tests and for the simulation. Every call is durable when it returns. `fault` may throw before a write
 * (nothing happened) or after it (it happened, but nobody was told): the two ways in which a program can die at a write.
 * `crash` gives what a new process would find and makes the old one's object useless.
 */
import { MerivahtError } from '../contract/errors.ts';
import type { CheckpointRow, Lane, LogCommit, LoggedEntry, LogKeeping, WaitingEntry } from './keeping.ts';

export type WriteName = 'addWaiting' | 'commit';
export type Fault = (write: WriteName, moment: 'before' | 'after') => void;

/** Everything that is durable. */
export interface KeptLog {
  checkpoint: (CheckpointRow & { readonly reservedThrough: number }) | undefined;
  waiting: WaitingEntry[];
  entries: LoggedEntry[];
  byIndex: Map<number, LoggedEntry>;
  byLane: Map<Lane, LoggedEntry[]>;
  tileRoots: Map<string, Uint8Array>;
  lastNumber: number;
}

export const emptyKeptLog = (): KeptLog => ({
  checkpoint: undefined,
  waiting: [],
  entries: [],
  byIndex: new Map(),
  byLane: new Map(),
  tileRoots: new Map(),
  lastNumber: 0,
});

export class MemoryLogKeeping implements LogKeeping {
  readonly kept: KeptLog;
  fault: Fault | undefined;
  /** Writes that happened. */
  writes = 0;
  #isDead = false;

  constructor(kept: KeptLog = emptyKeptLog()) {
    this.kept = kept;
  }

  /** What a process that starts now finds. */
  crash(): MemoryLogKeeping {
    return new MemoryLogKeeping(this.die());
  }

  /** An older copy of the folder, for tests of what must not be. The original lives on. */
  copy(): MemoryLogKeeping {
    const { checkpoint, waiting, entries, byIndex, byLane, tileRoots, lastNumber } = this.kept;
    return new MemoryLogKeeping({
      checkpoint,
      waiting: [...waiting],
      entries: [...entries],
      byIndex: new Map(byIndex),
      byLane: new Map([...byLane].map(([lane, list]) => [lane, [...list]])),
      tileRoots: new Map(tileRoots),
      lastNumber,
    });
  }

  /** For a keeping that holds more than a log: no call works after it. */
  protected die(): KeptLog {
    this.#isDead = true;
    return this.kept;
  }

  protected write<T>(name: WriteName, change: () => T): T {
    this.#live();
    this.fault?.(name, 'before');
    const result = change();
    this.writes++;
    this.fault?.(name, 'after');
    return result;
  }

  checkpoint(): (CheckpointRow & { readonly reservedThrough: number }) | undefined {
    this.#live();
    return this.kept.checkpoint;
  }

  addWaiting(entries: readonly WaitingEntry[]): void {
    this.write('addWaiting', () => this.putWaiting(entries));
  }

  protected putWaiting(entries: readonly WaitingEntry[]): void {
    for (const entry of entries) {
      if (entry.number !== this.kept.lastNumber + 1)
        throw new Error(`entry ${entry.number} does not follow ${this.kept.lastNumber}`);
      this.kept.waiting.push(entry);
      this.kept.lastNumber = entry.number;
    }
  }

  waiting(): readonly WaitingEntry[] {
    this.#live();
    return [...this.kept.waiting];
  }

  commit(commit: LogCommit): void {
    this.write('commit', () => this.#apply(commit));
  }

  #apply(commit: LogCommit): void {
    const { kept } = this;
    const size = kept.checkpoint?.size ?? 0;
    if (commit.followsSize !== size)
      throw new MerivahtError('MV-LOG-FORKED', `the log has ${size} leaves, not ${commit.followsSize}`);
    if (commit.checkpoint.size <= size || commit.reservedThrough < commit.checkpoint.size)
      throw new Error(`a checkpoint of ${commit.checkpoint.size} cannot follow one of ${size}`);
    for (const entry of commit.entries) {
      if (entry.index < size || entry.index >= commit.checkpoint.size || kept.byIndex.has(entry.index))
        throw new Error(`entry ${entry.index} is not among the new leaves`);
      const lane = kept.byLane.get(entry.lane) ?? [];
      if (entry.ordinal !== lane.length + 1) throw new Error(`ordinal ${entry.ordinal} does not follow ${lane.length}`);
      kept.byLane.set(entry.lane, lane);
      lane.push(entry);
      kept.byIndex.set(entry.index, entry);
      kept.entries.push(entry);
    }
    const done = new Set(commit.entries.map((entry) => entry.number));
    kept.waiting = kept.waiting.filter((entry) => !done.has(entry.number));
    for (const root of commit.tileRoots) {
      const key = `${root.level}/${root.index}`;
      if (kept.tileRoots.has(key)) throw new Error(`the root of tile ${key} is stored already`);
      kept.tileRoots.set(key, root.hash);
    }
    kept.checkpoint = { ...commit.checkpoint, reservedThrough: commit.reservedThrough };
  }

  entry(index: number): LoggedEntry | undefined {
    this.#live();
    return this.kept.byIndex.get(index);
  }

  entries(from: number, to: number): readonly LoggedEntry[] {
    this.#live();
    const found: LoggedEntry[] = [];
    for (let index = from; index < to; index++) {
      const entry = this.kept.byIndex.get(index);
      if (entry !== undefined) found.push(entry);
    }
    return found;
  }

  lane(lane: Lane, afterOrdinal: number, limit: number): readonly LoggedEntry[] {
    this.#live();
    return (this.kept.byLane.get(lane) ?? []).slice(afterOrdinal, afterOrdinal + limit);
  }

  tileRoot(level: number, index: number): Uint8Array | undefined {
    this.#live();
    return this.kept.tileRoots.get(`${level}/${index}`);
  }

  #live(): void {
    if (this.#isDead) throw new Error('this process has died');
  }
}
