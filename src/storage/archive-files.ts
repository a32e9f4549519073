/**
 * The archive's folder: `day=YYYY-MM-DD/KIND-NUMBER.parquet`. A file is written under a temporary name, synced, renamed, and its
 * folder synced, so that a crash leaves either the whole file or none. `piece`: one flush; `part`: pieces of an open day
 * merged; `day`: a day merged. After a crash between a merge and the removal of what it merged, both lie there: harmless,
 * since reading removes duplicates.
 */
import {
  closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmdirSync, rmSync, statSync,
} from 'node:fs'; // biome-ignore format: a list reads better in one line
import { join } from 'node:path';

export const DAY_MS = 86_400_000;
const DAY_FOLDER = /^day=(\d{4}-\d\d-\d\d)$/;
const FILE = /^(piece|part|day)-(\d+)\.parquet$/;
const TEMPORARY = '.tmp';
const BROKEN = '.broken';
const MAGIC = 'PAR1';
/** Magic, footer length, magic: what the smallest Parquet file has at least. */
const LEAST_BYTES = 12;

export type FileKind = 'piece' | 'part' | 'day';

export interface ArchiveFile {
  readonly kind: FileKind;
  readonly path: string;
  readonly dayMs: number;
  readonly bytes: number;
}

export interface BrokenFile {
  /** As it is called now. */
  readonly path: string;
  readonly because: string;
}

export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS) * DAY_MS;
}

export class ArchiveFiles {
  readonly folder: string;
  /** Set aside since it was opened, the newest last; at most a hundred are remembered, all are counted. */
  readonly broken: BrokenFile[] = [];
  brokenCount = 0;
  readonly #days = new Map<number, ArchiveFile[]>();
  #lastNumber = 0;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder).sort()) {
      const day = DAY_FOLDER.exec(name)?.[1];
      if (day !== undefined) this.#scan(join(folder, name), Date.parse(`${day}T00:00:00Z`));
    }
  }

  get days(): number[] {
    return [...this.#days.keys()].sort((a, b) => a - b);
  }

  of(dayMs: number): readonly ArchiveFile[] {
    return this.#days.get(dayMs) ?? [];
  }

  /** Files of the days that a time from `fromMs` to `toMs` touches. */
  within(fromMs: number, toMs: number): ArchiveFile[] {
    return this.days.filter((day) => day + DAY_MS > fromMs && day <= toMs).flatMap((day) => this.of(day));
  }

  /** Where a new file of that day is to be written before `publish`. */
  temporary(dayMs: number, kind: FileKind): string {
    const folder = this.#dayFolder(dayMs);
    if (!existsSync(folder)) {
      mkdirSync(folder, { recursive: true });
      syncFolder(this.folder);
    }
    return join(folder, `${kind}-${String(++this.#lastNumber).padStart(9, '0')}.parquet${TEMPORARY}`);
  }

  /** Makes a written temporary file one of the archive, durably. */
  publish(temporary: string, dayMs: number, kind: FileKind): void {
    syncFile(temporary);
    const path = temporary.slice(0, -TEMPORARY.length);
    renameSync(temporary, path);
    syncFolder(this.#dayFolder(dayMs));
    this.#know({ kind, path, dayMs, bytes: statSync(path).size });
  }

  /** Puts a temporary file in the place of an old one, in one step. */
  replace(old: ArchiveFile, temporary: string): void {
    syncFile(temporary);
    renameSync(temporary, old.path);
    syncFolder(this.#dayFolder(old.dayMs));
    this.#forget(old);
    this.#know({ ...old, bytes: statSync(old.path).size });
  }

  remove(files: readonly ArchiveFile[]): void {
    for (const file of files) {
      rmSync(file.path, { force: true });
      this.#forget(file);
    }
    for (const dayMs of new Set(files.map((f) => f.dayMs))) {
      syncFolder(this.#dayFolder(dayMs));
      if (this.of(dayMs).length === 0) this.#removeIfEmpty(dayMs);
    }
  }

  /** Deletes whole days with all that lies in their folders, files set aside too. */
  removeDays(beforeMs: number): number {
    let removed = 0;
    for (const name of readdirSync(this.folder)) {
      const day = DAY_FOLDER.exec(name)?.[1];
      if (day === undefined) continue;
      const dayMs = Date.parse(`${day}T00:00:00Z`);
      if (!(dayMs + DAY_MS <= beforeMs)) continue;
      rmSync(join(this.folder, name), { recursive: true, force: true });
      this.#days.delete(dayMs);
      removed++;
    }
    if (removed > 0) syncFolder(this.folder);
    return removed;
  }

  /** A broken file is kept under another name for inspection; the rest of the archive goes on without it. */
  setAside(file: ArchiveFile, because: string): void {
    this.#forget(file);
    const path = `${file.path}${BROKEN}`;
    try {
      renameSync(file.path, path);
    } catch {
      // It is gone, or cannot even be renamed: it is out of the list all the same.
    }
    this.#report(path, because);
  }

  get count(): number {
    return this.#sum(() => 1);
  }

  get bytes(): number {
    return this.#sum((file) => file.bytes);
  }

  #sum(of: (file: ArchiveFile) => number): number {
    let sum = 0;
    for (const files of this.#days.values()) for (const file of files) sum += of(file);
    return sum;
  }

  #dayFolder(dayMs: number): string {
    return join(this.folder, `day=${new Date(dayMs).toISOString().slice(0, 10)}`);
  }

  #scan(folder: string, dayMs: number): void {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (name.endsWith(TEMPORARY)) {
        rmSync(path, { force: true });
        continue;
      }
      const [, kind, number] = FILE.exec(name) ?? [];
      if (kind === undefined) continue;
      this.#lastNumber = Math.max(this.#lastNumber, Number(number));
      const file = { kind: kind as FileKind, path, dayMs, bytes: statSync(path).size };
      const trouble = frameTrouble(path);
      if (trouble === undefined) this.#know(file);
      else this.setAside(file, trouble);
    }
  }

  #know(file: ArchiveFile): void {
    this.#days.set(file.dayMs, [...this.of(file.dayMs), file]);
  }

  #forget(file: ArchiveFile): void {
    const rest = this.of(file.dayMs).filter((f) => f.path !== file.path);
    if (rest.length > 0) this.#days.set(file.dayMs, rest);
    else this.#days.delete(file.dayMs);
  }

  #removeIfEmpty(dayMs: number): void {
    try {
      rmdirSync(this.#dayFolder(dayMs));
      syncFolder(this.folder);
    } catch {
      // Something set aside still lies there.
    }
  }

  #report(path: string, because: string): void {
    this.brokenCount++;
    this.broken.push({ path, because: because.slice(0, 300) });
    if (this.broken.length > 100) this.broken.shift();
  }
}

/** What is visibly wrong with a Parquet file without reading its pages. */
function frameTrouble(path: string): string | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    const size = fstatSync(fd).size;
    if (size < LEAST_BYTES) return `only ${size} bytes`;
    const head = Buffer.alloc(4);
    const tail = Buffer.alloc(8);
    readSync(fd, head, 0, 4, 0);
    readSync(fd, tail, 0, 8, size - 8);
    if (head.toString('latin1') !== MAGIC || tail.toString('latin1', 4) !== MAGIC) return 'not a whole Parquet file';
    return tail.readUInt32LE(0) > size - LEAST_BYTES ? 'its footer is longer than the file' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function syncFile(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Windows cannot sync a folder and does not need it: renames are journalled there. */
function syncFolder(path: string): void {
  if (process.platform === 'win32' || !existsSync(path)) return;
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
