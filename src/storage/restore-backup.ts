/** Puts a backup into an empty data folder: every hash is checked first, and the folder appears whole or not at all. A log begins anew. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { MerivahtError } from '../contract/errors.ts';
import { type BackupManifest, backupManifest, copyHashed, MANIFEST_NAME } from './backup-manifest.ts';
import { DATA_VERSION } from './data-folder.ts';
import { realDisk } from './disk.ts';
import { beginNewLog } from './new-log.ts';

export interface Restored {
  readonly manifest: BackupManifest;
  /** Where the node had a log: the name of the one that begins now. */
  readonly newLog: string | undefined;
}

/** Throws MV-BACKUP-INVALID, MV-DATA-VERSION, or MV-ARGUMENTS where the folder is not empty. */
export function restoreBackup(from: string, data: string, nowMs: number): Restored {
  const target = resolve(data);
  refuseUnlessEmpty(target);
  const manifest = readManifest(from);
  for (const file of manifest.files) same(file, () => copyHashed(join(from, file.path), undefined));
  const partial = `${target}.restoring`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  let newLog: string | undefined;
  try {
    for (const file of manifest.files) same(file, () => copyHashed(join(from, file.path), join(partial, file.path)));
    newLog = beginNewLog(partial, nowMs);
    syncTree(partial);
    if (existsSync(target)) rmdirSync(target);
    renameSync(partial, target);
    realDisk.syncFolder(dirname(target), 'folder-made');
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
  return { manifest, newLog };
}

export function refuseUnlessEmpty(folder: string): void {
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
    throw new MerivahtError(
      'MV-ARGUMENTS',
      `--data ${folder} is not an empty folder: nothing is restored over what is there`,
    );
}

function readManifest(from: string): BackupManifest {
  let manifest: BackupManifest;
  try {
    manifest = backupManifest.parse(JSON.parse(readFileSync(join(from, MANIFEST_NAME), 'utf8')));
  } catch (cause) {
    throw new MerivahtError('MV-BACKUP-INVALID', `${from} has no readable ${MANIFEST_NAME}`, { cause });
  }
  if (manifest.dataVersion > DATA_VERSION)
    throw new MerivahtError(
      'MV-DATA-VERSION',
      `the backup has version ${manifest.dataVersion}, this program knows ${DATA_VERSION}`,
    );
  return manifest;
}

function same(file: BackupManifest['files'][number], copy: () => { bytes: number; sha256: string }): void {
  let found: { bytes: number; sha256: string };
  try {
    found = copy();
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'ENOENT') throw cause;
    throw new MerivahtError('MV-BACKUP-INVALID', `${file.path} is missing`, { cause });
  }
  if (found.sha256 !== file.sha256 || found.bytes !== file.bytes)
    throw new MerivahtError('MV-BACKUP-INVALID', `${file.path} is not what the manifest says`);
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) syncTree(join(folder, entry.name));
  realDisk.syncFolder(folder, 'folder-made');
}
