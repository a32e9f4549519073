import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { seededRandom } from '../lib/seeded-random.ts';
import { NmeaDecoder } from './nmea-decoder.ts';
import { decodeBytes, keepingSink } from './sink.contract.ts';

const SAMPLES = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'data', 'samples');

describe('a decoder that goes on from a copy of its state', () => {
  const sample = gunzipSync(readFileSync(join(SAMPLES, 'taiwan-strait-2025-02-24.nmea.gz'))).subarray(0, 200_000);
  // Lines that are too long, broken ones, and a time for the sentence that follows.
  const noise = Buffer.from(`${'x'.repeat(3000)}\r\n$PGHP,1,2025,2,24,1,2,3,0,1,,,1*00\r\n!AIVDM,broken\r\n`, 'latin1');
  const bytes = new Uint8Array(Buffer.concat([noise, sample, noise, sample.subarray(50_000)]));

  it('gives what one gives that was never interrupted, wherever it was cut', () => {
    const whole = decodeBytes(bytes);
    assert.ok(whole.rows.length > 1000 && whole.identities.length > 10 && whole.rejected.size > 0);
    for (let seed = 1; seed <= 5; seed++) {
      const random = seededRandom(seed);
      const { sink, kept } = keepingSink();
      const options = { source: 0, onMessage: (m: (typeof kept.messages)[number]) => kept.messages.push(m) };
      let decoder = new NmeaDecoder(sink, options);
      for (let at = 0; at < bytes.length; ) {
        const size = random.integer(1, 400);
        decoder.push(bytes.subarray(at, at + size));
        at += size;
        decoder = NmeaDecoder.restore(sink, options, structuredClone(decoder.save()));
      }
      decoder.end();
      assert.deepEqual({ ...kept }, { ...whole });
    }
  });
});
