/** The program as a user runs it: arguments, exit statuses, files, and input that is broken in every way. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { AlertsDocument } from '../src/contract/alert.ts';
import type { Summary } from '../src/contract/summary.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'merivaht-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const REPORT = '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A';
const sample = join(root, 'data', 'samples', 'taiwan-strait-2025-02-24.nmea.gz');

function merivaht(args: readonly string[], input: string | Buffer = '') {
  const run = spawnSync(process.execPath, [join(root, 'src', 'cli', 'main.ts'), ...args], {
    cwd: folder,
    input,
    maxBuffer: 1 << 28,
    timeout: 120_000,
  });
  return { status: run.status, out: run.stdout.toString(), err: run.stderr.toString() };
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const summaryOf = (name: string): Summary =>
  JSON.parse(readFileSync(join(folder, name, 'summary.json'), 'utf8')) as Summary;
const scanned = (name: string, args: readonly string[], input: string | Buffer = '') => {
  const run = merivaht(['scan', ...args, '--out', name], input);
  return { ...run, summary: run.status === 0 ? summaryOf(name) : undefined };
};

/** A ship along 59.6 N in the Gulf of Finland, a row a minute. */
const rows = (from: number, to: number, mmsi = 230000001): string[] =>
  Array.from(
    { length: to - from },
    (_, i) =>
      `${mmsi},2024-12-25T10:${String(from + i).padStart(2, '0')}:00Z,${(25 + (from + i) * 0.006).toFixed(4)},59.6,12.0,90`,
  );
const HEAD = 'mmsi,time,lon,lat,sog,cog';

describe('merivaht scan', () => {
  it('writes four files, and --json prints exactly the bytes of alerts.json', () => {
    const run = merivaht(['scan', sample, '--out', 'a', '--json']);
    assert.equal(run.status, 0);
    for (const name of ['alerts.json', 'alerts.geojson', 'report.html', 'summary.json'])
      assert.ok(existsSync(join(folder, 'a', name)), name);
    assert.equal(run.out, readFileSync(join(folder, 'a', 'alerts.json'), 'utf8'));
    const { alerts } = JSON.parse(run.out) as AlertsDocument;
    const geo = JSON.parse(readFileSync(join(folder, 'a', 'alerts.geojson'), 'utf8')) as {
      features: { properties: { id: string } }[];
    };
    assert.deepEqual(new Set(geo.features.map((f) => f.properties.id)), new Set(alerts.map((a) => a.id)));
  });

  it('counts what it reads: positions are fixes and rejected ones together', () => {
    const s = summaryOf('a');
    const late = (['duplicate', 'repeat-stale', 'jump-impossible', 'identity-shared', 'not-a-vessel'] as const).reduce(
      (sum, r) => sum + (s.rejected[r] ?? 0),
      0,
    );
    assert.equal(s.fixes + late, s.positions);
  });

  it('takes a CSV with a column map, and says RECONSTRUCTION for simulated input only', () => {
    const { summary, out } = scanned('b', [
      file('b.txt', ['ID;WHEN;X;Y', ...rows(0, 30).map((r) => r.split(',').slice(0, 4).join(';'))].join('\n')),
      '--columns',
      'mmsi=ID,time=WHEN,lon=X,lat=Y',
    ]);
    assert.equal(summary!.positions, 30);
    assert.equal(summary!.regionId, 'gulf-of-finland');
    assert.ok(!out.includes('RECONSTRUCTION'));
    assert.match(merivaht(['scan', sample, '--out', 'a2']).out, /RECONSTRUCTION/);
  });

  it('never gives untimed sentences a time of its own, and marks invented ones', () => {
    const lines = Array.from({ length: 20 }, () => REPORT).join('\n');
    const plain = scanned('c', [file('c.nmea', lines)]);
    assert.equal(plain.status, 3);
    assert.match(plain.err, /MV-INPUT-UNTIMED[\s\S]*--start/);
    const given = scanned('d', [
      join(folder, 'c.nmea'),
      '--start',
      '2024-12-25T10:00:00Z',
      '--rate',
      '2',
      '--region',
      'baltic',
    ]);
    assert.equal(given.status, 0);
    assert.equal(given.summary!.timesInvented, true);
    assert.match(given.out, /TIMES INVENTED/);
  });

  for (const [args, status, message] of [
    [['scan'], 2, /MV-ARGUMENTS/],
    [['scan', '--nonsense', 'x'], 2, /MV-ARGUMENTS/],
    [['scan', '-', '--start', '2024-12-25T10:00:00Z'], 2, /--rate/],
    [['scan', '-', '--start', 'yesterday', '--rate', '1'], 2, /ISO 8601/],
    [['scan', '-', '--partitions', '0'], 2, /partitions/],
    [['scan', 'no-such-file.nmea'], 3, /MV-INPUT-MISSING/],
    [['scan', '-'], 3, /MV-INPUT-EMPTY/],
    [['fly'], 2, /MV-ARGUMENTS/],
    [['watch', '--demo', '--keep-days', '0'], 2, /--keep-days takes a number from 1 to 3650/],
    [['erase', '--mmsi', '230000001', '--data', 'no-such-folder', '--because', 'x'], 3, /MV-INPUT-MISSING/],
    [['erase', '--mmsi', 'x', '--data', '.', '--because', 'x'], 2, /--mmsi/],
    [['simulate', 'atlantis', '--out', 'x'], 2, /MV-SCENARIO-UNKNOWN[\s\S]*eagle-s/],
    [['simulate', 'eagle-s'], 2, /--out/],
    [['simulate', 'eagle-s', '--seed', 'one', '--out', 'x'], 2, /whole number/],
  ] as const)
    it(`answers "${args.join(' ')}" with ${status} and what to do`, () => {
      const run = merivaht(args);
      assert.equal(run.status, status, run.err);
      assert.match(run.err, message);
      assert.match(run.err, /What to do: /);
      assert.ok(!run.err.includes('    at '), 'no stack trace for a user');
    });

  it('says which regions there are, and refuses positions that lie in none', () => {
    const csv = file('e.csv', [HEAD, ...rows(0, 10)].join('\n'));
    assert.match(merivaht(['scan', csv, '--region', 'atlantis']).err, /MV-REGION-UNKNOWN[\s\S]*gulf-of-finland/);
    const far = file('f.csv', [HEAD, ...rows(0, 10).map((r) => r.replace(',59.6,', ',-40.1,'))].join('\n'));
    const run = merivaht(['scan', far]);
    assert.equal(run.status, 2);
    assert.match(run.err, /MV-REGION-NONE/);
  });

  it('reads a directory, and answers one without data with 3', () => {
    mkdirSync(join(folder, 'dir', 'deep'), { recursive: true });
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'dir', 'one.csv'), [HEAD, ...rows(0, 20)].join('\n'));
    writeFileSync(join(folder, 'dir', 'deep', 'two.csv.gz'), gzipSync([HEAD, ...rows(20, 40)].join('\n')));
    assert.equal(scanned('g', ['dir']).summary!.positions, 40);
    assert.equal(merivaht(['scan', 'empty']).status, 3);
  });
});

