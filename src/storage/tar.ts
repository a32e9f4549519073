/** Folders as one file: the ustar form of POSIX.1-2001 that every `tar` reads. Names and contents only. */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MerivahtError } from '../contract/errors.ts';

const BLOCK = 512;
const CHUNK_BYTES = 1 << 20;

/** Files under a folder, by name with /, sorted. */
function filesUnder(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true })
    .flatMap((e) => (e.isDirectory() ? filesUnder(folder, `${prefix}${e.name}/`) : [`${prefix}${e.name}`]))
    .sort();
}

export function packTar(folder: string, out: string): void {
  const target = openSync(out, 'wx', 0o600);
  try {
    for (const name of filesUnder(folder)) {
      const size = statSync(join(folder, name)).size;
      writeAll(target, header(name, size));
      copyBytes(join(folder, name), 0, size, target);
      writeAll(target, Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK));
    }
    writeAll(target, Buffer.alloc(2 * BLOCK));
    fsyncSync(target);
  } finally {
    closeSync(target);
  }
}

/** Files with plain names only; anything else in it makes it no backup. */
export function unpackTar(from: string, folder: string): void {
  const source = openSync(from, 'r');
  try {
    const length = statSync(from).size;
    const head = Buffer.alloc(BLOCK);
    for (let at = 0; at + BLOCK <= length; ) {
      readSync(source, head, 0, BLOCK, at);
      if (head.every((byte) => byte === 0)) return;
      const entry = readHeader(head);
      if (entry === undefined || at + BLOCK + entry.size > length)
        throw new MerivahtError('MV-BACKUP-INVALID', `${from} is no whole tar file of a backup`);
      const path = join(folder, entry.name);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const target = openSync(path, 'wx', 0o600);
      try {
        copyBytes(from, at + BLOCK, entry.size, target);
      } finally {
        closeSync(target);
      }
      at += BLOCK + Math.ceil(entry.size / BLOCK) * BLOCK;
    }
    throw new MerivahtError('MV-BACKUP-INVALID', `${from} ends too early`);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    closeSync(source);
  }
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const cut = name.length <= 100 ? -1 : name.indexOf('/', name.length - 101);
  if (Buffer.byteLength(name) !== name.length || (cut < 0 && name.length > 100) || cut > 155)
    throw new MerivahtError('MV-OUTPUT-FAILED', `${name} fits no tar file; write the backup to a folder`);
  block.write(name.slice(cut + 1), 0, 'latin1');
  if (cut > 0) block.write(name.slice(0, cut), 345, 'latin1');
  block.write('0000600\0', 100, 'latin1');
  block.write('0000000\0', 108, 'latin1');
  block.write('0000000\0', 116, 'latin1');
  if (size < 8 ** 11) block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  else {
    // Over 8 GiB: a number with the top bit set, as GNU and POSIX tools read it.
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(size), 128);
  }
  block.write('00000000000\0', 136, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function readHeader(block: Buffer): { readonly name: string; readonly size: number } | undefined {
  const text = (at: number, length: number) => block.toString('latin1', at, at + length).split('\0')[0]!;
  if (text(257, 5) !== 'ustar' || Number.parseInt(text(148, 8), 8) !== checksum(block)) return undefined;
  if (text(156, 1) !== '0') return undefined;
  const size = block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8);
  const prefix = text(345, 155);
  const name = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
  const safe = name.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\\'));
  return safe && Number.isSafeInteger(size) ? { name, size } : undefined;
}

/** Sum of all bytes, the checksum's own read as spaces. */
const checksum = (block: Buffer): number => block.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 32 : byte), 0);

function copyBytes(from: string, start: number, length: number, target: number): void {
  const source = openSync(from, 'r');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  try {
    for (let done = 0; done < length; ) {
      const got = readSync(source, chunk, 0, Math.min(CHUNK_BYTES, length - done), start + done);
      if (got === 0) throw new MerivahtError('MV-OUTPUT-FAILED', `${from} became shorter while it was read`);
      writeAll(target, chunk.subarray(0, got));
      done += got;
    }
  } finally {
    closeSync(source);
  }
}

function writeAll(target: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(target, bytes, done, bytes.length - done);
}
