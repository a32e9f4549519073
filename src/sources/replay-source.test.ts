import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync, zstdCompressSync } from 'node:zlib';
import { NmeaDecoder } from '../ais/nmea-decoder.ts';
import { keepingSink } from '../ais/sink.contract.ts';
import { MerivahtError } from '../contract/errors.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { lineTimeMs } from './line-time.ts';
import { ReplaySource } from './replay-source.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const sample = join(root, 'data', 'samples', 'gulf-of-finland-2024-12-25.nmea.gz');
const folder = mkdtempSync(join(tmpdir(), 'merivaht-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const withCode = (code: string) => (error: unknown) => error instanceof MerivahtError && error.code === code;

/** The time the decoder gives the sentence of one line; undefined where it finds no message. */
function decodedTimeMs(line: Uint8Array): number | undefined {
  let found: number | undefined;
  const decoder = new NmeaDecoder(keepingSink().sink, {
    source: 0,
    ownShip: true,
    onMessage: (_, timeMs) => {
      found = timeMs;
    },
  });
  decoder.push(line);
  decoder.end();
  return found;
}

const AIVDM = '!AIVDM,1,1,,B,14DT<`h039Qj2K`RD1J7K5p20000,0*7A';
const TIMED = '\\s:SIM-RECONSTRUCTION-eagle-s,c:1735084801*50\\';
/** Lines as small as can be: their time in seconds, and a text. */
const timed = (s: number, text: string): string => `${1_735_000_000 + s} !AIVDM,1,1,,A,${text},0*00\r\n`;

describe('the time of a line', () => {
  it('is the one the decoder reads', () => {
    const lines = [
      `${TIMED}${AIVDM}`,
      `  ${TIMED}${AIVDM}\r\n`,
      `\\si:abc\\${TIMED}${AIVDM}`,
      AIVDM,
      `1735084801 ${AIVDM}`,
      `1735084801.250;${AIVDM}`,
      `2024-12-25T00:00:01.5Z ${AIVDM}`,
      `${AIVDM},rSTATION,1735084801`,
      `\\s:x*31\\1735084801 ${AIVDM}`,
      'anything else',
    ];
    let withTime = 0;
    for (const line of lines) {
      const bytes = bytesOf(line);
      const expected = decodedTimeMs(bytes) ?? Number.NaN;
      if (!Number.isNaN(expected)) withTime++;
      assert.equal(lineTimeMs(bytes, 0, bytes.length), expected, line);
    }
    assert.equal(withTime, 8);
    const files = ['gpsd_sample.aivdm', 'gpsd_ais-nmea.log', 'gpsd_ais-18-27.log'].map((n) =>
      join(root, 'fixtures', 'ais', n),
    );
    const recorded = [gunzipSync(readFileSync(sample)).subarray(0, 400_000), ...files.map((f) => readFileSync(f))];
    let compared = 0;
    for (const line of recorded.flatMap((bytes) => textOf(bytes).split('\n'))) {
      const bytes = bytesOf(line);
      const expected = decodedTimeMs(bytes);
      if (expected === undefined) continue;
      compared++;
      assert.equal(lineTimeMs(bytes, 0, bytes.length), expected, line);
    }
    assert.ok(compared > 3000, `${compared} lines`);
  });

  it('of a $PGHP line is that of the sentence after it', () => {
    const line = bytesOf('$PGHP,1,2008,5,9,0,0,0,10,338,2,,1,09*17\r\n');
    assert.equal(lineTimeMs(line, 0, line.length), Date.UTC(2008, 4, 9, 0, 0, 0, 10));
  });
});

describe('a replay', () => {
  it('of a sample gives its bytes, each line when its time comes, whatever the steps', async () => {
    const whole = gunzipSync(readFileSync(sample));
    const source = await ReplaySource.open(sample);
    const random = seededRandom(2);
    const parts: Uint8Array[] = [];
    for (let ms = source.fromMs; ms < source.toMs; ) {
      const toMs = Math.min(source.toMs, ms + random.integer(1, 900_000));
      const part = source.advance(toMs);
      // Independent of the index: what stands in the tag block.
      for (const [, s] of textOf(part).matchAll(/c:(\d+)\*/g)) {
        const at = Number(s) * 1000;
        assert.ok(at > ms && at <= toMs, `${at} in (${ms}, ${toMs}]`);
      }
      parts.push(part);
      ms = toMs;
    }
    const given = Buffer.concat(parts);
    assert.ok(given.subarray(0, whole.length).equals(whole), 'the file is in order, so that it comes as it is');
    assert.ok(given.length - whole.length <= 1);
    assert.equal(source.advance(source.toMs + 1e9).length, 0);
    assert.equal(source.leftOut, 0);
  });

  it('can be moved to any time, and goes on as if it had run to it', async () => {
    const source = await ReplaySource.open(sample);
    const random = seededRandom(9);
    source.seek(source.fromMs);
    const whole = Buffer.from(source.advance(source.toMs));
    for (let i = 0; i < 30; i++) {
      const ms = random.integer(source.fromMs, source.toMs);
      source.seek(source.fromMs);
      const before = Buffer.from(source.advance(ms));
      source.seek(ms);
      const after = Buffer.from(source.advance(source.toMs));
      assert.ok(Buffer.concat([before, after]).equals(whole), `at ${ms}`);
      assert.equal(source.advance(ms).length, 0, 'behind');
    }
  });

  it('of a shuffled file is in order of time; lines without one stay behind theirs', () => {
    const random = seededRandom(4);
    const groups = Array.from({ length: 500 }, (_, i) => ({
      s: random.integer(0, 90),
      text: `${i}x`,
      tail: random.next() < 0.3 ? `!AIVDM,2,2,1,A,${i}y,0*00\n` : '',
    }));
    const source = ReplaySource.of(
      bytesOf(`# before all\nnoise\n${groups.map((g) => timed(g.s, g.text) + g.tail).join('')}`),
      'replay:test',
    );
    const expected = [...groups.entries()]
      .sort(([i, a], [j, b]) => a.s - b.s || i - j)
      .map(([, g]) => timed(g.s, g.text) + g.tail);
    assert.equal(textOf(source.advance(source.toMs)), expected.join(''));
    assert.deepEqual([source.lines, source.leftOut], [500, 2]);
  });

  it('leaves out a few lines of a wrong time at either end, which would stretch it by years', () => {
    const lines = Array.from({ length: 200 }, (_, i) => timed(i, `${i}`));
    lines.splice(50, 0, '946684800 !AIVDM,1,1,,A,early,0*00\n');
    lines.splice(90, 0, '4102444800 !AIVDM,1,1,,A,late,0*00\n');
    const source = ReplaySource.of(bytesOf(lines.join('')), 'replay:test');
    assert.deepEqual([source.lines, source.leftOut, source.toMs - source.fromMs], [200, 2, 200_000]);
    assert.ok(!/early|late/.test(textOf(source.advance(source.toMs))));
  });

  it('is opened packed or not, and says what cannot be replayed', async () => {
    const text = `${timed(1, 'a')}${timed(2, 'b').trimEnd()}`;
    const [plain, packed, untimed] = ['plain', 'packed.zst', 'untimed'].map((n) => join(folder, n)) as [
      string,
      string,
      string,
    ];
    writeFileSync(plain, text);
    writeFileSync(packed, zstdCompressSync(Buffer.from(text)));
    writeFileSync(untimed, `${AIVDM}\n`);
    for (const path of [plain, packed]) {
      const source = await ReplaySource.open(path);
      assert.equal(textOf(source.advance(source.toMs)), `${text}\n`);
      assert.equal(source.address, `replay:${path}`);
    }
    await assert.rejects(ReplaySource.open(untimed), withCode('MV-INPUT-UNTIMED'));
    await assert.rejects(ReplaySource.open(join(folder, 'absent')), withCode('MV-INPUT-MISSING'));
    await assert.rejects(ReplaySource.open(folder), withCode('MV-INPUT-MISSING'));
  });
});
