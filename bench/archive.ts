/**
 * How long the questions of a watch take: `node bench/archive.ts [--rows MILLIONS] [--days N] [--folder PATH] [--assert]`.
 * Fills an archive with seeded traffic (2 million rows over 10 days unless told), written by DuckDB in the layout that the
 * archive itself writes, asks through the archive's thread, and asks a store with a million crossings. `--assert` fails
 * where a median is over a second. The folder is temporary and removed.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { readPositionFrame } from '../src/contract/position-frame.ts';
import { type SeededRandom, seededRandom } from '../src/lib/seeded-random.ts';
import { DAY_MS } from '../src/storage/archive-files.ts';
import { ArchiveKeeper } from '../src/storage/archive-keeper.ts';
import { BLOCK_MS, PARQUET } from '../src/storage/archive-rows.ts';
import { SqliteStore } from '../src/storage/sqlite-store.ts';
import { RUNS, type Times, timesOf } from './measure.ts';

const GOAL_MS = 1000;
const START_MS = Date.parse('2024-12-16T00:00:00Z');
const HOUR_MS = 3_600_000;
const FIRST_MMSI = 230_000_000;
const CROSSINGS = 1_000_000;
const ASSETS = 100;
const SEED = 20_241_225;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '2' },
    days: { type: 'string', default: '10' },
    folder: { type: 'string', default: tmpdir() },
    assert: { type: 'boolean', default: false },
  },
});
const days = Number(values.days);
const perDay = (Number(values.rows) * 1e6) / days;
const BLOCKS = DAY_MS / BLOCK_MS;
/** At least 40 reports an hour each, at most 5,000 ships. */
const vessels = Math.max(1, Math.min(5000, Math.floor(perDay / 24 / 40)));
/** Reports of a ship in one block. */
const each = Math.max(1, Math.round(perDay / BLOCKS / vessels));

/** Row i of a day in the order of its file: block of hours, vessel, time. Ships go in ellipses about seeded places in the Gulf of Finland. */
const MADE = `WITH
  numbered AS (SELECT range // ${each * vessels} AS block, range // ${each} % ${vessels} AS v, range % ${each} AS k
    FROM range(${BLOCKS * each * vessels})),
  seeded AS (SELECT block, v, k, hash(v, ${SEED}) AS h, hash(v, block * ${each} + k, $day) AS g FROM numbered),
  moved AS (SELECT *, (block + k / ${each}.0) / ${BLOCKS} * 6.283 + h % 6283 / 1000.0 AS turn FROM seeded)
  SELECT CAST(${FIRST_MMSI} + v AS UINTEGER) AS mmsi,
    CAST($day + block * ${BLOCK_MS} + k * ${BLOCK_MS} // ${each} + g % 10 * 100 AS BIGINT) AS time_ms,
    CAST(22500000 + h % 7000000 + 400000 * sin(turn) AS INTEGER) AS lon_e6,
    CAST(59300000 + h // 7000000 % 900000 + 150000 * cos(turn) AS INTEGER) AS lat_e6,
    CAST(80 + g % 40 AS SMALLINT) AS speed_tenth_kn, CAST(degrees(turn) * 10 + g % 50 AS INTEGER) % 3600 AS course_tenth_deg,
    CAST(degrees(turn) AS INTEGER) % 360 AS heading_deg, CAST(0 AS UTINYINT) AS flags
  FROM moved`;
const TYPED = `SELECT * REPLACE (CAST(course_tenth_deg AS SMALLINT) AS course_tenth_deg, CAST(heading_deg AS SMALLINT) AS heading_deg)
  FROM (${MADE})`;

async function makeArchive(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GB' });
  const connection = await instance.connect();
  for (let d = 0; d < days; d++) {
    const dayMs = START_MS + d * DAY_MS;
    const dayFolder = join(folder, `day=${new Date(dayMs).toISOString().slice(0, 10)}`);
    mkdirSync(dayFolder, { recursive: true });
    const path = join(dayFolder, `day-${String(d + 1).padStart(9, '0')}.parquet`);
    await connection.run(`COPY (${TYPED.replaceAll('$day', String(dayMs))}) TO $path ${PARQUET}`, { path });
  }
  connection.closeSync();
  instance.closeSync();
}

