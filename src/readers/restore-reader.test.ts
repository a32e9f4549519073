/** A reader that was saved and restored anywhere gives what one gives that was never interrupted. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { keepingSink } from '../ais/sink.contract.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { createReader, restoreReader } from './create-reader.ts';
import type { Format } from './formats.ts';
import { fixturePath, plainBytes, readBytes } from './read-bytes.contract.ts';
import { HEAD_BYTES, recogniseFormat } from './recognise.ts';

const folder = fixturePath('.');
const MAX_BYTES = 20_000;
/** Restarts in one reading, and readings of each file. */
const RESTARTS = 12;
const READINGS = 40;

const made: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  [
    'quotes, breaks and a long line',
    Buffer.from(
      `mmsi;lat;lon;timestamp;name\n230000001;59,8;24,6;2026-01-01T00:00:00Z;"TWO\nLINES ""X"""\n230000002;59,8;24,6;2026-01-01T00:00:01Z;"not closed\n${'x'.repeat(5000)}\n230000003;59,8;24,6;2026-01-01T00:00:02Z;LAST\n`,
    ),
  ],
  ['no line feed at its end', Buffer.from('mmsi,lat,lon,timestamp\n230000001,59.8,24.6,2026-01-01T00:00:00Z')],
  [
    'objects, arrays, junk and what broke off',
    Buffer.from(
      '{"vessels":[{"mmsi":230000001,"lat":59.8,"lon":24.6,"timestamp":"2026-01-01T00:00:00Z","name":"a\\"}{"},{"mmsi":230000002,"lat":59.8\n{"mmsi":230000003,"lat":59.8,"lon":24.6,"timestamp":"2026-01-01T00:00:00Z"}],"rest":{"a":[1]}}\nno json\n{"mmsi":230000004,"lat":59.8,"lon":24.6,"timestamp":"2026-01-01T00:00:00Z"}\n',
    ),
  ],
];

const files = readdirSync(folder)
  .filter((name) => /\.(csv|json|ndjson|geojson|txt)(\.gz)?$/.test(name))
  .map((name) => [name, plainBytes(fixturePath(name)).subarray(0, MAX_BYTES)] as const)
  .filter(([, bytes]) => recogniseFormat(bytes.subarray(0, HEAD_BYTES)) !== undefined);

function restarted(bytes: Uint8Array, format: Format, at: readonly number[]) {
  const { sink, kept } = keepingSink();
  let reader = createReader(format, sink, { source: 0 });
  let from = 0;
  for (const to of [...at, bytes.length]) {
    reader.push(bytes.subarray(from, to));
    from = to;
    if (to < bytes.length) reader = restoreReader(format, sink, { source: 0 }, structuredClone(reader.save()));
  }
  reader.end();
  return kept;
}

describe('a reader that is restored', () => {
  assert.ok(files.length > 5);
  for (const [name, bytes] of [...files, ...made])
    it(`goes on in ${name} as if nothing had happened`, () => {
      const format = recogniseFormat(bytes.subarray(0, HEAD_BYTES))!;
      const whole = readBytes(bytes, { format });
      assert.ok(whole.counted > 0);
      const random = seededRandom(20261125).fork(name);
      for (let i = 0; i < READINGS; i++) {
        const at = Array.from({ length: RESTARTS }, () => random.integer(0, bytes.length - 1)).sort((a, b) => a - b);
        assert.deepEqual(restarted(bytes, format, at), whole, `restarted at ${at.join()}`);
      }
    });
});
