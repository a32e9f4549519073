/**
 * Where a journal begins after its oldest segments went by retention: the number of its first record, the hash that the
 * segment before it had, and of what is gone the records that a judgement from here still needs (how each source stood, and
 * what officers did). So a gap at the beginning is known to be no loss. Written durably before a segment is removed.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { MerivahtError } from '../contract/errors.ts';
import type { JournalRecord, NumberedRecord } from '../pipeline/journal-record.ts';
import { type CsvHeader, CsvHeaders } from './csv-headers.ts';
import type { Disk } from './disk.ts';
import { frameAt, HEADER_BYTES, readHeader, segmentName, unpackFrame } from './journal-frame.ts';
import { decodeRecords } from './record-codec.ts';

export interface JournalBeginning {
  /** Number of the first record that is kept. */
  readonly first: number;
  /** SHA-256 of the segment before it, hexadecimal: what the first kept one says of it. */
  readonly previousHash: string;
  /** Nothing of what is gone was later. */
  readonly untilMs: number;
  /** The last word on each source, and all acts, with their numbers. */
  readonly carried: readonly NumberedRecord[];
  /** Of each source that gives CSV: its header line, which nothing after it repeats. */
  readonly headers: readonly CsvHeader[];
}

export const BEGINNING_NAME = 'beginning.mvb';
const MAGIC = 'MVBEGIN1';
const HEAD_BYTES = 8 + 8 + 32;

/** Absent where all records from 1 on are kept. MV-JOURNAL-BROKEN where it is not as written. */
export function readBeginning(disk: Disk, folder: string): JournalBeginning | undefined {
  const path = join(folder, BEGINNING_NAME);
  if (!disk.exists(path)) return undefined;
  const read = disk.read(path);
  const file = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
  const isWhole =
    file.length >= HEAD_BYTES &&
    file.toString('latin1', 0, 8) === MAGIC &&
    hashOf(file).equals(file.subarray(16, HEAD_BYTES));
  if (!isWhole) throw new MerivahtError('MV-JOURNAL-BROKEN', `${BEGINNING_NAME} is not as written`);
  const rawBytes = Number(file.readBigUInt64LE(8));
  const text = zstdDecompressSync(file.subarray(HEAD_BYTES), { maxOutputLength: Math.max(1, rawBytes) });
  return JSON.parse(text.toString('utf8')) as JournalBeginning;
}

/** On disk when it returns, whole or not at all. */
export function writeBeginning(disk: Disk, folder: string, beginning: JournalBeginning): void {
  const text = Buffer.from(JSON.stringify(beginning));
  const payload = zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  const bytes = Buffer.alloc(HEAD_BYTES + payload.length);
  bytes.write(MAGIC, 'latin1');
  bytes.writeBigUInt64LE(BigInt(text.length), 8);
  bytes.set(payload, HEAD_BYTES);
  bytes.set(hashOf(bytes), 16);
  const path = join(folder, BEGINNING_NAME);
  const file = disk.open(`${path}.tmp`);
  try {
    file.truncate(0);
    file.write(bytes, 0);
    file.sync('beginning');
  } finally {
    file.close();
  }
  disk.rename(`${path}.tmp`, path);
  disk.syncFolder(folder, 'beginning-folder');
}

/** What stands in for the records that are gone: none of them is judged at a time that would make the watch wait for it. */
export function carriedRecords({ carried, headers, untilMs }: JournalBeginning): NumberedRecord[] {
  const records = carried.map(({ seq, record }) => ({ seq, record: { ...record, atMs: untilMs } as JournalRecord }));
  for (const { source, seq, base64 } of headers) {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    records.push({ seq, record: { kind: 'chunk', source, receivedAtMs: untilMs, bytes } });
  }
  return records.sort((a, b) => a.seq - b.seq);
}

/**
 * The beginning behind a segment, if all of it is older than `beforeMs`; undefined where it is not. Pauses after each frame, for
 * who writes the journal must not wait for long.
 */
export function* beginningAfter(
  disk: Disk,
  folder: string,
  segment: { readonly first: number; readonly last: number },
  before: JournalBeginning | undefined,
  beforeMs: number,
): Generator<void, JournalBeginning | undefined> {
  const bad = (what: string) => new MerivahtError('MV-JOURNAL-BROKEN', `${segmentName(segment.first)}: ${what}`);
  const bytes = disk.read(join(folder, segmentName(segment.first)));
  const header = readHeader(bytes);
  if (header === undefined) throw bad('its header is not as written');
  const sources = new Map<number, NumberedRecord>();
  const acts: NumberedRecord[] = [];
  const headers = new CsvHeaders();
  const carry = (numbered: NumberedRecord): void => {
    const { record } = numbered;
    headers.take(numbered);
    if (record.kind === 'source') sources.set(record.source, numbered);
    else if (record.kind === 'act') acts.push(numbered);
  };
  before?.carried.forEach(carry);
  headers.restore(before?.headers ?? []);
  let untilMs = before?.untilMs ?? 0;
  let last = segment.first - 1;
  for (let at = HEADER_BYTES; last < segment.last; ) {
    const frame = frameAt(header, bytes, at);
    if (frame === undefined || frame.first !== last + 1) throw bad(`there is a hole after record ${last}`);
    for (const numbered of decodeRecords(unpackFrame(frame))) {
      const timeMs = timeOf(numbered.record);
      if (timeMs >= beforeMs) return undefined;
      untilMs = Math.max(untilMs, timeMs);
      carry(numbered);
    }
    last += frame.count;
    at = frame.end;
    yield;
  }
  const carried = [...sources.values(), ...acts].sort((a, b) => a.seq - b.seq);
  const previousHash = createHash('sha256').update(bytes).digest('hex');
  return { first: last + 1, previousHash, untilMs, carried, headers: headers.all() };
}

const timeOf = (record: JournalRecord): number => (record.kind === 'chunk' ? record.receivedAtMs : record.atMs);

/** Of the length and the payload. */
const hashOf = (file: Buffer): Buffer =>
  createHash('sha256').update(file.subarray(0, 16)).update(file.subarray(HEAD_BYTES)).digest();
