/**
 * The few things the journal and the snapshots ask of a disk, so that a simulated one can lose what was not synced.
 * Each sync says what it is for: tests take them out one by one and must notice.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export const syncPoints = [
  'frame',
  'segment-header',
  'recovered',
  'journal-folder',
  'snapshot',
  'snapshot-folder',
  'beginning',
  'beginning-folder',
  'folder-made',
] as const;
export type SyncPoint = (typeof syncPoints)[number];

export interface DiskFile {
  readonly size: number;
  /** All of the bytes, or it throws; part of them may then be there. */
  write(bytes: Uint8Array, at: number): void;
  read(at: number, length: number): Uint8Array;
  truncate(length: number): void;
  sync(why: SyncPoint): void;
  close(): void;
}

export interface Disk {
  /** Opens for reading and writing; makes it where it is missing. */
  open(path: string): DiskFile;
  read(path: string): Uint8Array;
  /** Names in a folder, sorted. */
  list(folder: string): string[];
  exists(path: string): boolean;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** One level. */
  makeFolder(path: string): void;
  syncFolder(path: string, why: SyncPoint): void;
}

class RealFile implements DiskFile {
  readonly #descriptor: number;

  constructor(path: string) {
    this.#descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  }

  get size(): number {
    return fstatSync(this.#descriptor).size;
  }

  write(bytes: Uint8Array, at: number): void {
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#descriptor, bytes, done, bytes.length - done, at + done);
  }

  read(at: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const got = readSync(this.#descriptor, bytes, done, length - done, at + done);
      if (got === 0) break;
      done += got;
    }
    return bytes.subarray(0, done);
  }

  truncate(length: number): void {
    ftruncateSync(this.#descriptor, length);
  }

  sync(): void {
    fsyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

export const realDisk: Disk = {
  open: (path) => new RealFile(path),
  read: (path) => readFileSync(path),
  list: (folder) => readdirSync(folder).sort(),
  exists: existsSync,
  rename: renameSync,
  remove: (path) => rmSync(path),
  makeFolder: (path) => {
    mkdirSync(path, { mode: 0o700 });
  },
  syncFolder: (path) => {
    // Windows has no sync of a folder: NTFS journals names by itself.
    if (process.platform === 'win32') return;
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
};

/** Makes a folder and what is missing above it; each name is on disk when it returns. */
export function makeFolderDurably(disk: Disk, path: string): void {
  if (disk.exists(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolderDurably(disk, above);
  disk.makeFolder(path);
  disk.syncFolder(above, 'folder-made');
}
