/**
 * A journal written anew without the records of one vessel: numbers stay, chunks become shorter. First all of it is looked
 * through, then it is written beside the old one, then the two change places, so that a crash leaves one of them whole.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JournalRecord, NumberedRecord } from '../pipeline/journal-record.ts';
import { type Disk, makeFolderDurably, realDisk } from './disk.ts';
import { carriedRecords, writeBeginning } from './journal-beginning.ts';
import { JournalFile, SEGMENT_BYTES } from './journal-file.ts';
import { makeHeader, segmentName } from './journal-frame.ts';
import { decodeRecords, RecordRunWriter } from './record-codec.ts';
import { type VesselFinder, vesselFinder } from './vessel-finder.ts';

/** Of a source, what can still turn out to be part of a record: the largest is a JSON object of 4 MB. */
const LOOK_BACK_BYTES = 8 << 20;
const FEW_CHUNKS = 1024;
const FRAME_RAW_BYTES = 1 << 20;

/** Places in chunks that go: record number to from, to, from, to. */
type Places = Map<number, number[]>;

interface Stream {
  readonly finder: VesselFinder;
  chunks: { readonly seq: number; readonly start: number; readonly end: number }[];
  end: number;
  /** Chunks at which those that are too far back are forgotten. */
  many: number;
}

const newPath = (journal: string): string => `${journal}.new`;
const oldPath = (journal: string): string => `${journal}.old`;

/** After a crash: what was written is taken if all of it was there, else thrown away. */
export function settleSwap(journal: string): void {
  if (!existsSync(journal) && existsSync(oldPath(journal))) {
    renameSync(newPath(journal), journal);
    realDisk.syncFolder(dirname(journal), 'journal-folder');
  }
  if (!existsSync(journal)) return;
  for (const path of [newPath(journal), oldPath(journal)]) rmSync(path, { recursive: true, force: true });
}

/** How many sentences, rows and objects went. Needs as much room again as the journal takes. */
export function eraseFromJournal(folder: string, mmsi: number, segmentBytes = SEGMENT_BYTES): number {
  settleSwap(folder);
  const journal = JournalFile.open(realDisk, folder, segmentBytes);
  let found: ReturnType<typeof placesOf>;
  try {
    found = placesOf(journal, mmsi);
    if (found.count > 0) rewrite(journal, newPath(folder), found.places, segmentBytes);
  } finally {
    journal.close();
  }
  if (found.count > 0) {
    renameSync(folder, oldPath(folder));
    realDisk.syncFolder(dirname(folder), 'journal-folder');
    settleSwap(folder);
  }
  return found.count;
}

function* records(journal: JournalFile) {
  for (const run of journal.read((journal.beginning?.first ?? 1) - 1)) yield { run, records: decodeRecords(run) };
}

function placesOf(journal: JournalFile, mmsi: number): { places: Places; count: number } {
  const places: Places = new Map();
  const streams = new Map<number, Stream>();
  let count = 0;
  const begin = (source: number, format: string): void => {
    const before = streams.get(source)?.finder;
    before?.end();
    const stream: Stream = { finder: vesselFinder(format, mmsi, found, before), chunks: [], end: 0, many: FEW_CHUNKS };
    streams.set(source, stream);
    function found(from: number, to: number): void {
      count++;
      for (let i = stream.chunks.length - 1; i >= 0; i--) {
        const { seq, start, end } = stream.chunks[i]!;
        if (end <= from) break;
        if (start >= to) continue;
        const list = places.get(seq) ?? [];
        places.set(seq, list);
        list.push(Math.max(from, start) - start, Math.min(to, end) - start);
      }
    }
  };
  const take = ({ seq, record }: NumberedRecord): void => {
    if (record.kind === 'source' && (record.state === 'up' || record.state === 'restored'))
      begin(record.source, record.format);
    const stream = record.kind === 'chunk' ? streams.get(record.source) : undefined;
    if (stream === undefined || record.kind !== 'chunk') return;
    const start = stream.end;
    stream.end += record.bytes.length;
    stream.chunks.push({ seq, start, end: stream.end });
    if (stream.chunks.length > stream.many) forgetOld(stream);
    stream.finder.push(record.bytes);
  };
  if (journal.beginning !== undefined) carriedRecords(journal.beginning).forEach(take);
  for (const { records: found } of records(journal)) found.forEach(take);
  for (const { finder } of streams.values()) finder.end();
  return { places, count };
}

function forgetOld(stream: Stream): void {
  stream.chunks = stream.chunks.filter(({ end }) => end >= stream.end - LOOK_BACK_BYTES);
  stream.many = Math.max(FEW_CHUNKS, 2 * stream.chunks.length);
}

function rewrite(from: JournalFile, folder: string, places: Places, segmentBytes: number): void {
  rmSync(folder, { recursive: true, force: true });
  const to = emptyAfter(realDisk, folder, from, segmentBytes);
  try {
    for (const { run, records: found } of records(from)) {
      const writer = new RecordRunWriter();
      for (const { seq, record } of found) writer.add(without(record, places.get(seq)));
      to.append(writer.take(run.first));
      if (to.waitingBytes >= FRAME_RAW_BYTES) while (to.flush());
    }
    while (to.flush());
  } finally {
    to.close();
  }
}

/** A journal that begins where another one does. */
function emptyAfter(disk: Disk, folder: string, { beginning }: JournalFile, segmentBytes: number): JournalFile {
  if (beginning !== undefined) {
    makeFolderDurably(disk, folder);
    const { bytes } = makeHeader(beginning.first, Buffer.from(beginning.previousHash, 'hex'));
    const file = disk.open(`${folder}/${segmentName(beginning.first)}`);
    file.write(bytes, 0);
    file.sync('segment-header');
    file.close();
    writeBeginning(disk, folder, beginning);
  }
  return JournalFile.open(disk, folder, segmentBytes);
}

function without(record: JournalRecord, places: readonly number[] | undefined): JournalRecord {
  if (record.kind !== 'chunk' || places === undefined) return record;
  const isGone = new Uint8Array(record.bytes.length);
  for (let i = 0; i < places.length; i += 2) isGone.fill(1, places[i]!, places[i + 1]!);
  return { ...record, bytes: record.bytes.filter((_, i) => isGone[i] === 0) };
}
