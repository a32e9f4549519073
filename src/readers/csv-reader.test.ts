import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { realData } from '../../test/real-data.ts';
import { FLAG_AIRCRAFT, FLAG_CLASS_B } from '../ais/position-batch.ts';
import type { Kept } from '../ais/sink.contract.ts';
import { MerivahtError } from '../contract/errors.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { fixture, fixturePath, plainBytes, ROW, readBytes, readText, sum } from './read-bytes.contract.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const bySource = (kept: Kept) => Object.fromEntries(kept.rejected);
const lines = (bytes: Buffer): string[] => bytes.toString('utf8').trimEnd().split('\n');

describe('the Danish CSV', () => {
  const kept = readBytes(fixture('danish-26-columns.csv'));

  it('gives positions with status in words, and leaves out what is not available', () => {
    assert.equal(kept.counted, 13);
    assert.deepEqual(
      kept.rows.map((row) => row.slice(0, 9)),
      [
        [utc('2024-12-25T10:20:00'), 219999001, 11.2, 57.1, 123, 3599, 1, 0, 0],
        [utc('2024-12-25T10:20:10'), 219999001, 11.2, 57.1005, 123, -1, -1, 0, 0],
        [utc('2024-12-25T10:20:11'), 219999002, 10.75, 56.5, 1, -1, -1, 15, FLAG_CLASS_B],
        [utc('2024-12-25T10:20:14'), 219999004, 12.7, 55.8, 90, 125, 13, 4, 0],
        [utc('2024-12-25T10:20:15'), 111219999, 12.8, 55.9, 990, 900, -1, 15, FLAG_AIRCRAFT],
      ],
    );
  });

  it('sets each other row aside for its own reason', () => {
    assert.deepEqual(bySource(kept), {
      'position-not-available': 1,
      'not-a-vessel': 2,
      'time-malformed': 1,
      'row-malformed': 2,
      'mmsi-invalid': 1,
      'position-null-island': 1,
    });
    assert.equal(kept.rows.length + sum(kept.rejected), kept.counted);
  });

  it('tells who a vessel is once, not with every row', () => {
    assert.deepEqual(kept.identities[0], {
      timeMs: utc('2024-12-25T10:20:00'),
      mmsi: 219999001,
      source: 0,
      offset: fixture('danish-26-columns.csv').indexOf(10) + 1,
      name: 'FICTION, ONE',
      callsign: 'OXAA',
      destination: 'AAR "HUS"',
      imo: 9123458,
      shipType: 70,
      draughtTenthM: 75,
      toBowM: 120,
      toSternM: 30,
      toPortM: 8,
      toStarboardM: 12,
    });
    assert.deepEqual(
      kept.identities.slice(1).map((i) => [i.mmsi, i.name, i.shipType]),
      [
        [219999002, 'FICTION TWO', 36],
        [219999004, undefined, 80],
      ],
    );
  });
});

