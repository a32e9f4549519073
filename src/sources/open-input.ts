/** Paths, directories and standard input to bytes, unpacked. What is cut or damaged gives what could be read, and says so. */
import { createReadStream, type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { MerivahtError } from '../contract/errors.ts';
import { type UnpackTrouble, unpack } from './unpack.ts';

export interface Input {
  /** As shown to people: the file's name, `-` for standard input. */
  readonly name: string;
  readonly path: string;
  /** Packed size; undefined where it is not known. */
  readonly size: number | undefined;
  /** False for what was found in a directory: if it cannot be read, the others still are. */
  readonly isNamed: boolean;
}

/** What was found below the given paths, and what was left out. */
export interface Listing {
  readonly inputs: readonly Input[];
  readonly skipped: Skipped;
}

export interface Skipped {
  /** Files and directories whose name begins with a dot. */
  hidden: number;
  /** Those that could not be opened, and those that are neither file nor directory. */
  unreadable: number;
  /** Beyond the bounds on depth and number, and directories met a second time through a link. */
  beyond: number;
}

export interface InputBytes {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** After the last chunk: why it ended before its end, if it did. */
  readonly trouble: () => UnpackTrouble | undefined;
  /** Packed bytes read so far, for progress. */
  readonly bytesRead: () => number;
}

const MAX_FILES = 100_000;
const MAX_DEPTH = 8;

/** Files below the given paths in a fixed order. MV-INPUT-MISSING for a path that is not there. */
export function listInputs(paths: readonly string[]): Listing {
  const inputs: Input[] = [];
  const skipped: Skipped = { hidden: 0, unreadable: 0, beyond: 0 };
  for (const path of paths) {
    if (path === '-') {
      inputs.push({ name: '-', path, size: undefined, isNamed: true });
      continue;
    }
    try {
      const stat = statSync(path);
      if (stat.isDirectory()) addDirectory(path, entriesOf(path), new Set([realpathSync(path)]), inputs, skipped);
      else inputs.push({ name: basename(path), path, size: stat.isFile() ? stat.size : undefined, isNamed: true });
    } catch (cause) {
      throw new MerivahtError('MV-INPUT-MISSING', `${path} does not exist or cannot be read`, { cause });
    }
  }
  return { inputs, skipped };
}

function entriesOf(folder: string): Dirent[] {
  const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);
  return readdirSync(folder, { withFileTypes: true }).sort(byName);
}

/** `above`: the real paths of this directory and those around it. */
function addDirectory(
  folder: string,
  entries: readonly Dirent[],
  above: ReadonlySet<string>,
  found: Input[],
  skipped: Skipped,
): void {
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const stat = entry.name.startsWith('.') ? undefined : statOf(path);
    if (entry.name.startsWith('.')) skipped.hidden++;
    else if (stat?.isDirectory() === true) {
      const below = readableEntries(path);
      const real = below === undefined ? '' : realpathSync(path);
      if (below === undefined) skipped.unreadable++;
      else if (above.size > MAX_DEPTH || above.has(real)) skipped.beyond++;
      else addDirectory(path, below, new Set([...above, real]), found, skipped);
    } else if (stat?.isFile() !== true) skipped.unreadable++;
    else if (found.length >= MAX_FILES) skipped.beyond++;
    else found.push({ name: entry.name, path, size: stat.size, isNamed: false });
  }
}

/** Follows symbolic links; undefined for one that leads nowhere. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // Counted by the caller as unreadable: one bad entry must not hide the others.
    return undefined;
  }
}

function readableEntries(folder: string): Dirent[] | undefined {
  try {
    return entriesOf(folder);
  } catch {
    // As above.
    return undefined;
  }
}

/** Opens one input; gzip and zstd are recognised by their first bytes. */
export function openInput(input: Input, stdin: Readable): InputBytes {
  let bytesRead = 0;
  let trouble: UnpackTrouble | undefined;
  const source = input.path === '-' ? stdin : createReadStream(input.path, { highWaterMark: 256 * 1024 });
  const counted = count(source, (n) => {
    bytesRead += n;
  });
  const chunks = unpack(counted, (what) => {
    trouble = what;
  });
  return {
    chunks: input.path === '-' ? chunks : missing(chunks, input.path),
    trouble: () => trouble,
    bytesRead: () => bytesRead,
  };
}

/** A file that cannot be opened after all (permissions, removed meanwhile). */
async function* missing(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (cause) {
    throw new MerivahtError(
      'MV-INPUT-MISSING',
      `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

async function* count(source: AsyncIterable<Uint8Array>, add: (n: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    add(chunk.length);
    yield chunk;
  }
}
