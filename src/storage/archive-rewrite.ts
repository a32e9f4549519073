/** Files of the archive written anew: the tail as pieces, files merged, a vessel's rows taken out; and which file is broken. */
import { rmSync } from 'node:fs';
import { BIGINT, type DuckDBConnection, LIST, listValue, UINTEGER, VARCHAR } from '@duckdb/node-api';
import { type ArchiveFile, type ArchiveFiles, DAY_MS, type FileKind } from './archive-files.ts';
import { FROM_FILES, FROM_TAIL, inFileOrder, PARQUET } from './archive-rows.ts';

const MINE = 'mmsi = $mmsi AND time_ms < $before';

/** Pieces of an open day that are merged into one part, so that a day with much traffic does not become thousands of files. */
const MANY_PIECES = 32;
const MANY_PARTS = 8;
export interface Merge {
  readonly dayMs: number;
  readonly inputs: readonly ArchiveFile[];
  readonly kind: FileKind;
}

/**
 * The first merge that is due; `closedMs`: days that end by then are over. A merged day is written again when `manyLate` pieces
 * of late rows lie there.
 */
export function dueMerge(files: ArchiveFiles, closedMs: number, manyLate: number): Merge | undefined {
  for (const dayMs of files.days) {
    const all = files.of(dayMs);
    const of = (kind: FileKind): readonly ArchiveFile[] => all.filter((f) => f.kind === kind);
    const pieces = of('piece');
    if (dayMs + DAY_MS <= closedMs) {
      const isMerged = of('day').length === 1;
      if (!isMerged || pieces.length >= manyLate || of('part').length > 0) return { dayMs, inputs: all, kind: 'day' };
    } else if (pieces.length >= MANY_PIECES) {
      const parts = of('part');
      return { dayMs, inputs: parts.length >= MANY_PARTS ? [...parts, ...pieces] : pieces, kind: 'part' };
    }
  }
  return undefined;
}

/** Writes the tail as one piece a day. Each day's rows leave the tail when its piece is on disk, so that a failure loses none. */
export async function flushTail(connection: DuckDBConnection, files: ArchiveFiles): Promise<void> {
  const found = await connection.runAndReadAll(`SELECT DISTINCT time_ms // ${DAY_MS} FROM (${FROM_TAIL}) ORDER BY 1`);
  for (const [day] of found.getRows()) {
    const dayMs = Number(day) * DAY_MS;
    const range = `time_ms >= $from AND time_ms < $from + ${DAY_MS}`;
    await writeFile(files, dayMs, 'piece', async (path) => {
      const sql = `COPY (${inFileOrder(`SELECT * FROM (${FROM_TAIL}) WHERE ${range}`)}) TO $path ${PARQUET}`;
      await connection.run(sql, { from: BigInt(dayMs), path }, { from: BIGINT, path: VARCHAR });
    });
    await connection.run(`DELETE FROM tail WHERE ${range}`, { from: BigInt(dayMs) }, { from: BIGINT });
  }
}

/** Writes what the inputs hold, without duplicates, to a temporary file; its path. */
export async function writeMerged(connection: DuckDBConnection, files: ArchiveFiles, merge: Merge): Promise<string> {
  const path = files.temporary(merge.dayMs, merge.kind);
  return written(path, async () => {
    await connection.run(
      `COPY (${inFileOrder(FROM_FILES)}) TO $path ${PARQUET}`,
      { files: listValue(merge.inputs.map((f) => f.path)), path },
      { files: LIST(VARCHAR), path: VARCHAR },
    );
  });
}

/** Takes a vessel's rows before a time out of one file; how many there were. */
export async function eraseFrom(
  connection: DuckDBConnection,
  files: ArchiveFiles,
  file: ArchiveFile,
  mmsi: number,
  beforeMs: number,
): Promise<number> {
  const values = { files: listValue([file.path]), mmsi, before: BigInt(beforeMs) };
  const types = { files: LIST(VARCHAR), mmsi: UINTEGER, before: BIGINT };
  const counted = `SELECT count(*) FILTER (WHERE ${MINE}), count(*) FROM (${FROM_FILES})`;
  const [mine, all] = (await connection.runAndReadAll(counted, values, types)).getRows()[0]!.map(Number);
  if (mine === 0) return 0;
  if (mine === all) files.remove([file]);
  else {
    const path = files.temporary(file.dayMs, file.kind);
    const rest = `SELECT * FROM (${FROM_FILES}) WHERE NOT (${MINE})`;
    await written(path, async () => {
      await connection.run(
        `COPY (${inFileOrder(rest)}) TO $path ${PARQUET}`,
        { ...values, path },
        { ...types, path: VARCHAR },
      );
    });
    files.replace(file, path);
  }
  return mine!;
}

export async function eraseFromTail(connection: DuckDBConnection, mmsi: number, beforeMs: number): Promise<number> {
  const types = { mmsi: UINTEGER, before: BIGINT };
  const result = await connection.run(`DELETE FROM tail WHERE ${MINE}`, { mmsi, before: BigInt(beforeMs) }, types);
  return result.rowsChanged;
}

/** Want of memory and a program that closes say nothing about a file. */
export function isNoFaultOfFiles(error: unknown): boolean {
  return /out of memory|interrupt/i.test(error instanceof Error ? error.message : '');
}

/** Reads each file whole and sets aside those that cannot be read; how many those were. */
export async function setBrokenAside(
  connection: DuckDBConnection,
  files: ArchiveFiles,
  suspects: readonly ArchiveFile[],
): Promise<number> {
  let found = 0;
  for (const file of suspects) {
    // Somebody else may have set it aside, or merged it, in the meantime.
    if (!files.of(file.dayMs).includes(file)) continue;
    try {
      const values = { files: listValue([file.path]) };
      await connection.run(`SELECT max(hash(r)) FROM (${FROM_FILES}) AS r`, values, { files: LIST(VARCHAR) });
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      if (isNoFaultOfFiles(error)) continue;
      files.setAside(file, because);
      found++;
    }
  }
  return found;
}

async function writeFile(
  files: ArchiveFiles,
  dayMs: number,
  kind: FileKind,
  write: (path: string) => Promise<void>,
): Promise<void> {
  const path = files.temporary(dayMs, kind);
  await written(path, () => write(path));
  files.publish(path, dayMs, kind);
}

/** Leaves no half-written file where writing fails: a full disk needs the room. */
async function written(path: string, write: () => Promise<void>): Promise<string> {
  try {
    await write();
    return path;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}
