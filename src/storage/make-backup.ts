/**
 * Copies a data folder while a watch may be running on it. In this order, so that nothing in the copy is ahead of what it
 * follows from: federation, then of each theatre snapshots, archive, store, journal. A restart from it begins at a snapshot and
 * goes on with the journal; the log begins anew, since what was published after the copy is not in it.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MerivahtError } from '../contract/errors.ts';
import { type BackupFile, type BackupManifest, copyHashed, MANIFEST_NAME } from './backup-manifest.ts';
import { DATA_VERSION, readVersion, theatreParts } from './data-folder.ts';
import { realDisk } from './disk.ts';
import { erasuresFolder } from './erasures.ts';
import { federationFile } from './federation-store.ts';
import { identityFolder } from './identity-file.ts';
import { BEGINNING_NAME } from './journal-beginning.ts';
import { frameAt, HEADER_BYTES, readHeader, segmentFirst } from './journal-frame.ts';

/** What is put together anew or shortened while it is copied is copied again so often. */
const TRIES = 5;

/** `out`: a folder that is missing or empty. */
export function makeBackup(data: string, out: string, madeAt: string): BackupManifest {
  const dataVersion = versionOf(data);
  if (existsSync(out) && (!statSync(out).isDirectory() || readdirSync(out).length > 0))
    throw new MerivahtError('MV-ARGUMENTS', `--out ${out} is there already and not an empty folder`);
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const copy = new BackupCopy(data, out);
  copyStore(copy, federationFile(data));
  copy.tree(identityFolder(data));
  const theatres = join(data, 'theatres');
  for (const id of existsSync(theatres) ? readdirSync(theatres).sort() : []) copyTheatre(copy, join(theatres, id));
  copy.tree(join(data, 'officers'));
  copy.tree(erasuresFolder(data));
  copy.file(join(data, 'version.json'));
  const manifest: BackupManifest = { schema: 'merivaht.backup/1', dataVersion, madeAt, files: copy.files };
  writeFileSync(join(out, MANIFEST_NAME), `${JSON.stringify(manifest, null, 1)}\n`, { flush: true, mode: 0o600 });
  realDisk.syncFolder(out, 'folder-made');
  return manifest;
}

function versionOf(data: string): number {
  const path = join(data, 'version.json');
  if (!existsSync(path))
    throw new MerivahtError('MV-INPUT-MISSING', `${data} is no data folder: it has no version.json`);
  const version = readVersion(path);
  if (version > DATA_VERSION)
    throw new MerivahtError('MV-DATA-VERSION', `${data} has version ${version}, this program knows ${DATA_VERSION}`);
  return version;
}

class BackupCopy {
  readonly #data: string;
  readonly #out: string;
  readonly files: BackupFile[] = [];

  constructor(data: string, out: string) {
    this.#data = data;
    this.#out = out;
  }

  /** Where a file of the data folder lies in the backup. */
  target(from: string): string {
    return join(this.#out, relative(this.#data, from));
  }

  /** Its hash; none where it is gone meanwhile. */
  file(from: string, length?: number): string | undefined {
    try {
      return this.#add(from, copyHashed(from, this.target(from), length));
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT' && !existsSync(from)) return undefined;
      throw error;
    }
  }

  /** A file that was put into the backup by other means. */
  made(from: string): void {
    this.#add(from, copyHashed(this.target(from), undefined));
  }

  /** All under a folder but what is being written; whether nothing vanished meanwhile. */
  tree(folder: string): boolean {
    if (!existsSync(folder)) return true;
    let whole = true;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) whole = this.tree(path) && whole;
      else if (!/\.tmp$|^\./.test(entry.name)) whole = this.file(path) !== undefined && whole;
    }
    return whole;
  }

  forget(folder: string): void {
    rmSync(this.target(folder), { recursive: true, force: true });
    const under = `${this.#name(folder)}/`;
    const kept = this.files.filter((file) => !file.path.startsWith(under));
    this.files.splice(0, this.files.length, ...kept);
  }

  #add(from: string, copied: { readonly bytes: number; readonly sha256: string }): string {
    this.files.push({ path: this.#name(from), ...copied });
    return copied.sha256;
  }

  #name(path: string): string {
    return relative(this.#data, path).split(sep).join(posix.sep);
  }
}

function copyTheatre(copy: BackupCopy, folder: string): void {
  const parts = theatreParts(folder);
  // A snapshot that is removed meanwhile has newer ones after it.
  copy.tree(parts.snapshots);
  copyWhole(copy, parts.archive, () => copy.tree(parts.archive));
  copyStore(copy, parts.store);
  copyWhole(copy, parts.journal, () => copyJournal(copy, parts.journal));
}

/** Again from the start where something of it vanished meanwhile: merged, or over age. */
function copyWhole(copy: BackupCopy, folder: string, copyOnce: () => boolean): void {
  for (let tries = 1; !copyOnce(); tries++) {
    if (tries === TRIES)
      throw new MerivahtError('MV-OUTPUT-FAILED', `${folder} changed while it was copied, ${TRIES} times`);
    copy.forget(folder);
  }
}

/** One read transaction of SQLite: as it stood at one moment. */
function copyStore(copy: BackupCopy, path: string): void {
  if (!existsSync(path)) return;
  const target = copy.target(path);
  mkdirSync(join(target, '..'), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    database.prepare('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
  // SQLite makes it as everybody's to read.
  chmodSync(target, 0o600);
  const file = realDisk.open(target);
  file.sync('recovered');
  file.close();
  copy.made(path);
}

/**
 * Closed segments as they are, the open one up to its last whole frame; each must follow from the one before. Whether none
 * vanished meanwhile.
 */
function copyJournal(copy: BackupCopy, folder: string): boolean {
  if (!existsSync(folder)) return true;
  const names = readdirSync(folder).filter((name) => segmentFirst(name) !== undefined).sort(); // biome-ignore format: one thought
  // After the names and before what they stand for: a segment that goes meanwhile makes this copy begin anew.
  const beginning = join(folder, BEGINNING_NAME);
  if (existsSync(beginning)) copy.file(beginning);
  let hashBefore: string | undefined;
  for (const [i, name] of names.entries()) {
    const path = join(folder, name);
    if (!existsSync(path)) return false;
    const isLast = i === names.length - 1;
    const bytes = isLast ? readFileSync(path) : undefined;
    const header = readHeader(bytes ?? beginningOf(path));
    // It was just being begun.
    if (header === undefined && isLast && bytes!.length <= HEADER_BYTES) return true;
    if (header === undefined || header.first !== segmentFirst(name))
      throw new MerivahtError('MV-JOURNAL-BROKEN', `${name}: its header is not as written`);
    if (hashBefore !== undefined && hashBefore !== Buffer.from(header.previousHash).toString('hex'))
      throw new MerivahtError('MV-JOURNAL-BROKEN', `${name}: the segment before it has another hash than it says`);
    hashBefore = copy.file(path, bytes === undefined ? undefined : wholeLength(bytes));
    if (hashBefore === undefined) return false;
  }
  return true;
}

function wholeLength(segment: Uint8Array): number {
  const header = readHeader(segment)!;
  let at = HEADER_BYTES;
  for (let frame = frameAt(header, segment, at); frame !== undefined; frame = frameAt(header, segment, at))
    at = frame.end;
  return at;
}

function beginningOf(path: string): Uint8Array {
  const file = realDisk.open(path);
  try {
    return file.read(0, HEADER_BYTES);
  } finally {
    file.close();
  }
}
