import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, it } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { MerivahtError } from '../contract/errors.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { listInputs, openInput } from './open-input.ts';

const folder = mkdtempSync(join(tmpdir(), 'merivaht-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const random = seededRandom(1);
const plain = Buffer.from(Array.from({ length: 60_000 }, (_, i) => `${i} ${random.integer(0, 1e6)}\n`).join(''));

/** All that an input gives, with its trouble. */
async function readStdin(bytes: Uint8Array, chunk: number): Promise<{ bytes: Buffer; trouble: string | undefined }> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunk) pieces.push(bytes.subarray(at, at + chunk));
  const [input] = listInputs(['-']).inputs;
  const opened = openInput(input!, Readable.from(pieces, { objectMode: true }));
  const got: Uint8Array[] = [];
  for await (const piece of opened.chunks) got.push(piece);
  return { bytes: Buffer.concat(got), trouble: opened.trouble() };
}

describe('inputs', () => {
  it('are unpacked by content, with all their members and frames, in chunks of any size', async () => {
    const [gzip, zstd] = [gzipSync(plain), zstdCompressSync(plain)];
    const cases: readonly (readonly [string, Buffer, Buffer])[] = [
      ['plain', plain, plain],
      ['gzip', gzip, plain],
      ['three gzip members', Buffer.concat([gzip, gzip, gzip]), Buffer.concat([plain, plain, plain])],
      ['zstd', zstd, plain],
      ['three zstd frames', Buffer.concat([zstd, zstd, zstd]), Buffer.concat([plain, plain, plain])],
      ['nothing', Buffer.alloc(0), Buffer.alloc(0)],
      ['three bytes', Buffer.from('abc'), Buffer.from('abc')],
    ];
    for (const [name, packed, expected] of cases)
      for (const chunk of [997, 65_536, 10_000_000]) {
        const got = await readStdin(packed, chunk);
        assert.ok(got.bytes.equals(expected), `${name} by ${chunk}: ${got.bytes.length} of ${expected.length}`);
        assert.equal(got.trouble, undefined);
      }
  });

  it('that are cut or damaged give what could be read, and say so', async () => {
    for (const packed of [gzipSync(plain), zstdCompressSync(plain)]) {
      const cut = await readStdin(packed.subarray(0, Math.floor(packed.length * 0.7)), 4096);
      assert.equal(cut.trouble, 'input-truncated');
      assert.ok(cut.bytes.length > 0 && plain.subarray(0, cut.bytes.length).equals(cut.bytes));
      const junk = await readStdin(Buffer.concat([packed, Buffer.from('no such frame')]), 4096);
      assert.equal(junk.trouble, 'input-corrupt');
      const damaged = Buffer.from(packed);
      for (let i = 0; i < 20; i++) damaged[Math.floor(packed.length / 2) + i]! ^= 0x5a;
      assert.ok((await readStdin(damaged, 4096)).trouble !== undefined);
    }
  });

  it('in directories are found in the order of their names, and what is left out is counted', () => {
    const top = join(folder, 'tree');
    mkdirSync(join(top, 'b', 'c'), { recursive: true });
    for (const name of ['z.csv', 'a.nmea', '.hidden', 'b/x', 'b/c/y']) writeFileSync(join(top, name), 'x');
    symlinkSync(join(top, 'a.nmea'), join(top, 'link'));
    symlinkSync(join(top, 'nowhere'), join(top, 'dangling'));
    symlinkSync(top, join(top, 'b', 'loop'));
    const { inputs, skipped } = listInputs([top]);
    assert.deepEqual(
      inputs.map((input) => input.name),
      ['a.nmea', 'y', 'x', 'link', 'z.csv'],
    );
    assert.deepEqual(skipped, { hidden: 1, unreadable: 1, beyond: 1 }, 'a hidden file, a dangling link, a loop');
  });

  it('that do not exist are an error', () => {
    assert.throws(
      () => listInputs([join(folder, 'absent')]),
      (error: unknown) =>
        error instanceof MerivahtError && error.code === 'MV-INPUT-MISSING' && /absent/.test(error.message),
    );
  });
});