describe('bad input is counted under its reason, and the rest is processed', () => {
  const good = rows(0, 40);
  const cases: readonly [name: string, content: string | Buffer, reason: string][] = [
    [
      'wrong-checksum.nmea',
      Array.from({ length: 9 }, () => `\\c:1735120000*5F\\${REPORT.replace('4A', '4B')}`).join('\n'),
      'checksum-wrong',
    ],
    ['junk.bin', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)), 'not-ais'],
    ['other-columns.csv', 'a,b,c\n1,2,3\n4,5,6\n', 'not-ais'],
    ['cut.csv.gz', gzipSync([HEAD, ...rows(0, 50, 230000009)].join('\n')).subarray(0, 150), 'input-truncated'],
    ['nowhere.csv', [HEAD, '230000003,2024-12-25T10:00:00Z,181,91,12,90'].join('\n'), 'position-not-available'],
    ['late.csv', [HEAD, '230000004,2099-12-25T10:00:00Z,25.2,59.6,12,90'].join('\n'), 'time-in-future'],
    ['early.csv', [HEAD, '230000005,1980-12-25T10:00:00Z,25.2,59.6,12,90'].join('\n'), 'time-before-ais'],
    ['lonely.csv', [HEAD, '230000006,2014-01-01T10:00:00Z,25.2,59.6,12,90'].join('\n'), 'time-isolated'],
    ['no-number.csv', [HEAD, 'ship,2024-12-25T10:00:00Z,25.2,59.6,12,90'].join('\n'), 'mmsi-invalid'],
  ];
  for (const [name, content, reason] of cases)
    it(`${name}: ${reason}`, () => {
      mkdirSync(join(folder, `bad-${name}`));
      writeFileSync(
        join(folder, `bad-${name}`, 'good.csv'),
        [HEAD, ...good, ...rows(0, 40, 230000007), ...rows(5, 40, 230000008)].join('\n'),
      );
      writeFileSync(join(folder, `bad-${name}`, name), content);
      const { status, summary, err } = scanned(`out-${name}`, [`bad-${name}`]);
      assert.equal(status, 0, err);
      const counted = summary!.rejected[reason] ?? summary!.rejected['row-malformed'] ?? 0;
      assert.ok(counted > 0, JSON.stringify(summary!.rejected));
      assert.ok(summary!.fixes >= 115, `${summary!.fixes} fixes`);
    });

  it('times that run backwards change nothing', () => {
    const forward = scanned('fw', [file('fw.csv', [HEAD, ...good].join('\n'))]);
    const backward = scanned('bw', [file('bw.csv', [HEAD, ...[...good].reverse()].join('\n'))]);
    assert.equal(forward.summary!.fixes, backward.summary!.fixes);
    assert.equal(
      readFileSync(join(folder, 'fw', 'alerts.json'), 'utf8'),
      readFileSync(join(folder, 'bw', 'alerts.json'), 'utf8'),
    );
  });

  it('two ships under one MMSI are told apart', () => {
    const other = good.map((r) => r.replace(/,25\.\d+,59\.6,/, ',22.5,59.3,').replace(':00Z', ':30Z'));
    const { summary } = scanned('two', [file('two.csv', [HEAD, ...good.flatMap((r, i) => [r, other[i]!])].join('\n'))]);
    assert.ok((summary!.rejected['identity-shared'] ?? 0) >= 30, JSON.stringify(summary!.rejected));
    assert.ok(summary!.fixes >= 38);
  });
});

describe('merivaht simulate', () => {
  it('writes sentences that scan reads with no other option, the same bytes for the same seed', () => {
    for (const name of ['s1.nmea', 's2.nmea'])
      assert.equal(
        merivaht([
          'simulate',
          'hong-tai-58',
          '--seed',
          '7',
          '--thinning',
          '240',
          '--out',
          name,
          '--truth',
          `${name}.json`,
        ]).status,
        0,
      );
    assert.equal(readFileSync(join(folder, 's1.nmea'), 'utf8'), readFileSync(join(folder, 's2.nmea'), 'utf8'));
    const { summary } = scanned('s', ['s1.nmea']);
    assert.equal(summary!.regionId, 'taiwan-strait');
    assert.equal(summary!.untimed, 0);
  });
});