function makeCrossings(path: string): void {
  new SqliteStore(path).close();
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA synchronous = OFF;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${CROSSINGS - 1})
    INSERT INTO crossing (seq, at_ms, mmsi, name, asset_id, sigma_s, kp_m, sigma_kp_m, speed_tenth_kn)
    SELECT i, ${START_MS} + CAST(i * ${(days * DAY_MS) / CROSSINGS} AS INTEGER) / 1000 * 1000,
      ${FIRST_MMSI} + i * 7919 % ${vessels}, NULL, 'asset-' || (i * 104729 % ${ASSETS}), 5, i * 15485863 % 150000, 80, 120
    FROM n`);
  database.close();
}

async function time(name: string, ask: (random: SeededRandom) => Promise<number> | number): Promise<Times> {
  const ms: number[] = [];
  let found = 0;
  for (let run = 0; run < RUNS; run++) {
    const random = seededRandom(SEED + run);
    const started = performance.now();
    found = await ask(random);
    ms.push(performance.now() - started);
  }
  const times = timesOf(ms);
  const [first, median, max] = [ms[0]!, times.medianMs, times.maxMs].map((x) => x.toFixed(0).padStart(5));
  console.log(`${name.padEnd(52)} first ${first} ms, median ${median} ms, slowest ${max} ms; ${found} found`);
  return times;
}

const folder = mkdtempSync(join(values.folder, 'merivaht-bench-'));
try {
  const archiveFolder = join(folder, 'archive');
  const started = performance.now();
  await makeArchive(archiveFolder);
  const archive = await ArchiveKeeper.open({ folder: archiveFolder });
  const { files, bytes } = archive.counters;
  const rows = days * BLOCKS * each * vessels;
  console.log(
    `${(rows / 1e6).toFixed(1)} M rows of ${vessels} vessels over ${days} days: ${files} files, ${(bytes / 1e6).toFixed(0)} MB, ${(bytes / rows).toFixed(1)} B a row; made in ${((performance.now() - started) / 1000).toFixed(0)} s; Node ${process.version}`,
  );
  const someShip = (r: SeededRandom): number => FIRST_MMSI + r.integer(0, vessels - 1);
  const someDay = (r: SeededRandom): number => START_MS + r.integer(0, days - 1) * DAY_MS;
  const someRing = (r: SeededRandom): [number, number][] => {
    const [lon, lat] = [r.between(23, 29), r.between(59.4, 60.1)];
    return Array.from({ length: 12 }, (_, i) => [
      lon + 0.1 * Math.cos((i * Math.PI) / 6),
      lat + 0.05 * Math.sin((i * Math.PI) / 6),
    ]);
  };
  const zone = async (r: SeededRandom, fromMs: number, toMs: number): Promise<number> =>
    (await archive.inZone(someRing(r), fromMs, toMs)).length;
  const endMs = START_MS + days * DAY_MS;
  const wanted = [
    await time('track of a ship for a day', async (r) => {
      const fromMs = someDay(r);
      return (await archive.track(someShip(r), fromMs, fromMs + DAY_MS, 5000)).length;
    }),
    await time(`track of a ship for all ${days} days, thinned to 5,000`, async (r) => (await archive.track(someShip(r), START_MS, endMs, 5000)).length), // biome-ignore format: one question
    await time('who was in a zone of 11 km by 11 km for six hours', (r) => {
      const fromMs = someDay(r) + r.integer(0, 18) * HOUR_MS;
      return zone(r, fromMs, fromMs + 6 * HOUR_MS);
    }),
    await time('who was in a zone for a day', (r) => {
      const fromMs = someDay(r);
      return zone(r, fromMs, fromMs + DAY_MS);
    }),
    await time('all positions at a time', async (r) => {
      const atMs = someDay(r) + r.integer(0, DAY_MS);
      return readPositionFrame(await archive.positionsAt(atMs))!.count;
    }),
  ];
  await time(`who was in a zone for all ${days} days (no goal)`, (r) => zone(r, START_MS, endMs));
  await archive.close();

  const path = join(folder, 'store.sqlite');
  makeCrossings(path);
  const store = new SqliteStore(path);
  console.log(`${CROSSINGS / 1e6} M crossings of ${ASSETS} assets`);
  const some = (r: SeededRandom, length: number): { assetId: string; fromMs: number; toMs: number; limit: number } => {
    const fromMs = START_MS + Math.floor(r.next() * Math.max(0, days * DAY_MS - length));
    return { assetId: `asset-${r.integer(0, ASSETS - 1)}`, fromMs, toMs: fromMs + length, limit: 100_000 };
  };
  wanted.push(
    await time('KP against time of an asset for a week', (r) => store.crossings(some(r, 7 * DAY_MS)).length),
    await time('who crossed an asset within a day', (r) => new Set(store.crossings(some(r, DAY_MS)).map((c) => c.mmsi)).size), // biome-ignore format: one question
  );
  store.close();
  const slow = wanted.filter((t) => t.medianMs >= GOAL_MS).length;
  console.log(slow === 0 ? `every median is under ${GOAL_MS} ms` : `${slow} medians are over ${GOAL_MS} ms`);
  if (values.assert && slow > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
