/**
 * The bytes of a journal segment: a header, then frames. Every frame is hashed with the random salt of its segment, so that
 * no received sentence, however made, can pass for a frame.
 */
import { createHash, randomBytes } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { RecordRun } from './record-codec.ts';

const SEGMENT_MAGIC = 'MVJOURN1';
const FRAME_MAGIC = 0x464a564d; // "MVJF"
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** SHA-256 cut to 128 bits: no accident passes it. */
const CHECK_BYTES = 16;
export const HEADER_BYTES = 8 + 8 + SALT_BYTES + HASH_BYTES + CHECK_BYTES;
export const FRAME_HEAD_BYTES = 4 + 4 + 4 + 4 + 8 + CHECK_BYTES;
/** More in one frame was never written. */
const MAX_RAW_BYTES = 1 << 28;

export interface SegmentHeader {
  readonly first: number;
  readonly salt: Uint8Array;
  /** SHA-256 of the whole segment before; zeros in the first. */
  readonly previousHash: Uint8Array;
}

export const NO_SEGMENT_BEFORE = new Uint8Array(HASH_BYTES);

export const segmentName = (first: number): string => `${String(first).padStart(16, '0')}.mvj`;
export function segmentFirst(name: string): number | undefined {
  return /^\d{16}\.mvj$/.test(name) ? Number(name.slice(0, 16)) : undefined;
}

const check = (salt: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256').update(salt);
  for (const part of parts) hash.update(part);
  return hash.digest().subarray(0, CHECK_BYTES);
};

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

export function makeHeader(first: number, previousHash: Uint8Array): { header: SegmentHeader; bytes: Uint8Array } {
  const salt = randomBytes(SALT_BYTES);
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write(SEGMENT_MAGIC, 'latin1');
  bytes.writeBigUInt64LE(BigInt(first), 8);
  bytes.set(salt, 16);
  bytes.set(previousHash, 16 + SALT_BYTES);
  bytes.set(check(salt, bytes.subarray(0, HEADER_BYTES - CHECK_BYTES)), HEADER_BYTES - CHECK_BYTES);
  return { header: { first, salt, previousHash }, bytes };
}

export function readHeader(bytes: Uint8Array): SegmentHeader | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const salt = buffer.subarray(16, 16 + SALT_BYTES);
  if (buffer.toString('latin1', 0, 8) !== SEGMENT_MAGIC) return undefined;
  if (!same(check(salt, buffer.subarray(0, HEADER_BYTES - CHECK_BYTES)), buffer.subarray(HEADER_BYTES - CHECK_BYTES)))
    return undefined;
  return {
    first: Number(buffer.readBigUInt64LE(8)),
    salt: salt.slice(),
    previousHash: buffer.subarray(16 + SALT_BYTES, 16 + SALT_BYTES + HASH_BYTES).slice(),
  };
}

export function makeFrame(header: SegmentHeader, run: RecordRun): Uint8Array {
  const payload = zstdCompressSync(run.bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  const frame = Buffer.alloc(FRAME_HEAD_BYTES + payload.length);
  frame.writeUInt32LE(FRAME_MAGIC, 0);
  frame.writeUInt32LE(payload.length, 4);
  frame.writeUInt32LE(run.bytes.length, 8);
  frame.writeUInt32LE(run.count, 12);
  frame.writeBigUInt64LE(BigInt(run.first), 16);
  frame.set(check(header.salt, frame.subarray(0, 24), payload), 24);
  frame.set(payload, FRAME_HEAD_BYTES);
  return frame;
}

export interface FrameHere {
  readonly first: number;
  readonly count: number;
  /** Where the next one begins. */
  readonly end: number;
  readonly rawBytes: number;
  readonly payload: Uint8Array;
}

/** The frame at a place, if a whole and true one is there. */
export function frameAt(header: SegmentHeader, segment: Uint8Array, at: number): FrameHere | undefined {
  if (at + FRAME_HEAD_BYTES > segment.length) return undefined;
  const head = Buffer.from(segment.buffer, segment.byteOffset + at, FRAME_HEAD_BYTES);
  if (head.readUInt32LE(0) !== FRAME_MAGIC) return undefined;
  const end = at + FRAME_HEAD_BYTES + head.readUInt32LE(4);
  const rawBytes = head.readUInt32LE(8);
  if (end > segment.length || rawBytes > MAX_RAW_BYTES) return undefined;
  const payload = segment.subarray(at + FRAME_HEAD_BYTES, end);
  if (!same(check(header.salt, head.subarray(0, 24), payload), head.subarray(24))) return undefined;
  return { first: Number(head.readBigUInt64LE(16)), count: head.readUInt32LE(12), end, rawBytes, payload };
}

/** Whether a true frame begins anywhere after a place. */
export function frameAfter(header: SegmentHeader, segment: Uint8Array, after: number): boolean {
  const buffer = Buffer.from(segment.buffer, segment.byteOffset, segment.byteLength);
  const magic = Buffer.alloc(4);
  magic.writeUInt32LE(FRAME_MAGIC);
  for (let at = buffer.indexOf(magic, after + 1); at >= 0; at = buffer.indexOf(magic, at + 1))
    if (frameAt(header, segment, at) !== undefined) return true;
  return false;
}

export function unpackFrame(frame: FrameHere): RecordRun {
  const raw = zstdDecompressSync(frame.payload, { maxOutputLength: Math.max(1, frame.rawBytes) });
  return { first: frame.first, count: frame.count, bytes: new Uint8Array(raw) };
}
