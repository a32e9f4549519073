import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { realData } from '../../test/real-data.ts';
import { MerivahtError } from '../contract/errors.ts';
import { plainBytes } from '../readers/read-bytes.contract.ts';
import { type History, type HistoryOptions, nothingUsable, readHistory } from './read-history.ts';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures');
const fixture = (name: string): string => join(fixtures, 'readers', name);
const folder = mkdtempSync(join(tmpdir(), 'merivaht-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const LATEST_MS = Date.UTC(2027, 0, 1);
const noStdin = (): Readable => Readable.from([]);

function read(paths: readonly string[], options: Partial<HistoryOptions> = {}): Promise<History> {
  return readHistory({ paths, stdin: noStdin(), latestMs: LATEST_MS, ...options });
}

/** A file's bytes through standard input, in chunks of a size. */
function readPiped(bytes: Buffer, chunk: number, options: Partial<HistoryOptions> = {}): Promise<History> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunk) pieces.push(bytes.subarray(at, at + chunk));
  return read(['-'], { stdin: Readable.from(pieces, { objectMode: true }), ...options });
}

/** Everything that comes out, row by row, with the identities before it. */
function drained(history: History): unknown[] {
  const out: unknown[] = [];
  for (const { positions: p, from, to, identities } of history.slices()) {
    let next = 0;
    const identify = (row: number): void => {
      while (next < identities.length && identities[next]!.at <= row) out.push(identities[next++]!.report);
    };
    for (let i = from; i < to; i++) {
      identify(i);
      out.push([
        p.timeMs[i],
        p.mmsi[i],
        p.lon[i],
        p.lat[i],
        p.sogTenthKn[i],
        p.cogTenthDeg[i],
        p.headingDeg[i],
        p.flags[i],
      ]);
    }
    identify(to);
  }
  return out;
}

const rowsOf = (items: readonly unknown[]): number[][] => items.filter((item) => Array.isArray(item)) as number[][];
const rejectedOf = (history: History) => Object.fromEntries(history.collector.rejectedByReason);
const write = (name: string, text: string | Buffer): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};

const HEADER = 'mmsi,timestamp,lat,lon,sog,name\n';
const row = (mmsi: number, time: string, lat = 59.5): string => `${mmsi},${time},${lat},24.5,7.5,SHIP ${mmsi}\n`;
const hour = (mmsi: number, minute: number): string =>
  row(mmsi, `2024-12-25T10:${String(minute).padStart(2, '0')}:00Z`);
const busy = (): string =>
  [...Array(60).keys()].map((minute) => [1, 2, 3].map((k) => hour(276999000 + k, minute)).join('')).join('');

