/**
 * A disk in memory that keeps what was not synced apart, and loses or tears it in a crash: contents by pieces of 64 bytes in
 * any order, names (made, renamed, removed) one by one. It can be full for a while, and its sync can fail the way Linux fails:
 * the bytes are dropped and the next sync says all is well (https://lwn.net/Articles/752063/).
 */
import { dirname, join } from 'node:path';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import type { Disk, DiskFile, SyncPoint } from './disk.ts';

const PIECE_BYTES = 64;

type FileOp = { readonly at: number; readonly bytes: Uint8Array } | { readonly truncate: number };

interface Node {
  /** What a program sees. */
  now: Uint8Array;
  /** What is surely on disk. */
  durable: Uint8Array;
  pending: FileOp[];
}

type Entry = Node | 'folder';
/** One change of a folder: names and what they stand for after it. */
type NameOp = ReadonlyMap<string, Entry | undefined>;

/** The machine stopped: thrown by every operation until `crash` or `kill`. */
export class MachineStopped extends Error {}

export class FaultyDisk implements Disk {
  readonly #now = new Map<string, Entry>();
  readonly #durable = new Map<string, Entry>();
  readonly #pendingNames = new Map<string, NameOp[]>();
  #stopped = false;
  /** Mutating operations so far. */
  operations = 0;
  /** Stops before the operation of this number. */
  stopAt = Number.POSITIVE_INFINITY;
  /** While set, writes take part of the bytes and throw ENOSPC. */
  full = false;
  /** While set, each sync of a file throws EIO and drops what it should have kept. */
  syncFails = false;
  /** Syncs for this reason do nothing: what the program would be without it. */
  readonly without: SyncPoint | undefined;

  constructor(without?: SyncPoint) {
    this.without = without;
    this.#now.set('/', 'folder');
    this.#durable.set('/', 'folder');
  }

  #step(): void {
    if (!this.#stopped && this.operations >= this.stopAt) this.#stopped = true;
    if (this.#stopped) throw new MachineStopped();
    this.operations++;
  }

  #look(): void {
    if (this.#stopped) throw new MachineStopped();
  }

  #node(path: string): Node {
    const entry = this.#now.get(path);
    if (entry === undefined || entry === 'folder') throw systemError('ENOENT', path);
    return entry;
  }

  #names(folder: string, op: NameOp): void {
    if (this.#now.get(folder) !== 'folder') throw systemError('ENOENT', folder);
    apply(this.#now, op);
    const list = this.#pendingNames.get(folder) ?? [];
    this.#pendingNames.set(folder, list);
    list.push(op);
  }

  open(path: string): DiskFile {
    this.#look();
    if (!this.#now.has(path)) {
      this.#step();
      this.#names(dirname(path), new Map([[path, { now: new Uint8Array(), durable: new Uint8Array(), pending: [] }]]));
    }
    const node = this.#node(path);
    const write = (bytes: Uint8Array, at: number): void => {
      const copy = bytes.slice();
      node.now = written(node.now, at, copy);
      node.pending.push({ at, bytes: copy });
    };
    return {
      get size() {
        return node.now.length;
      },
      write: (bytes, at) => {
        this.#step();
        if (!this.full) return write(bytes, at);
        write(bytes.subarray(0, Math.floor(bytes.length / 2)), at);
        throw systemError('ENOSPC', path);
      },
      read: (at, length) => {
        this.#look();
        return node.now.slice(at, at + length);
      },
      truncate: (length) => {
        this.#step();
        node.now = resized(node.now, length);
        node.pending.push({ truncate: length });
      },
      sync: (why) => {
        this.#step();
        if (why === this.without) return;
        if (this.syncFails) {
          node.pending = [];
          throw systemError('EIO', path);
        }
        for (const op of node.pending) node.durable = done(node.durable, op);
        node.pending = [];
      },
      close: () => {},
    };
  }

  read(path: string): Uint8Array {
    this.#look();
    return this.#node(path).now.slice();
  }

  list(folder: string): string[] {
    this.#look();
    return [...this.#now.keys()]
      .filter((path) => path !== '/' && dirname(path) === folder)
      .map((path) => path.slice(join(folder, '/').length))
      .sort();
  }

  exists(path: string): boolean {
    this.#look();
    return this.#now.has(path);
  }

  rename(from: string, to: string): void {
    this.#step();
    const node = this.#node(from);
    this.#names(
      dirname(to),
      new Map<string, Entry | undefined>([
        [from, undefined],
        [to, node],
      ]),
    );
  }

  remove(path: string): void {
    this.#step();
    this.#node(path);
    this.#names(dirname(path), new Map([[path, undefined]]));
  }

  makeFolder(path: string): void {
    this.#step();
    this.#names(dirname(path), new Map([[path, 'folder']]));
  }

  syncFolder(folder: string, why: SyncPoint): void {
    this.#step();
    if (why === this.without) return;
    for (const op of this.#pendingNames.get(folder) ?? []) apply(this.#durable, op);
    this.#pendingNames.delete(folder);
  }

  /** The process is gone, the machine is not: everything written stays as seen, nothing more is on disk than before. */
  kill(): void {
    this.#stopped = false;
    this.stopAt = Number.POSITIVE_INFINITY;
  }

  /** The power goes: what was not synced is kept, lost or torn, as the seed says. */
  crash(seed: number): void {
    this.kill();
    const random = seededRandom(seed);
    // Some crashes lose everything that may be lost: the likeliest to show a missing sync.
    const keep = random.pick([0, 0.5, 0.9]);
    for (const list of this.#pendingNames.values())
      for (const op of list) if (random.next() < keep) apply(this.#durable, op);
    this.#pendingNames.clear();
    for (const path of [...this.#durable.keys()].sort())
      if (path !== '/' && this.#durable.get(dirname(path)) !== 'folder') this.#durable.delete(path);
    this.#now.clear();
    for (const [path, entry] of this.#durable) {
      if (entry !== 'folder') settle(entry, random, keep);
      this.#now.set(path, entry);
    }
  }

  /** Flips one byte of what is on disk, as a failing disk does. */
  damage(path: string, at: number): void {
    const node = this.#node(path);
    node.now[at] = node.now[at]! ^ 0x55;
    node.durable = node.now.slice();
  }
}

function settle(node: Node, random: SeededRandom, keep: number): void {
  for (const op of node.pending) {
    if ('truncate' in op) {
      if (random.next() < keep) node.durable = done(node.durable, op);
      continue;
    }
    for (let at = 0; at < op.bytes.length; at += PIECE_BYTES) {
      if (random.next() >= keep) continue;
      const piece = op.bytes.subarray(at, at + PIECE_BYTES);
      if (node.durable.length < op.at + at + piece.length)
        node.durable = resized(node.durable, op.at + at + piece.length);
      node.durable.set(piece, op.at + at);
    }
  }
  node.pending = [];
  node.now = node.durable.slice();
}

const done = (bytes: Uint8Array, op: FileOp): Uint8Array =>
  'truncate' in op ? resized(bytes, op.truncate) : written(bytes, op.at, op.bytes);

function resized(bytes: Uint8Array, length: number): Uint8Array {
  const after = new Uint8Array(length);
  after.set(bytes.subarray(0, length));
  return after;
}

function written(before: Uint8Array, at: number, bytes: Uint8Array): Uint8Array {
  const after = before.length >= at + bytes.length ? before.slice() : resized(before, at + bytes.length);
  after.set(bytes, at);
  return after;
}

function apply(names: Map<string, Entry>, op: NameOp): void {
  for (const [path, entry] of op)
    if (entry === undefined) names.delete(path);
    else names.set(path, entry);
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
