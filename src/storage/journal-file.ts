/**
 * One theatre's journal on a disk: segments of frames, one frame a sync. `append` only gathers; `flush` writes one frame and
 * syncs it, and what it wrote is durable when it returns. After a crash the last frame may be torn and is cut off; anything
 * else that is not as written is a broken journal. Single-threaded and without a clock: who owns it says when to flush.
 */
import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import { MerivahtError } from '../contract/errors.ts';
import { assert } from '../lib/assert.ts';
import { type Disk, type DiskFile, makeFolderDurably } from './disk.ts';
import {
  BEGINNING_NAME,
  beginningAfter,
  type JournalBeginning,
  readBeginning,
  writeBeginning,
} from './journal-beginning.ts';
import {
  frameAfter,
  frameAt,
  HEADER_BYTES,
  makeFrame,
  makeHeader,
  NO_SEGMENT_BEFORE,
  readHeader,
  type SegmentHeader,
  segmentFirst,
  segmentName,
} from './journal-frame.ts';
import { readSegments } from './journal-read.ts';
import type { RecordRun } from './record-codec.ts';

export const SEGMENT_BYTES = 32 << 20;
/** A frame takes waiting runs up to this size. */
const FRAME_RAW_BYTES = 1 << 20;

interface OpenSegment {
  readonly file: DiskFile;
  readonly header: SegmentHeader;
  /** All up to here is synced. */
  length: number;
  /** Of the bytes up to `length`. */
  readonly hash: Hash;
}

export class JournalFile {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #segmentBytes: number;
  readonly #firsts: number[];
  #segment: OpenSegment;
  #last: number;
  #durableThrough: number;
  readonly #waiting: RecordRun[] = [];
  #waitingBytes = 0;
  /** Part of a frame may stand behind `length`. */
  #dirty = false;
  #beginning: JournalBeginning | undefined;
  readonly counters = { frames: 0, bytes: 0, segments: 0, removedSegments: 0 };

  private constructor(disk: Disk, folder: string, segmentBytes: number) {
    this.#disk = disk;
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
    makeFolderDurably(disk, folder);
    this.#firsts = disk.list(folder).flatMap((name) => segmentFirst(name) ?? []);
    if (disk.exists(join(folder, `${BEGINNING_NAME}.tmp`))) disk.remove(join(folder, `${BEGINNING_NAME}.tmp`));
    this.#beginning = readBeginning(disk, folder);
    this.#dropRemoved();
    this.#dropUnborn();
    this.#checkBeginning();
    const last = this.#firsts.at(-1);
    const found = last === undefined ? undefined : this.#recover(last);
    this.#segment = found?.segment ?? this.#begin(1, NO_SEGMENT_BEFORE);
    if (found === undefined) this.#firsts.push(1);
    this.#last = found?.last ?? 0;
    this.#durableThrough = this.#last;
  }

  static open(disk: Disk, folder: string, segmentBytes = SEGMENT_BYTES): JournalFile {
    return new JournalFile(disk, folder, segmentBytes);
  }

  get last(): number {
    return this.#last;
  }

  /** Absent where all records from 1 on are there. */
  get beginning(): JournalBeginning | undefined {
    return this.#beginning;
  }

  get durableThrough(): number {
    return this.#durableThrough;
  }

  /** Not yet in a frame on disk, before compression. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  append(run: RecordRun): void {
    assert(run.first === this.#last + 1, `journal: ${run.first} after ${this.#last}`);
    if (run.count === 0) return;
    this.#waiting.push(run);
    this.#waitingBytes += run.bytes.length;
    this.#last += run.count;
  }

  /**
   * Writes one frame of what waits and syncs it; whether more waits. Throws what the disk throws: nothing is lost then, and
   * the next flush cuts off what was half written. It writes all again, for a sync that failed has dropped the bytes and
   * would not fail twice.
   */
  flush(): boolean {
    const runs = this.#nextRuns();
    if (runs.length === 0) return false;
    if (this.#segment.length >= this.#segmentBytes) this.#roll();
    const segment = this.#segment;
    const frame = makeFrame(segment.header, joined(runs));
    if (this.#dirty) segment.file.truncate(segment.length);
    this.#dirty = true;
    segment.file.write(frame, segment.length);
    segment.file.sync('frame');
    this.#dirty = false;
    segment.length += frame.length;
    segment.hash.update(frame);
    for (const run of runs) {
      this.#durableThrough += run.count;
      this.#waitingBytes -= run.bytes.length;
    }
    this.#waiting.splice(0, runs.length);
    this.counters.frames++;
    this.counters.bytes += frame.length;
    return this.#waiting.length > 0;
  }

  /** Durable runs that hold records after a number, in order, each checked; the hash of each closed segment as well. */
  read(afterSeq: number): Generator<RecordRun> {
    return readSegments(this.#disk, this.#folder, this.#firsts, afterSeq, this.#durableThrough);
  }

  /**
   * Removes segments, the oldest first, of which every record is older than `beforeMs` and none is after `throughSeq`. Pauses
   * after each frame that it reads and each segment that it removes. A crash on the way leaves a journal that opens.
   */
  *shorten(beforeMs: number, throughSeq: number): Generator<void> {
    while (this.#firsts.length > 1 && this.#firsts[1]! - 1 <= throughSeq) {
      const [first, next] = this.#firsts as [number, number];
      const segment = { first, last: next - 1 };
      const after = yield* beginningAfter(this.#disk, this.#folder, segment, this.#beginning, beforeMs);
      if (after === undefined) return;
      writeBeginning(this.#disk, this.#folder, after);
      this.#beginning = after;
      this.#firsts.shift();
      this.counters.removedSegments++;
      // From here on it is no part of the journal; where removing fails, the next start does it.
      this.#disk.remove(this.#path(first));
      yield;
    }
  }

  close(): void {
    this.#segment.file.close();
  }

  #nextRuns(): RecordRun[] {
    let bytes = 0;
    const end = this.#waiting.findIndex((run, i) => {
      bytes += run.bytes.length;
      return i > 0 && bytes > FRAME_RAW_BYTES;
    });
    return this.#waiting.slice(0, end < 0 ? undefined : end);
  }

  #path(first: number): string {
    return join(this.#folder, segmentName(first));
  }

  #roll(): void {
    const before = this.#segment;
    const first = this.#durableThrough + 1;
    const after = this.#begin(first, before.hash.copy().digest());
    before.file.close();
    this.#segment = after;
    this.#firsts.push(first);
    this.counters.segments++;
  }

  /** The header is synced before a frame follows: a bad header with frames behind it is no crash. */
  #begin(first: number, previousHash: Uint8Array): OpenSegment {
    const { header, bytes } = makeHeader(first, previousHash);
    const file = this.#disk.open(this.#path(first));
    try {
      // What a crash left of an earlier beginning.
      file.truncate(0);
      file.write(bytes, 0);
      file.sync('segment-header');
      this.#disk.syncFolder(this.#folder, 'journal-folder');
    } catch (cause) {
      file.close();
      throw cause;
    }
    this.#dirty = false;
    return { file, header, length: HEADER_BYTES, hash: createHash('sha256').update(bytes) };
  }

