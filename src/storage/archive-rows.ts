/** The archive's columns in SQL, and rows on their way into DuckDB's tail table. */
import {
  DOUBLE, type DuckDBConnection, DuckDBDataChunk, type DuckDBType, INTEGER, SMALLINT, UINTEGER, UTINYINT,
} from '@duckdb/node-api'; // biome-ignore format: a list reads better in one line
import type { ArchiveColumns } from '../pipeline/keeping.ts';

/** Rows that DuckDB takes at once. */
const CHUNK_ROWS = 2048;
/** 9999-12-31: what an ISO date of four digits can say. */
const MAX_TIME_MS = 253_402_300_799_999;

/** Small enough that a vessel of some hours is found in one of them by its least and greatest MMSI. */
const ROW_GROUP_ROWS = 32_768;
export const PARQUET = `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`;

/** Time is a DOUBLE here since its bindings take BIGINT only as one object a value. */
export const CREATE_TAIL = `CREATE TABLE tail (mmsi UINTEGER, time_ms DOUBLE, lon_e6 INTEGER, lat_e6 INTEGER,
  speed_tenth_kn SMALLINT, course_tenth_deg SMALLINT, heading_deg SMALLINT, flags UTINYINT)`;
const COLUMN_TYPES: readonly DuckDBType[] = [
  UINTEGER,
  DOUBLE,
  INTEGER,
  INTEGER,
  SMALLINT,
  SMALLINT,
  SMALLINT,
  UTINYINT,
];

const KEY = 'mmsi, time_ms, lon_e6, lat_e6';
const VALUES = 'speed_tenth_kn, course_tenth_deg, heading_deg, flags';
export const FROM_TAIL = `SELECT mmsi, CAST(time_ms AS BIGINT) AS time_ms, lon_e6, lat_e6, ${VALUES} FROM tail`;
/** `$files` is a list of paths; names are taken as they are, not as patterns. */
export const FROM_FILES = `SELECT ${KEY}, ${VALUES} FROM read_parquet($files, hive_partitioning = false)`;

/**
 * Two rows are one when vessel, time and place agree: the journal's replay after a crash brings rows again that a flush had
 * written, and a crash may leave a merged file beside what it merged. Comparing rows needs no bookkeeping that could itself be
 * lost; numbers of journal records would, and late rows of one record may lie in files of several days. Of rows that differ
 * in the rest only, the greatest stands, so that the answer does not depend on the order of files.
 */
export function withoutDuplicates(rows: string): string {
  return `SELECT ${KEY}, r.speed_tenth_kn AS speed_tenth_kn, r.course_tenth_deg AS course_tenth_deg,
    r.heading_deg AS heading_deg, r.flags AS flags
    FROM (SELECT ${KEY}, max({${VALUES.split(', ')
      .map((v) => `${v}: ${v}`)
      .join(', ')}}) AS r FROM (${rows}) GROUP BY ${KEY})`;
}

/** How long a stretch of time lies together in a file. */
export const BLOCK_MS = 14_400_000;

/**
 * By four hours, then MMSI, then time. Processor time of three questions over 20 million rows in two days, by MMSI alone / in
 * blocks of four hours / of one hour: a track 17 / 18 / 43 ms, six hours of a zone 225 / 56 / 49 ms, positions at a time
 * 320 / 54 / 29 ms.
 */
export function inFileOrder(rows: string): string {
  return `SELECT * FROM (${withoutDuplicates(rows)}) ORDER BY time_ms // ${BLOCK_MS}, ${KEY}`;
}

export interface Appended {
  readonly rows: number;
  /** Rows with a time that no date can say. */
  readonly refused: number;
  readonly newestMs: number;
}

export async function appendToTail(connection: DuckDBConnection, columns: ArchiveColumns): Promise<Appended> {
  const picked = usableRows(columns);
  const appender = await connection.createAppender('tail');
  const chunk = DuckDBDataChunk.create(COLUMN_TYPES, CHUNK_ROWS);
  const sources = [
    columns.mmsi, columns.timeMs, columns.lonE6, columns.latE6,
    columns.speedTenthKn, columns.courseTenthDeg, columns.headingDeg, columns.flags,
  ]; // biome-ignore format: as the table has them
  let newestMs = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < picked.length; at += CHUNK_ROWS) {
    const rows = picked.subarray(at, at + CHUNK_ROWS);
    chunk.reset();
    chunk.rowCount = rows.length;
    sources.forEach((source, c) => {
      const values = new Array<number>(rows.length);
      // Whole milliseconds, so that the tail and the files agree on the day.
      for (let i = 0; i < rows.length; i++) values[i] = Math.floor(source[rows[i]!]!);
      chunk.setColumnValues(c, values);
      if (source === columns.timeMs) for (const timeMs of values) if (timeMs > newestMs) newestMs = timeMs;
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  return { rows: picked.length, refused: columns.mmsi.length - picked.length, newestMs };
}

function usableRows(columns: ArchiveColumns): Uint32Array {
  const picked = new Uint32Array(columns.mmsi.length);
  let n = 0;
  for (let i = 0; i < columns.mmsi.length; i++) {
    const timeMs = columns.timeMs[i]!;
    if (timeMs >= 0 && timeMs <= MAX_TIME_MS) picked[n++] = i;
  }
  return picked.subarray(0, n);
}
