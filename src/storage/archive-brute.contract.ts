/** Seeded positions for the archive's tests, and its questions answered by plain loops over them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPositionFrame } from '../contract/position-frame.ts';
import type { TrackPoint } from '../contract/views.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import type { ArchiveColumns } from '../pipeline/keeping.ts';

export const NIGHT_MS = Date.parse('2024-12-25T22:30:00Z');
export const HOUR_MS = 3_600_000;

export interface Row {
  readonly timeMs: number;
  readonly mmsi: number;
  readonly lonE6: number;
  readonly latE6: number;
  readonly speedTenthKn: number;
  readonly courseTenthDeg: number;
  readonly headingDeg: number;
  readonly flags: number;
}

/** What is asked: `ArchiveEngine` and `ArchiveKeeper` alike. */
export interface Asked {
  track(mmsi: number, fromMs: number, toMs: number, limit: number): Promise<TrackPoint[]>;
  positionsAt(atMs: number): Promise<ArrayBuffer>;
  inZone(
    ring: readonly (readonly [number, number])[],
    fromMs: number,
    toMs: number,
  ): Promise<{ mmsi: number; firstMs: number; lastMs: number }[]>;
}

/** Removed when the process ends: an archive that a test closes at its end still writes its tail there. */
const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "merivaht archive's [x] "));
  folders.push(folder);
  return folder;
}

/** Ships that wander for some hours over midnight; every eighth row comes late, some absent values, some said twice. */
export function madeRows(seed: number, vessels = 12, hours = 4, startMs = NIGHT_MS): Row[] {
  const random = seededRandom(seed);
  const rows: Row[] = [];
  for (let v = 0; v < vessels; v++) {
    let [lon, lat] = [25_000_000 + random.integer(-400_000, 400_000), 59_800_000 + random.integer(-200_000, 200_000)];
    let timeMs = startMs + random.integer(0, 60_000);
    while (timeMs < startMs + hours * HOUR_MS) {
      lon += random.integer(-3000, 5000);
      lat += random.integer(-3000, 3000);
      const absent = (value: number): number => (random.next() < 0.1 ? -1 : value);
      const row = {
        timeMs,
        mmsi: 276_000_000 + v * 7,
        lonE6: lon,
        latE6: lat,
        speedTenthKn: absent(random.integer(0, 200)),
        courseTenthDeg: absent(random.integer(0, 3599)),
        headingDeg: absent(random.integer(0, 359)),
        flags: random.integer(0, 63),
      };
      rows.push(row);
      if (random.next() < 0.05) rows.push({ ...row });
      if (random.next() < 0.03) rows.push({ ...row, lonE6: lon + 10 });
      timeMs += random.integer(1, 120) * 1000 + (random.next() < 0.2 ? 137 : 0);
    }
  }
  // As received: by time, but every eighth up to two hours late.
  const received = rows.map((row) => ({
    row,
    at: row.timeMs + (random.next() < 0.125 ? random.next() * 2 * HOUR_MS : 0),
  }));
  return received.sort((a, b) => a.at - b.at).map((r) => r.row);
}

export function columnsOf(rows: readonly Row[]): ArchiveColumns {
  return {
    timeMs: Float64Array.from(rows, (r) => r.timeMs),
    mmsi: Uint32Array.from(rows, (r) => r.mmsi),
    lonE6: Int32Array.from(rows, (r) => r.lonE6),
    latE6: Int32Array.from(rows, (r) => r.latE6),
    speedTenthKn: Int16Array.from(rows, (r) => r.speedTenthKn),
    courseTenthDeg: Int16Array.from(rows, (r) => r.courseTenthDeg),
    headingDeg: Int16Array.from(rows, (r) => r.headingDeg),
    flags: Uint8Array.from(rows, (r) => r.flags),
  };
}

export function batches(rows: readonly Row[], size: number): ArchiveColumns[] {
  const found: ArchiveColumns[] = [];
  for (let i = 0; i < rows.length; i += size) found.push(columnsOf(rows.slice(i, i + size)));
  return found;
}

const byTime = (a: Row, b: Row): number => a.timeMs - b.timeMs || a.lonE6 - b.lonE6 || a.latE6 - b.latE6;

function bruteTrack(rows: readonly Row[], mmsi: number, fromMs: number, toMs: number): TrackPoint[] {
  const kept = new Map<string, Row>();
  for (const r of rows)
    if (r.mmsi === mmsi && r.timeMs >= fromMs && r.timeMs <= toMs) kept.set(`${r.timeMs} ${r.lonE6} ${r.latE6}`, r);
  return [...kept.values()].sort(byTime).map((r) => {
    const point: { -readonly [K in keyof TrackPoint]: TrackPoint[K] } = {
      at: `${new Date(r.timeMs).toISOString().slice(0, 19)}Z`,
      lonE5: Math.round(r.lonE6 / 10),
      latE5: Math.round(r.latE6 / 10),
    };
    if (r.speedTenthKn !== -1) point.speedTenthKn = r.speedTenthKn;
    if (r.courseTenthDeg !== -1) point.courseDeg = Math.round(r.courseTenthDeg / 10) % 360;
    if (r.headingDeg !== -1) point.headingDeg = r.headingDeg;
    return point;
  });
}

