/** What the archive is asked, as SQL with bound values, and what comes back, as the contracts want it. */
import {
  BIGINT,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import { FLAG_CLASS_B, FLAG_SIMULATED } from '../ais/position-batch.ts';
import { ABSENT_U16, makePositionFrame, POSITION_CLASS_B, POSITION_SIMULATED } from '../contract/position-frame.ts';
import type { TrackPoint } from '../contract/views.ts';
import { isInRing } from '../geo/polygon.ts';
import { type LonLat, wrapLon } from '../geo/position.ts';
import { FROM_FILES, FROM_TAIL, withoutDuplicates } from './archive-rows.ts';

/** How old the last fix of a vessel may be to stand on the map of a time. */
export const POSITIONS_BACK_MS = 600_000;
/** Beyond any date; keeps what is asked within 64 bits. */
const FAR_MS = 8.64e15;

export interface ZoneVisit {
  readonly mmsi: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

interface Bound {
  readonly values: Record<string, DuckDBValue>;
  readonly types: Record<string, DuckDBType>;
}

/** The tail and these files as one. */
export function rowsOf(files: readonly string[]): string {
  return files.length === 0 ? FROM_TAIL : `${FROM_TAIL} UNION ALL ${FROM_FILES}`;
}

/**
 * Numbers are bound as BIGINT: SQL must cast those that are compared with a narrower column, or the column is cast instead and
 * no row group is skipped, which made a track twenty times slower.
 */
export function bound(files: readonly string[], numbers: Readonly<Record<string, number>>): Bound {
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType> = {};
  for (const [name, value] of Object.entries(numbers)) {
    values[name] = BigInt(Math.max(-FAR_MS, Math.min(FAR_MS, value)));
    types[name] = BIGINT;
  }
  if (files.length > 0) {
    values.files = listValue(files);
    types.files = LIST(VARCHAR);
  }
  return { values, types };
}

/** Ends included. Of more than `limit` fixes every n-th is given, the first and the last among them, so that the way stays whole. */
export async function track(
  connection: DuckDBConnection,
  files: readonly string[],
  mmsi: number,
  fromMs: number,
  toMs: number,
  limit: number,
): Promise<TrackPoint[]> {
  const found = `SELECT * FROM (${rowsOf(files)}) WHERE mmsi = CAST($mmsi AS UINTEGER) AND time_ms BETWEEN $from AND $to`;
  const sql = `SELECT CAST(time_ms AS DOUBLE), lon_e6, lat_e6, speed_tenth_kn, course_tenth_deg, heading_deg FROM (
      SELECT *, row_number() OVER (ORDER BY time_ms, lon_e6, lat_e6) - 1 AS i, count(*) OVER () AS n
      FROM (${withoutDuplicates(found)}))
    WHERE n <= $limit OR ($limit = 1 AND i = n - 1)
      OR ($limit > 1 AND (i = 0 OR i * ($limit - 1) // (n - 1) > (i - 1) * ($limit - 1) // (n - 1)))
    ORDER BY i`;
  const asked = { mmsi: whole(mmsi), from: Math.ceil(fromMs), to: Math.floor(toMs), limit: whole(limit) };
  const { values, types } = bound(files, asked);
  const result = await connection.runAndReadAll(sql, values, types);
  return (result.getRows() as unknown as number[][]).map((row) => trackPoint(row));
}

function trackPoint([timeMs, lonE6, latE6, speed, course, heading]: readonly number[]): TrackPoint {
  return {
    at: new Date(timeMs!).toISOString().replace(/\.\d+Z$/, 'Z'),
    lonE5: Math.round(lonE6! / 10),
    latE5: Math.round(latE6! / 10),
    ...(speed! >= 0 ? { speedTenthKn: speed! } : {}),
    ...(course! >= 0 ? { courseDeg: Math.round(course! / 10) % 360 } : {}),
    ...(heading! >= 0 ? { headingDeg: heading! } : {}),
  };
}

/** By MMSI. The archive does not know what kind of vessel it is: the class is 0, unknown. */
export async function positionsAt(
  connection: DuckDBConnection,
  files: readonly string[],
  atMs: number,
): Promise<ArrayBuffer> {
  // The greatest (time, place, rest) stands: duplicates do not matter, and two fixes at one time give one answer.
  const sql = `SELECT mmsi, CAST(l.t AS DOUBLE), l.x, l.y, l.s, l.c, l.h, l.f FROM (
      SELECT mmsi, max({t: time_ms, x: lon_e6, y: lat_e6, s: speed_tenth_kn, c: course_tenth_deg, h: heading_deg, f: flags}) AS l
      FROM (${rowsOf(files)}) WHERE time_ms BETWEEN $from AND $to GROUP BY mmsi)
    ORDER BY mmsi`;
  const { values, types } = bound(files, { from: Math.ceil(atMs - POSITIONS_BACK_MS), to: Math.floor(atMs) });
  const result = await connection.runAndReadAll(sql, values, types);
  const { bytes, columns } = makePositionFrame(result.currentRowCount, atMs);
  const rows = result.getRows() as unknown as number[][];
  rows.forEach((row, i) => {
    columns.mmsi[i] = row[0]!;
    columns.timeS[i] = Math.floor(row[1]! / 1000);
    columns.lonE6[i] = row[2]!;
    columns.latE6[i] = row[3]!;
    columns.speedTenthKn[i] = row[4]! >= 0 ? row[4]! : ABSENT_U16;
    columns.courseTenthDeg[i] = row[5]! >= 0 ? row[5]! : ABSENT_U16;
    columns.headingDeg[i] = row[6]! >= 0 ? row[6]! : ABSENT_U16;
    columns.flags[i] = frameFlags(row[7]!);
  });
  return bytes;
}

/** The archive keeps the flags of reports (`ais/position-batch.ts`); the frame has its own. */
function frameFlags(flags: number): number {
  return (
    ((flags & FLAG_CLASS_B) !== 0 ? POSITION_CLASS_B : 0) | ((flags & FLAG_SIMULATED) !== 0 ? POSITION_SIMULATED : 0)
  );
}

/** Ends included; by first time, then MMSI. SQL takes the ring's box, the ring itself is tested exactly here. */
export async function inZone(
  connection: DuckDBConnection,
  files: readonly string[],
  ring: readonly LonLat[],
  fromMs: number,
  toMs: number,
): Promise<ZoneVisit[]> {
  if (ring.length < 3) return [];
  const sql = `SELECT mmsi, CAST(time_ms AS DOUBLE), lon_e6, lat_e6 FROM (${rowsOf(files)})
    WHERE time_ms BETWEEN $from AND $to AND lat_e6 BETWEEN CAST($south AS INTEGER) AND CAST($north AS INTEGER)
      AND (lon_e6 BETWEEN CAST($west1 AS INTEGER) AND CAST($east1 AS INTEGER) OR lon_e6 BETWEEN CAST($west2 AS INTEGER) AND CAST($east2 AS INTEGER))`;
  const { values, types } = bound(files, { from: Math.ceil(fromMs), to: Math.floor(toMs), ...boxOf(ring) });
  const visits = new Map<number, { mmsi: number; firstMs: number; lastMs: number }>();
  const result = await connection.stream(sql, values, types);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [mmsis, times, lons, lats] = [0, 1, 2, 3].map((c) => chunk!.getColumnValues(c) as number[]);
    for (let i = 0; i < chunk.rowCount; i++) {
      const mmsi = mmsis![i]!;
      const timeMs = times![i]!;
      const visit = visits.get(mmsi);
      // Within what is known already: it can change nothing, and the ring need not be tested.
      if (visit !== undefined && timeMs >= visit.firstMs && timeMs <= visit.lastMs) continue;
      if (!isInRing(ring, lons![i]! / 1e6, lats![i]! / 1e6)) continue;
      if (visit === undefined) visits.set(mmsi, { mmsi, firstMs: timeMs, lastMs: timeMs });
      else if (timeMs < visit.firstMs) visit.firstMs = timeMs;
      else visit.lastMs = timeMs;
    }
  }
  return [...visits.values()].sort((a, b) => a.firstMs - b.firstMs || a.mmsi - b.mmsi);
}

/** The ring's box in millionths of a degree; two ranges of longitude where it crosses the antimeridian, else one twice. */
function boxOf(ring: readonly LonLat[]): Record<'west1' | 'east1' | 'west2' | 'east2' | 'south' | 'north', number> {
  const lats = ring.map((p) => p[1]);
  let at = ring[0]![0];
  let [west, east] = [at, at];
  for (const [lon] of ring) {
    at += wrapLon(lon - at);
    west = Math.min(west, at);
    east = Math.max(east, at);
  }
  const e6 = { south: Math.floor(Math.min(...lats) * 1e6), north: Math.ceil(Math.max(...lats) * 1e6) };
  const whole180 = { west1: -180e6, east1: 180e6, west2: -180e6, east2: 180e6, ...e6 };
  if (east - west >= 360) return whole180;
  const [w, e] = [Math.floor(west * 1e6), Math.ceil(east * 1e6)];
  if (west > -180 && east < 180) return { west1: w, east1: e, west2: w, east2: e, ...e6 };
  const shift = west < -180 ? 360e6 : 0;
  return { west1: w + shift, east1: 180e6, west2: -180e6, east2: e + shift - 360e6, ...e6 };
}

function whole(value: number): number {
  return Math.max(0, Math.min(0xffff_ffff, Math.floor(value)));
}
