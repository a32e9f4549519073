/** Reads the segments of a journal in order, and checks each frame, each number and each segment's hash as it goes. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MerivahtError } from '../contract/errors.ts';
import type { Disk } from './disk.ts';
import { frameAt, HEADER_BYTES, readHeader, segmentName, unpackFrame } from './journal-frame.ts';
import type { RecordRun } from './record-codec.ts';

/** Runs that hold records after `afterSeq`, up to `through`. `firsts`: first numbers of the segments there are. */
export function* readSegments(
  disk: Disk,
  folder: string,
  firsts: readonly number[],
  afterSeq: number,
  through: number,
): Generator<RecordRun> {
  const from = firsts.findLastIndex((first) => first <= afterSeq + 1);
  if (from < 0 && firsts.length > 0 && firsts[0]! > afterSeq + 1)
    throw new MerivahtError('MV-JOURNAL-BROKEN', `records ${afterSeq + 1} to ${firsts[0]! - 1} are missing`);
  let expectedHash: Uint8Array | undefined;
  for (let i = Math.max(0, from); i < firsts.length; i++) {
    const first = firsts[i]!;
    const bad = (what: string) => new MerivahtError('MV-JOURNAL-BROKEN', `${segmentName(first)}: ${what}`);
    const bytes = disk.read(join(folder, segmentName(first)));
    const header = readHeader(bytes);
    if (header === undefined || header.first !== first) throw bad('its header is not as written');
    if (expectedHash !== undefined && Buffer.compare(expectedHash, header.previousHash) !== 0)
      throw bad('the segment before it has another hash than it says');
    // A closed segment is whole; the open one may have part of a frame behind what is durable.
    const end = firsts[i + 1] === undefined ? through : firsts[i + 1]! - 1;
    let at = HEADER_BYTES;
    let last = first - 1;
    while (last < end) {
      const frame = frameAt(header, bytes, at);
      if (frame === undefined || frame.first !== last + 1) throw bad(`there is a hole after record ${last}`);
      last += frame.count;
      at = frame.end;
      if (last > afterSeq) yield unpackFrame(frame);
    }
    expectedHash = createHash('sha256').update(bytes).digest();
  }
}