  /** What retention let go and a crash left, or brought back. */
  #dropRemoved(): void {
    const { first } = this.#beginning ?? { first: 1 };
    while (this.#firsts.length > 0 && this.#firsts[0]! < first) this.#disk.remove(this.#path(this.#firsts.shift()!));
  }

  #checkBeginning(): void {
    const { first, previousHash } = this.#beginning ?? { first: 1, previousHash: '' };
    const found = this.#firsts[0];
    if (found === undefined && first === 1) return;
    if (found !== first)
      throw new MerivahtError(
        'MV-JOURNAL-BROKEN',
        `records ${first} to ${(found ?? 0) - 1} are missing at its beginning`,
      );
    const header = this.#beginning && readHeader(this.#disk.read(this.#path(first)));
    if (header !== undefined && Buffer.from(header.previousHash).toString('hex') !== previousHash)
      throw broken(first, `it does not follow from what ${BEGINNING_NAME} says went before it`);
  }

  /** A crash while a segment began leaves one without a whole header: nothing was ever in it. */
  #dropUnborn(): void {
    const last = this.#firsts.at(-1);
    if (last === undefined) return;
    const bytes = this.#disk.read(this.#path(last));
    if (readHeader(bytes) !== undefined) return;
    if (bytes.length > HEADER_BYTES) throw broken(last, 'its header is not as written');
    this.#disk.remove(this.#path(last));
    this.#firsts.pop();
  }

  #recover(first: number): { segment: OpenSegment; last: number } {
    const bytes = this.#disk.read(this.#path(first));
    const header = readHeader(bytes);
    if (header === undefined || header.first !== first) throw broken(first, 'its header is not as written');
    this.#checkChain(header);
    let at = HEADER_BYTES;
    let last = first - 1;
    let lastWrittenAt = 0;
    for (let frame = frameAt(header, bytes, at); frame !== undefined; frame = frameAt(header, bytes, at)) {
      if (frame.first !== last + 1) throw broken(first, `${frame.first} follows ${last}`);
      last += frame.count;
      lastWrittenAt = at;
      at = frame.end;
    }
    if (frameAfter(header, bytes, at)) throw broken(first, `there is a hole after record ${last}`);
    const file = this.#disk.open(this.#path(first));
    if (bytes.length > at) file.truncate(at);
    // What a killed process wrote last may be in the machine's memory only. Written again, for where its sync had failed the
    // machine believes that memory to be on disk (https://lwn.net/Articles/752063/).
    file.write(bytes.subarray(lastWrittenAt, at), lastWrittenAt);
    file.sync('recovered');
    this.#disk.syncFolder(this.#folder, 'journal-folder');
    const hash = createHash('sha256').update(bytes.subarray(0, at));
    return { segment: { file, header, length: at, hash }, last };
  }

  #checkChain(header: SegmentHeader): void {
    const before = this.#firsts.at(-2);
    const hash =
      before === undefined
        ? this.#beginning === undefined
          ? NO_SEGMENT_BEFORE
          : Buffer.from(this.#beginning.previousHash, 'hex')
        : createHash('sha256')
            .update(this.#disk.read(this.#path(before)))
            .digest();
    if (Buffer.compare(hash, header.previousHash) !== 0)
      throw broken(before ?? header.first, 'it has another hash than the segment after it says');
  }
}

function joined(runs: readonly RecordRun[]): RecordRun {
  if (runs.length === 1) return runs[0]!;
  const bytes = new Uint8Array(runs.reduce((sum, run) => sum + run.bytes.length, 0));
  let at = 0;
  let count = 0;
  for (const run of runs) {
    bytes.set(run.bytes, at);
    at += run.bytes.length;
    count += run.count;
  }
  return { first: runs[0]!.first, count, bytes };
}

const broken = (first: number, what: string): MerivahtError =>
  new MerivahtError('MV-JOURNAL-BROKEN', `${segmentName(first)}: ${what}`);