function brutePositions(rows: readonly Row[], atMs: number): Row[] {
  const last = new Map<number, Row>();
  for (const r of rows) {
    if (r.timeMs > atMs || r.timeMs < atMs - 600_000) continue;
    const known = last.get(r.mmsi);
    if (known === undefined || byTime(known, r) < 0) last.set(r.mmsi, r);
  }
  return [...last.values()].sort((a, b) => a.mmsi - b.mmsi);
}

/** A triangle turning left: inside is left of each side, which is another rule than the one the archive uses. */
function isInTriangle(ring: readonly (readonly [number, number])[], lon: number, lat: number): boolean {
  return ring.every(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % 3]!;
    return (nx - x) * (lat - y) - (ny - y) * (lon - x) > 0;
  });
}

/** Asks everything, at seeded times and places, and compares; how much was found, so that a test can see that it was not nothing. */
export async function compareWithBrute(archive: Asked, rows: readonly Row[], seed: number): Promise<number> {
  const random = seededRandom(seed);
  let found = 0;
  const times = rows.map((r) => r.timeMs).sort((a, b) => a - b);
  const someTime = (): number => random.pick(times) + random.integer(-1, 1);
  for (let k = 0; k < 6; k++) {
    const mmsi = random.pick(rows).mmsi;
    const [fromMs, toMs] = [someTime(), someTime()].sort((a, b) => a - b) as [number, number];
    const track = await archive.track(mmsi, fromMs, toMs, 100_000);
    assert.deepEqual(track, bruteTrack(rows, mmsi, fromMs, toMs), `track of ${mmsi}, seed ${seed}`);
    const atMs = someTime();
    const frame = readPositionFrame(await archive.positionsAt(atMs))!;
    const want = brutePositions(rows, atMs);
    const u16 = (value: number): number => (value < 0 ? 65_535 : value);
    assert.equal(frame.dataAtMs, atMs);
    assert.deepEqual(
      [...frame.mmsi],
      want.map((r) => r.mmsi),
      `positions at ${atMs}, seed ${seed}`,
    );
    assert.deepEqual(
      [...frame.lonE6],
      want.map((r) => r.lonE6),
    );
    assert.deepEqual(
      [...frame.latE6],
      want.map((r) => r.latE6),
    );
    assert.deepEqual(
      [...frame.timeS],
      want.map((r) => Math.floor(r.timeMs / 1000)),
    );
    assert.deepEqual(
      [...frame.speedTenthKn],
      want.map((r) => u16(r.speedTenthKn)),
    );
    assert.deepEqual(
      [...frame.courseTenthDeg],
      want.map((r) => u16(r.courseTenthDeg)),
    );
    assert.deepEqual(
      [...frame.headingDeg],
      want.map((r) => u16(r.headingDeg)),
    );
    assert.deepEqual(
      [...frame.flags],
      // Reports say Class B with 2 and simulated with 32, frames with 1 and 2.
      want.map((r) => ((r.flags & 2) !== 0 ? 1 : 0) + ((r.flags & 32) !== 0 ? 2 : 0)),
    );
    found += track.length + want.length + (await compareZone(archive, rows, random, fromMs, toMs, seed));
  }
  return found;
}

async function compareZone(
  archive: Asked,
  rows: readonly Row[],
  random: SeededRandom,
  fromMs: number,
  toMs: number,
  seed: number,
): Promise<number> {
  const at = random.pick(rows);
  const [lon, lat, size] = [at.lonE6 / 1e6, at.latE6 / 1e6, random.between(0.01, 0.2)];
  const ring = [[lon - size, lat - size / 2], [lon + size, lat - size / 3], [lon, lat + size]] as const; // biome-ignore format: a triangle
  const visits = new Map<number, { mmsi: number; firstMs: number; lastMs: number }>();
  for (const r of rows) {
    if (r.timeMs < fromMs || r.timeMs > toMs || !isInTriangle(ring, r.lonE6 / 1e6, r.latE6 / 1e6)) continue;
    const visit = visits.get(r.mmsi) ?? { mmsi: r.mmsi, firstMs: r.timeMs, lastMs: r.timeMs };
    visit.firstMs = Math.min(visit.firstMs, r.timeMs);
    visit.lastMs = Math.max(visit.lastMs, r.timeMs);
    visits.set(r.mmsi, visit);
  }
  const want = [...visits.values()].sort((a, b) => a.firstMs - b.firstMs || a.mmsi - b.mmsi);
  assert.deepEqual(await archive.inZone(ring, fromMs, toMs), want, `zone at ${lon},${lat}, seed ${seed}`);
  return want.length;
}
