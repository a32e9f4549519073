/** The same sequence gives the same bytes: on one partition or four, in chunks of any size, from a file or from standard input. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { Progress } from '../src/cli/progress.ts';
import { runScan } from '../src/cli/run-scan.ts';
import { alertsJson } from '../src/cli/scan-command.ts';
import { scanOptions } from '../src/cli/scan-options.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { SCENARIOS } from '../src/simulator/scenarios.ts';
import { simulate } from '../src/simulator/simulate.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const quiet = (): Progress => new Progress(process.stderr, true);

async function scan(args: readonly string[], stdin: Readable = Readable.from([])): Promise<string> {
  return alertsJson((await runScan(scanOptions(args), stdin, NOW_MS, quiet())).document);
}

function* chunks(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('one sequence, one answer', () => {
  let folder = '';
  let file = '';
  let bytes = Buffer.alloc(0);
  let expected = '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'merivaht-test-'));
    const { lines } = simulate(SCENARIOS['eagle-s']!, 2, { thinningS: 180 });
    // Half the day is enough, and a chunk of one byte costs a turn of the event loop.
    const untilS = Date.UTC(2024, 11, 25, 11, 30) / 1000;
    const morning = lines.filter((line) => Number(/c:(\d+)/.exec(line)?.[1]) < untilS);
    bytes = Buffer.from(`${morning.join('\r\n')}\r\n`);
    file = join(folder, 'world.nmea');
    writeFileSync(file, bytes);
    expected = await scan([file]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('finds something, so that equality means something', () => {
    const { alerts, considered } = JSON.parse(expected) as { alerts: unknown[]; considered: unknown[] };
    assert.ok(alerts.length >= 1 && considered.length >= 1, `${alerts.length} alerts, ${considered.length} considered`);
  });

  for (const n of [2, 4])
    it(`on ${n} partitions`, async () => assert.equal(await scan([file, '--partitions', String(n)]), expected));

  for (const size of [1, 7, 4096])
    it(`from standard input in chunks of ${size}`, async () =>
      assert.equal(await scan(['-'], Readable.from(chunks(bytes, size))), expected));

  it('from standard input as a whole', async () => assert.equal(await scan(['-'], Readable.from([bytes])), expected));

  it('packed with gzip, and with zstd', async () => {
    for (const [name, packed] of [
      ['w.gz', gzipSync(bytes)],
      ['w.zst', zstdCompressSync(bytes)],
    ] as const) {
      writeFileSync(join(folder, name), packed);
      assert.equal(await scan([join(folder, name)]), expected);
    }
  });

  it('with its sentences shuffled, since history is put into event-time order', async () => {
    const lines = bytes
      .toString()
      .split('\r\n')
      .filter((line) => line !== '');
    // Parts of one message stay together: what is shuffled is messages.
    const messages: string[][] = [];
    for (const line of lines) {
      if (
        /!AIVDM,2,2,/.test(line) &&
        messages.length > 0 &&
        messages.at(-1)!.length === 1 &&
        /!AIVDM,2,1,/.test(messages.at(-1)![0]!)
      )
        messages.at(-1)!.push(line);
      else messages.push([line]);
    }
    const random = seededRandom(4);
    for (let i = messages.length - 1; i > 0; i--) {
      const j = random.integer(0, i);
      [messages[i], messages[j]] = [messages[j]!, messages[i]!];
    }
    const shuffled = JSON.parse(await scan(['-'], Readable.from([Buffer.from(messages.flat().join('\r\n'))]))) as {
      alerts: { id: string; severity: string }[];
    };
    const straight = JSON.parse(expected) as typeof shuffled;
    // Ties within one second are broken by offset, which shuffling changes: the alerts stay, their last digits may not.
    assert.deepEqual(
      shuffled.alerts.map((a) => [a.id, a.severity]),
      straight.alerts.map((a) => [a.id, a.severity]),
    );
  });

  it('holds no file name and no run time', () => {
    assert.ok(!expected.includes('world.nmea') && !expected.includes(folder) && !/"seconds"/.test(expected));
  });
});
