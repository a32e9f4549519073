/**
 * How fast sentences become columns: `node bench/decode.ts [FILE] [--tagged] [--sentences N]`. Repeats the file's lines in
 * memory to 2 million sentences, warms up, and prints the fastest and the median of five runs, with what they gave.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { checksum } from '../src/ais/encode-sentence.ts';
import { NmeaDecoder } from '../src/ais/nmea-decoder.ts';
import { PositionBatch } from '../src/ais/position-batch.ts';
import type { ReportSink } from '../src/ais/report-sink.ts';

const RUNS = 5;
/** As files are read. */
const CHUNK = 65_536;

/** A sink that keeps sums only, so that nothing is optimised away and nothing grows. */
class SummingSink implements ReportSink {
  readonly positions = new PositionBatch(4096);
  positionCount = 0;
  identities = 0;
  setAside = 0;
  messages = 0;
  mmsiSum = 0;

  appended(): void {
    this.positionCount++;
    if (!this.positions.isFull) return;
    for (let i = 0; i < this.positions.length; i++) this.mmsiSum += this.positions.mmsi[i]!;
    this.positions.clear();
  }

  identity(): void {
    this.identities++;
  }

  rejected(): void {
    this.setAside++;
  }

  counted(): void {
    this.messages++;
  }

  simulated(): void {}
}

function repeated(path: string, sentences: number, tagged: boolean): { bytes: Buffer; sentences: number } {
  const raw = readFileSync(path);
  const lines = (path.endsWith('.gz') ? gunzipSync(raw) : raw)
    .toString('latin1')
    .split(/\r?\n/)
    .filter((line) => /VD[MO],/.test(line));
  const withTag = (line: string, i: number): string => {
    const tag = `s:${1000 + (i % 50)},c:${1_735_120_000 + Math.floor(i / 30)}`;
    return `\\${tag}*${checksum(tag)}\\${line}`;
  };
  const block = Buffer.from(`${(tagged ? lines.map(withTag) : lines).join('\r\n')}\r\n`, 'latin1');
  const times = Math.ceil(sentences / lines.length);
  return { bytes: Buffer.concat(Array.from({ length: times }, () => block)), sentences: times * lines.length };
}

function decode(bytes: Buffer): { seconds: number; sink: SummingSink } {
  const sink = new SummingSink();
  const decoder = new NmeaDecoder(sink, { source: 0 });
  const started = process.hrtime.bigint();
  for (let at = 0; at < bytes.length; at += CHUNK) decoder.push(bytes.subarray(at, at + CHUNK));
  decoder.end();
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, sink };
}

const { values, positionals } = parseArgs({
  options: {
    tagged: { type: 'boolean', default: false },
    sentences: { type: 'string', default: '2000000' },
  },
  allowPositionals: true,
});
/** Without a file of yours: a shipped sample, whose sentences carry tag blocks already. */
const SAMPLE = fileURLToPath(new URL('../data/samples/gulf-of-finland-2024-12-25.nmea.gz', import.meta.url));
const path = positionals[0] ?? SAMPLE;

const input = repeated(path, Number(values.sentences), values.tagged);
decode(input.bytes);
const runs = Array.from({ length: RUNS }, () => decode(input.bytes));
const seconds = runs.map((r) => r.seconds).sort((a, b) => a - b);
const rate = (s: number): string => `${(input.sentences / s / 1e6).toFixed(2)} M sentences/s`;
const { sink } = runs[0]!;
console.log(
  `${input.sentences} sentences, ${(input.bytes.length / 1e6).toFixed(1)} MB${values.tagged ? ', each with a tag block' : ''}; Node ${process.version}`,
);
console.log(`fastest ${rate(seconds[0]!)}, median ${rate(seconds[RUNS >> 1]!)}, slowest ${rate(seconds[RUNS - 1]!)}`);
console.log(
  `${sink.messages} messages, ${sink.positionCount} positions, ${sink.identities} identities, ${sink.setAside} set aside`,
);