describe('other CSV shapes', () => {
  it('take a decimal comma, an epoch with an exponent and a line break in a name', () => {
    const kept = readBytes(fixture('decoded-reports.csv'));
    assert.deepEqual(
      kept.rows.map((row) => row.slice(0, 10)),
      [
        [1522559988000, 276999001, 24.313084, 59.536476, 40, 1599, -1, 15, 1, 1],
        [1522551000000, 276999002, 24.748257, 59.798595, 107, 2460, -1, 15, 0, 3],
        [1522574000000, 276999003, 24.135892, 59.317304, 0, -1, -1, 15, FLAG_CLASS_B, 18],
      ],
    );
    assert.deepEqual(
      kept.identities.map((i) => [i.mmsi, i.name, i.shipType, i.toBowM]),
      [
        [276999001, 'FICTION ONE', 80, 108],
        [276999002, 'FICTION\nTWO', 70, 70],
      ],
    );
  });

  it('take the columns of MarineCadastre from 2025', () => {
    const kept = readBytes(fixture('noaa-2025.csv'));
    assert.deepEqual(
      kept.rows.map((row) => row.slice(0, 9)),
      [
        [utc('2025-01-01T00:00:03'), 366999001, -122.5, 37.8, 75, 1234, 125, 0, 0],
        [utc('2025-01-01T00:00:04'), 366999002, -122.6, 37.7, 1, -1, -1, 15, FLAG_CLASS_B],
      ],
    );
    assert.deepEqual(
      kept.identities.map((i) => [i.imo, i.shipType, i.toBowM, i.toSternM]),
      [
        [9123458, 70, 99, 100],
        [undefined, 37, 6, 6],
      ],
    );
  });

  it('unwrap the courses below zero of old MarineCadastre files', () => {
    const header = 'MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading';
    const kept = readText(`${header}\n366999001,2016-01-01T00:00:00,30,-80,5,-100.0,511\n`);
    assert.equal(kept.rows[0]![ROW.cog], 3096);
  });

  it('take speeds times ten', () => {
    const header =
      'MMSI;SHIP_ID;STATUS;SPEED_KNOTSx10;LON;LAT;COURSE;HEADING;TIMESTAMP_UTC;VESSEL_TYPE;LENGTH;WIDTH;GRT;DWT;DRAUGHT_METERSx10';
    const kept = readText(
      `${header}\n276999001;1;99;171;-6.03;35.96;269;511;2016-06-01 04:43:50;Container Ship;140.65;23.2;9983;12253;72\n`,
    );
    assert.deepEqual(kept.rows[0]!.slice(4, 8), [171, 2690, -1, 15]);
    assert.deepEqual(
      kept.identities.map((i) => [i.shipType, i.draughtTenthM, i.toBowM]),
      [[70, 72, 70]],
    );
  });

  it('reject rows whose ids are no MMSI', () => {
    const header = 't,type,oid,status,lon,lat,heading,turn,speed,course,ts,rid';
    const kept = readText(`${header}\n1494341250000,,7,,23.6,37.9,,,0.0,0.0,2017-05-09 14:47:30,0\n`);
    assert.deepEqual(bySource(kept), { 'mmsi-invalid': 1 });
  });

  it('read any columns that a map names', () => {
    const text = 'wann;wer;hoch;quer;fahrt\n2024-12-25 10:00:00;276999001;59.5;24.5;7.5\n';
    const columns = 'time=wann,mmsi=wer,lat=hoch,lon=quer,sog=fahrt';
    assert.deepEqual(readText(text, { format: 'csv', columns }).rows[0]!.slice(0, 5), [
      utc('2024-12-25T10:00:00'),
      276999001,
      24.5,
      59.5,
      75,
    ]);
    const untimed = readText(text, { format: 'csv', columns: 'mmsi=wer,lat=hoch,lon=quer' });
    assert.ok(Number.isNaN(untimed.rows[0]![ROW.timeMs]));
  });

  it('name the columns found where none are known', () => {
    const named = (error: unknown): boolean =>
      error instanceof MerivahtError && error.code === 'MV-COLUMNS-INVALID' && /wann, wer, hoch/.test(error.message);
    assert.throws(() => readText('wann;wer;hoch\n1;2;3\n', { format: 'csv' }), named);
    assert.throws(
      () => readText('wann;wer;hoch\n1;2;3\n', { format: 'csv', columns: 'mmsi=x,lat=hoch,lon=wer' }),
      named,
    );
  });

  it('survive a byte order mark, blank lines, Windows line ends, a missing last one and a second header', () => {
    const row = '276999001,2024-12-25T10:00:00Z,59.5,24.5';
    const header = 'mmsi,timestamp,lat,lon';
    const kept = readText(`\uFEFF${header}\r\n\r\n${row}\r\n${header}\r\n${row}`);
    assert.equal(kept.rows.length, 2);
    assert.equal(kept.rejected.size, 0);
  });
});

describe('broken CSV', () => {
  const header = 'mmsi,timestamp,lat,lon,name\n';
  const row = (i: number, name = 'X'): string => `27699${1000 + i},2024-12-25T10:00:00Z,59.5,24.5,${name}\n`;

  it('loses one row to a quote that is never closed, not those after it', () => {
    for (const chunk of [1, 7, 4096, 1_000_000]) {
      const text = header + row(0) + row(1, '"OPEN') + Array.from({ length: 300 }, (_, i) => row(i + 2)).join('');
      const kept = readText(text, { chunk });
      assert.equal(kept.rows.length, 301, `chunk ${chunk}`);
      assert.deepEqual(bySource(kept), { 'row-malformed': 1 });
      const atEnd = readText(header + row(0, '"OPEN') + row(1) + row(2), { chunk });
      assert.equal(atEnd.rows.length, 2);
    }
  });

  it('sets aside a line beyond the bound and goes on after it', () => {
    for (const chunk of [1013, 65_536, 10_000_000]) {
      const kept = readText(header + row(0) + row(1, 'Y'.repeat(300_000)) + row(2), { chunk });
      assert.equal(kept.rows.length, 2, `chunk ${chunk}`);
      assert.deepEqual(bySource(kept), { 'line-too-long': 1 });
    }
  });

  it('gives the same whatever the chunks', () => {
    for (const name of [
      'danish-26-columns.csv',
      'decoded-reports.csv',
      'noaa-2023-01-11.csv',
      'nordic-baltic-2026-07.csv',
    ]) {
      const whole = readBytes(fixture(name));
      for (const chunk of [1, 7, 4096])
        assert.deepEqual(readBytes(fixture(name), { chunk }), whole, `${name} by ${chunk}`);
    }
  });

  it('never throws on lines cut, flipped, dropped, repeated or moved, counts every row, and the same by any chunks', () => {
    const random = seededRandom(77);
    const [head, ...rows] = lines(fixture('danish-26-columns.csv')) as [string, ...string[]];
    const more = lines(fixture('noaa-2023-01-11.csv')).slice(1, 20);
    for (let round = 0; round < 200; round++) {
      const broken = [...rows, ...more].map((line) => damage(line, random.integer(0, 5), random.next(), random.next()));
      broken.sort(() => (random.next() < 0.1 ? 1 : -1));
      const text = `${head}\n${broken.filter((line) => line !== undefined).join('\n')}\n`;
      const kept = readBytes(Buffer.from(text, 'latin1'), { format: 'csv' });
      assert.equal(kept.rows.length + sum(kept.rejected), kept.counted);
      const again = readBytes(Buffer.from(text, 'latin1'), { format: 'csv', chunk: random.integer(1, 400) });
      assert.deepEqual(again, kept);
    }
  });
});