describe('a history', () => {
  it('is the same from a file, from standard input in any chunks, packed, and with any bound on memory', async () => {
    for (const name of [
      'nordic-baltic-2026-07.csv',
      'noaa-2023-01-11.csv',
      'danish-26-columns.csv',
      'segments.jsonl',
    ]) {
      const bytes = readFileSync(fixture(name));
      const whole = await read([fixture(name)]);
      const expected = drained(whole);
      assert.ok(rowsOf(expected).length > 0, name);
      const others = [
        await readPiped(bytes, 1),
        await readPiped(bytes, 7),
        await readPiped(bytes, 4096),
        await readPiped(gzipSync(bytes), 1000),
        await read([fixture(name)], { memoryRows: 9 }),
      ];
      for (const other of others) {
        assert.deepEqual(drained(other), expected, name);
        assert.deepEqual(rejectedOf(other), rejectedOf(whole));
        assert.equal(other.inputs[0]!.bytes, bytes.length);
      }
    }
  });

  it('is in event-time order whatever the order of its files and rows', async () => {
    const shuffled = busy().trimEnd().split('\n').sort();
    const one = write('order/one.csv', HEADER + shuffled.slice(0, 90).join('\n'));
    const two = write('order/two.csv', HEADER + shuffled.slice(90).join('\n'));
    const forth = rowsOf(drained(await read([one, two])));
    const back = rowsOf(drained(await read([two, one])));
    assert.equal(forth.length, 180);
    assert.deepEqual(
      forth.map(([timeMs]) => timeMs),
      forth.map(([timeMs]) => timeMs).sort((a, b) => a! - b!),
    );
    const byTimeAndVessel = (rows: number[][]): number[][] => [...rows].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
    assert.deepEqual(byTimeAndVessel(back), byTimeAndVessel(forth));
  });

  it('of a directory is that of its files, each by its own format, and counts what it cannot use', async () => {
    const top = join(folder, 'mixed');
    mkdirSync(top, { recursive: true });
    for (const name of ['noaa-2025.csv', 'digitraffic-features.json', 'decoded-reports.csv'])
      copyFileSync(fixture(name), join(top, name));
    copyFileSync(join(fixtures, 'ais', 'libais_tagblock.nmea'), join(top, 'tagblock.nmea'));
    write('mixed/strange.csv', 'wann,wer,hoch\n1,2,3\n4,5,6\n');
    write('mixed/noise.bin', Buffer.from(Uint8Array.from({ length: 9000 }, (_, i) => (i * i * 31) % 253)));
    write('mixed/empty', '');
    const history = await read([top]);
    assert.deepEqual(
      history.inputs.map(({ name, format }) => [name, format]),
      [
        ['decoded-reports.csv', 'csv-decoded'],
        ['digitraffic-features.json', 'json-digitraffic'],
        ['empty', 'unknown'],
        ['noaa-2025.csv', 'csv-noaa-2025'],
        ['noise.bin', 'unknown'],
        ['strange.csv', 'unknown'],
        ['tagblock.nmea', 'nmea'],
      ].map(([name, format]) => [name, name === 'strange.csv' ? 'csv-unknown' : format]),
    );
    assert.equal(history.collector.positionCount, 3 + 3 + 2 + 3);
    const { 'not-ais': unknown, 'line-too-long': endless } = rejectedOf(history);
    assert.deepEqual([unknown, endless], [1, 1], 'the strange table, and the noise, which has no lines');
    assert.match(history.problems.join(), /strange\.csv: the columns of this CSV are not known: wann, wer, hoch/);
    drained(history);
  });

  it('leaves out times before AIS, after now, and far from all others', async () => {
    const strays =
      row(276999001, '1999-12-31T23:59:59Z') +
      row(276999002, '2099-01-01T00:00:00Z') +
      row(276999003, '2011-01-01T00:00:00Z') +
      row(276999003, '0099-01-01T00:00:00Z');
    const path = write('strays.csv', HEADER + strays + busy());
    const history = await read([path]);
    assert.equal(rowsOf(drained(history)).length, 180);
    assert.deepEqual(rejectedOf(history), { 'time-before-ais': 2, 'time-in-future': 1, 'time-isolated': 1 });
    assert.equal(history.collector.positionCount, 184);
  });

  it('keeps untimed positions out unless their times are invented, n-th record n-th time', async () => {
    const path = fixture('digitraffic-vessels-2025-12-12.json');
    const untimed = await read([path]);
    assert.deepEqual([untimed.collector.positionCount, untimed.collector.untimed], [40, 40]);
    assert.equal(rowsOf(drained(untimed)).length, 0);
    assert.equal(nothingUsable(untimed).code, 'MV-INPUT-UNTIMED');
    const startMs = Date.UTC(2025, 0, 1);
    const invented = await read([path], { invented: { startMs, ratePerS: 4 } });
    assert.equal(invented.collector.hasInvented, true);
    assert.deepEqual(
      rowsOf(drained(invented)).map(([timeMs]) => timeMs),
      Array.from({ length: 40 }, (_, n) => startMs + n * 250),
    );
  });

  it('knows vessels from a table without times from its first record on', async () => {
    const names = write('names.csv', 'mmsi,name,length\n276999002,KNOWN BEFORE,120\n');
    const history = await read([
      write('late.csv', HEADER.replace(',name', '') + busy().replaceAll(/,SHIP \d+/g, '')),
      names,
    ]);
    const [first] = drained(history) as { name?: string; timeMs?: number }[];
    assert.deepEqual([first!.name, first!.timeMs], ['KNOWN BEFORE', Date.UTC(2024, 11, 25, 10)]);
  });

  it('gives what could be read of a cut file, and says that it is cut', async () => {
    const text =
      HEADER + [...Array(40).keys()].map((day) => busy().replaceAll('-25T', `-${10 + (day % 15)}T`)).join('');
    const packed = gzipSync(text);
    const cut = await read([write('cut.csv.gz', packed.subarray(0, packed.length >> 1))]);
    const whole = await read([write('whole.csv.gz', packed)]);
    assert.equal(whole.collector.positionCount, 7200);
    assert.ok(cut.collector.positionCount > 100 && cut.collector.positionCount < 7200);
    assert.equal(cut.collector.rejectedByReason.get('input-truncated'), 1);
    for (const history of [cut, whole]) history.close();
  });

  it('says what to do where nothing can be used', async () => {
    const strange = await read([write('only.csv', 'wann,wer,hoch\n1,2,3\n')]);
    const error = nothingUsable(strange);
    assert.equal(error.code, 'MV-INPUT-EMPTY');
    assert.match(error.message, /only\.csv \(csv-unknown\).*wann, wer, hoch; name them as in --columns/);
    const is = (code: string) => (e: unknown) => e instanceof MerivahtError && e.code === code;
    await assert.rejects(read([join(folder, 'absent')]), is('MV-INPUT-MISSING'));
    await assert.rejects(read([fixture('noaa-2025.csv')], { columns: 'mmsi=x,lat=y,lon=z' }), is('MV-COLUMNS-INVALID'));
    await assert.rejects(read([fixture('noaa-2025.csv')], { columns: 'mmsi' }), is('MV-COLUMNS-INVALID'));
    await assert.rejects(read([fixture('noaa-2025.csv')], { format: 'xml' }), is('MV-ARGUMENTS'));
  });

  it('reads a CSV by a column map, and tells of its progress', async () => {
    const path = write('mapped.csv', 'when\twho\tn\te\n2024-12-25 10:00\t276999001\t59,5\t24,5\n');
    const seen: number[] = [];
    const history = await read([path], {
      columns: 'time=when,mmsi=who,lat=n,lon=e',
      onProgress: ({ name, bytesRead, bytesTotal }) => {
        assert.equal(name, basename(path));
        seen.push(bytesRead / bytesTotal!);
      },
    });
    assert.deepEqual(rowsOf(drained(history))[0]!.slice(0, 4), [Date.UTC(2024, 11, 25, 10), 276999001, 24.5, 59.5]);
    assert.equal(seen.at(-1), 1);
  });

  const baltic = realData('csv-json/argenni_baltic_april2018_20k.csv.gz');
  it('puts all 19,999 shuffled rows of the Baltic set in order', { skip: baltic.skip }, async () => {
    const history = await read([baltic.path], { memoryRows: 3000 });
    const times = rowsOf(drained(history)).map(([timeMs]) => timeMs!);
    const text = plainBytes(baltic.path).toString('latin1').trimEnd().split('\n').slice(1);
    const expected = text.map((line) => Number(line.split(';')[1])).sort((a, b) => a - b);
    assert.deepEqual(times, expected);
    assert.deepEqual(rejectedOf(history), {});
  });

  const snapshots = realData('csv-json/nordic_baltic_positions_2026-07-10_19.csv.gz');
  it('loses no row of ten sparse days', { skip: snapshots.skip }, async () => {
    const history = await read([snapshots.path]);
    assert.equal(rowsOf(drained(history)).length, 25_899);
    assert.deepEqual(rejectedOf(history), {});
  });

  const tracks = ['204814000.jsonl', '227317360.jsonl', '230942350.jsonl', '600011817.jsonl', '263576000.jsonl'];
  for (const name of tracks) {
    const { path, skip } = realData(`gnss/gfw_gpsdio_segment/${name}`);
    it(`keeps nearly all of the single satellite track ${name}`, { skip }, async () => {
      const history = await read([path]);
      const kept = rowsOf(drained(history)).length;
      assert.equal(
        kept + (history.collector.rejectedByReason.get('time-isolated') ?? 0),
        history.collector.positionCount,
      );
      assert.ok(kept >= 0.9 * history.collector.positionCount, `${kept} of ${history.collector.positionCount}`);
    });
  }
});
