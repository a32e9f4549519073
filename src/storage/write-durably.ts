/** Small secret files: under another name first, on disk, then under their own; never half written, and only their owner's to read. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MerivahtError } from '../contract/errors.ts';
import { realDisk } from './disk.ts';

/** The folder is made where it is missing. Throws MV-OUTPUT-FAILED. */
export function writeDurably(folder: string, name: string, text: string): void {
  const draft = join(folder, `.${name}.${randomBytes(4).toString('hex')}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeNew(draft, text);
    renameSync(draft, join(folder, name));
    // The name in its folder, and the folder in its own, which may be new.
    realDisk.syncFolder(folder, 'folder-made');
    realDisk.syncFolder(dirname(folder), 'folder-made');
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new MerivahtError('MV-OUTPUT-FAILED', `${folder}: ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
}

/** A file that is not there yet; its bytes are on disk when it returns, its name is not. */
function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
