/** A shipped sample as the numbered records of a replay: a chunk and a clock each half minute, as a replay driver makes them. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { JournalRecord, NumberedRecord } from '../src/pipeline/journal-record.ts';

const SAMPLES = join(dirname(fileURLToPath(import.meta.url)), '..', 'data', 'samples');
const STEP_MS = 30_000;

export function samplePath(name: string): string {
  return join(SAMPLES, `${name}.nmea.gz`);
}

export function sampleRecords(name: string): NumberedRecord[] {
  const lines = gunzipSync(readFileSync(samplePath(name)))
    .toString('latin1')
    .split('\n');
  const records: JournalRecord[] = [
    {
      kind: 'source',
      atMs: 0,
      source: 0,
      feedId: name,
      feedKind: 'replay',
      address: `replay:${name}`,
      format: 'nmea',
      timesFrom: 'sentence',
      state: 'up',
      because: 'the recording is open',
    },
  ];
  let atMs = Number.NaN;
  let chunk = '';
  const give = (): void => {
    const bytes = new Uint8Array(Buffer.from(chunk, 'latin1'));
    if (bytes.length > 0) records.push({ kind: 'chunk', source: 0, receivedAtMs: atMs, bytes });
    records.push({ kind: 'clock', atMs });
    chunk = '';
  };
  for (const line of lines) {
    const time = /\bc:(\d+)/.exec(line);
    // A broken line carries no time: it comes with its neighbours.
    const timeMs = time === null ? atMs : Number(time[1]) * 1000;
    if (Number.isNaN(atMs)) atMs = Math.ceil(timeMs / STEP_MS) * STEP_MS;
    while (timeMs > atMs) {
      give();
      atMs += STEP_MS;
    }
    if (line !== '') chunk += `${line}\n`;
  }
  give();
  // Two minutes of silence: the watermark passes the last row.
  for (let i = 0; i < 8; i++) {
    atMs += STEP_MS;
    records.push({ kind: 'clock', atMs });
  }
  return records.map((record, i) => ({ seq: i + 1, record }));
}