/** One of the ways in which a line is damaged; undefined where it is lost. */
function damage(line: string, kind: number, where: number, what: number): string | undefined {
  const at = Math.floor(where * line.length);
  if (kind === 0) return line.slice(0, at);
  if (kind === 1) return line.slice(0, at) + String.fromCharCode(Math.floor(what * 256)) + line.slice(at + 1);
  if (kind === 2) return what < 0.5 ? undefined : `${line}\n${line}`;
  if (kind === 3) return `${line.slice(0, at)}"${line.slice(at)}`;
  return line;
}

/** What Python's csv module and its float make of three columns; undefined where there is no Python. */
function byPython(path: string, columns: readonly string[], delimiter: string): number[][] | undefined {
  const program =
    'import csv,json,sys,gzip\np=sys.argv[1]\nf=(gzip.open if p.endswith(".gz") else open)(p,"rt",newline="",encoding="utf-8")\n' +
    'print(json.dumps([[float(r[c]) for c in sys.argv[3:]] for r in csv.DictReader(f,delimiter=sys.argv[2])]))';
  const run = spawnSync('python3', ['-c', program, path, delimiter, ...columns], { maxBuffer: 1 << 28 });
  return run.status === 0 ? (JSON.parse(run.stdout.toString()) as number[][]) : undefined;
}

/** A second reading of files without quotes, for machines without Python. */
function bySplitting(path: string, columns: readonly string[], delimiter: string): number[][] {
  const [head, ...rows] = lines(plainBytes(path)).map((line) =>
    line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')),
  ) as [string[], ...string[][]];
  const places = columns.map((name) => head.indexOf(name));
  return rows.map((row) => places.map((place) => Number(row[place])));
}

describe('agreement with an independent reading', () => {
  const compare = (path: string, columns: readonly string[], delimiter: string, noMmsi = 0): void => {
    const expected = byPython(path, columns, delimiter) ?? bySplitting(path, columns, delimiter);
    const kept = readBytes(plainBytes(path));
    assert.equal(kept.counted, expected.length);
    assert.equal(kept.rejected.get('mmsi-invalid') ?? 0, noMmsi);
    const usable = expected.filter(([mmsi]) => mmsi! >= 1_000_000);
    assert.deepEqual(
      kept.rows.map((row) => [row[ROW.mmsi], row[ROW.lat], row[ROW.lon]]),
      usable,
    );
  };

  it('holds for the shipped excerpts', () => {
    compare(fixturePath('noaa-2023-01-11.csv'), ['MMSI', 'LAT', 'LON'], ',');
    compare(fixturePath('nordic-baltic-2026-07.csv'), ['mmsi', 'lat', 'lon'], ',');
  });

  const real: readonly (readonly [string, readonly string[], string, number])[] = [
    ['csv-json/aisdb_test_data_noaa_20230101.csv', ['MMSI', 'LAT', 'LON'], ',', 0],
    ['csv-json/argenni_baltic_april2018_20k.csv.gz', ['mmsi', 'lat', 'long'], ';', 0],
    ['csv-json/argenni_gibraltar_2016_20k.csv.gz', ['MMSI', 'LAT', 'LON'], ';', 12],
    ['csv-json/nordic_baltic_positions_2026-07-10_19.csv.gz', ['mmsi', 'lat', 'lon'], ',', 0],
    ['csv-json/stonesoup_SolentAIS_20160112_130211.csv.gz', ['MMSI', 'Latitude_degrees', 'Longitude_degrees'], ',', 0],
    ['csv-json/ntnu_colav_cases/case_2019-03-07T1958_JOX87.csv', ['mmsi', 'lat', 'lon'], ';', 0],
  ];
  for (const [name, columns, delimiter, noMmsi] of real) {
    const { path, skip } = realData(name);
    it(`holds for every row of ${name}`, { skip }, () => compare(path, columns, delimiter, noMmsi));
  }

  const danish = realData('csv-json/aisdk_header_sample.csv');
  it('accounts for all 138 rows of a real Danish header sample', { skip: danish.skip }, () => {
    const kept = readBytes(plainBytes(danish.path));
    assert.equal(kept.counted, 138);
    assert.deepEqual(bySource(kept), { 'position-not-available': 10, 'not-a-vessel': 12 });
    assert.equal(kept.rows.length, 116);
  });
});
