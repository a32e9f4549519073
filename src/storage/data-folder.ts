/** The data folder of a node: who uses it, which version wrote it, and where each thing lies in it. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { MerivahtError } from '../contract/errors.ts';
import { makeFolderDurably, realDisk } from './disk.ts';
import { diskTrouble } from './disk-trouble.ts';
import { FolderLock } from './folder-lock.ts';

/** Grows when an older program could no longer read what this one writes. */
export const DATA_VERSION = 1;

const versionFile = z.object({ schema: z.literal('merivaht.data/1'), version: z.int().min(1) });

export const theatreFolder = (data: string, theatreId: string): string => {
  // It becomes a name in a path.
  if (!/^[a-z0-9][a-z0-9-]{0,79}$/.test(theatreId))
    throw new MerivahtError('MV-ARGUMENTS', `a theatre's id is made of a-z, 0-9 and -, not "${theatreId}"`);
  return join(data, 'theatres', theatreId);
};

/** What lies in the folder of one theatre. */
export const theatreParts = (folder: string) => ({
  journal: join(folder, 'journal'),
  snapshots: join(folder, 'snapshots'),
  store: join(folder, 'store.sqlite'),
  archive: join(folder, 'archive'),
});

export class DataFolder {
  readonly path: string;
  readonly #lock: FolderLock;

  private constructor(path: string, lock: FolderLock) {
    this.path = path;
    this.#lock = lock;
  }

  /** Makes it where it is missing. Throws MV-DATA-LOCKED, MV-DATA-VERSION or MV-OUTPUT-FAILED. */
  static open(path: string): DataFolder {
    const folder = resolve(path);
    try {
      makeFolderDurably(realDisk, folder);
    } catch (cause) {
      throw new MerivahtError('MV-OUTPUT-FAILED', `${folder} cannot be made`, { cause });
    }
    let lock: FolderLock | undefined;
    try {
      lock = FolderLock.take(folder);
      checkVersion(folder);
      for (const part of ['officers', 'theatres']) makeFolderDurably(realDisk, join(folder, part));
      return new DataFolder(folder, lock);
    } catch (error) {
      lock?.release();
      throw diskTrouble(error, folder);
    }
  }

  get officers(): string {
    return join(this.path, 'officers');
  }

  /** Made where it is missing. */
  theatre(theatreId: string): string {
    const folder = theatreFolder(this.path, theatreId);
    makeFolderDurably(realDisk, folder);
    return folder;
  }

  close(): void {
    this.#lock.release();
  }
}

function checkVersion(folder: string): void {
  const path = join(folder, 'version.json');
  if (!existsSync(path)) return writeVersion(path, folder);
  const found = readVersion(path);
  if (found > DATA_VERSION)
    throw new MerivahtError('MV-DATA-VERSION', `${folder} has version ${found}, this program knows ${DATA_VERSION}`);
}

export function readVersion(path: string): number {
  try {
    return versionFile.parse(JSON.parse(readFileSync(path, 'utf8'))).version;
  } catch (cause) {
    throw new MerivahtError('MV-DOCUMENT-INVALID', `${path} is no version file of a data folder`, { cause });
  }
}

function writeVersion(path: string, folder: string): void {
  const text = `${JSON.stringify({ schema: 'merivaht.data/1', version: DATA_VERSION })}\n`;
  const file = realDisk.open(`${path}.tmp`);
  file.truncate(0);
  file.write(new TextEncoder().encode(text), 0);
  file.sync('folder-made');
  file.close();
  realDisk.rename(`${path}.tmp`, path);
  realDisk.syncFolder(folder, 'folder-made');
}
