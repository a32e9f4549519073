/**
 * A run of the journal and its snapshots on a faulty disk, stopped before any operation that is wanted, and what must hold
 * after it: the journal is a beginning of what was appended, holds all that was said to be durable, and opens and goes on.
 */
import { isDeepStrictEqual } from 'node:util';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import type { JournalRecord, NumberedRecord } from '../pipeline/journal-record.ts';
import { FaultyDisk, MachineStopped } from './faulty-disk.contract.ts';
import { JournalFile } from './journal-file.ts';
import { madeRecord, madeTimeMs } from './made-records.contract.ts';
import { decodeRecords, RecordRunWriter } from './record-codec.ts';
import { SnapshotFolder } from './snapshot-folder.ts';

const JOURNAL = '/data/theatres/gulf/journal';
const SNAPSHOTS = '/data/theatres/gulf/snapshots';
/** Small, so that a short run begins many segments. */
const SEGMENT_BYTES = 1500;
const STEPS = 40;

export class CrashRun {
  readonly disk: FaultyDisk;
  readonly #seed: number;
  #journal: JournalFile | undefined;
  #snapshots: SnapshotFolder | undefined;
  /** Said to be durable. */
  acknowledged = 0;
  snapshotAcknowledged = 0;
  /** Nothing after it was let go by retention. */
  letGo = 0;

  constructor(disk: FaultyDisk, seed: number) {
    this.disk = disk;
    this.#seed = seed;
  }

  /** Appends, flushes, snapshots, a disk that is full or fails, a process that is killed: as the seed says. */
  run(): void {
    const random = seededRandom(this.#seed);
    this.open();
    for (let step = 0; step < STEPS; step++) this.#step(random);
    this.disk.full = false;
    this.disk.syncFails = false;
    this.flush();
  }

  open(): void {
    this.#journal = JournalFile.open(this.disk, JOURNAL, SEGMENT_BYTES);
    this.acknowledged = Math.max(this.acknowledged, this.#journal.durableThrough);
    this.#snapshots = new SnapshotFolder(this.disk, SNAPSHOTS);
  }

  append(count: number): void {
    const journal = this.#journal!;
    const writer = new RecordRunWriter();
    for (let i = 1; i <= count; i++) writer.add(recordOf(journal.last + i, this.#seed).record);
    journal.append(writer.take(journal.last + 1));
  }

  flush(): void {
    const journal = this.#journal!;
    try {
      while (journal.flush());
    } catch (error) {
      if (error instanceof MachineStopped || !('code' in (error as object))) throw error;
    }
    this.acknowledged = Math.max(this.acknowledged, journal.durableThrough);
  }

  #step(random: SeededRandom): void {
    const roll = random.next();
    if (roll < 0.3) this.append(random.integer(1, 4));
    else if (roll < 0.7) {
      this.append(random.integer(1, 3));
      this.flush();
    } else if (roll < 0.75) this.#snapshot();
    else if (roll < 0.8) {
      this.#snapshot();
      this.#shorten(random);
    } else if (roll < 0.87) this.disk.full = !this.disk.full;
    else if (roll < 0.94) this.disk.syncFails = !this.disk.syncFails;
    else if (!this.disk.full && !this.disk.syncFails) this.open();
  }

  #snapshot(): void {
    const seq = this.#journal!.durableThrough;
    if (seq === 0) return;
    try {
      this.#snapshots!.save({ seq, bytes: snapshotBytes(seq, this.#seed) });
    } catch (error) {
      if (error instanceof MachineStopped) throw error;
      return;
    }
    this.snapshotAcknowledged = Math.max(this.snapshotAcknowledged, seq);
  }

  /** Over age: up to a record before the last snapshot. */
  #shorten(random: SeededRandom): void {
    const through = Math.max(0, this.snapshotAcknowledged - random.integer(0, 3));
    this.letGo = Math.max(this.letGo, through);
    try {
      for (const _ of this.#journal!.shorten(madeTimeMs(through + 1), this.snapshotAcknowledged));
    } catch (error) {
      if (error instanceof MachineStopped || !('code' in (error as object))) throw error;
    }
  }

  /** By looking at each: all acts, and sources with no later word. */
  #carriedBefore(first: number): NumberedRecord[] {
    const seqs = Array.from({ length: first - 1 }, (_, i) => i + 1);
    return seqs.flatMap((seq) => {
      const { record } = recordOf(seq, this.#seed);
      const isLast = record.kind === 'source' && !seqs.some((s) => s > seq && isOf(s, record.source, this.#seed));
      return record.kind === 'act' || isLast ? [{ seq, record }] : [];
    });
  }

  /** What was lost or is not as it was, in words. Opens anew. */
  loss(): string | undefined {
    this.disk.full = false;
    this.disk.syncFails = false;
    try {
      this.open();
      const journal = this.#journal!;
      const first = journal.beginning?.first ?? 1;
      if (first - 1 > this.letGo) return `begins at ${first}, only ${this.letGo} were over age`;
      const carried = journal.beginning?.carried ?? [];
      if (!isDeepStrictEqual(carried, this.#carriedBefore(first))) return `carries other records to ${first}`;
      let last = first - 1;
      for (const run of journal.read(last))
        for (const { seq, record } of decodeRecords(run)) {
          if (seq !== last + 1) return `record ${seq} follows ${last}`;
          if (comparable(record) !== recordOf(seq, this.#seed).text) return `record ${seq} differs`;
          last = seq;
        }
      if (last !== journal.last) return `reads to ${last}, says ${journal.last}`;
      if (last < this.acknowledged) return `ends at ${last}, acknowledged ${this.acknowledged}`;
      const snapshot = this.#snapshots!.newest(last);
      if ((snapshot?.seq ?? 0) < this.snapshotAcknowledged)
        return `snapshot ${snapshot?.seq ?? 'none'}, acknowledged ${this.snapshotAcknowledged}`;
      if (snapshot && !isDeepStrictEqual(snapshot.bytes, snapshotBytes(snapshot.seq, this.#seed)))
        return 'snapshot differs';
    } catch (error) {
      return `does not open: ${String(error)}`;
    }
    return undefined;
  }
}

const isOf = (seq: number, source: number, seed: number): boolean => {
  const { record } = recordOf(seq, seed);
  return record.kind === 'source' && record.source === source;
};

const comparable = (record: JournalRecord): string =>
  JSON.stringify('bytes' in record ? { ...record, bytes: Buffer.from(record.bytes).toString('latin1') } : record);

const made = new Map<string, { readonly record: JournalRecord; readonly text: string }>();

/** Made once: thousands of runs ask for the same few. */
function recordOf(seq: number, seed: number): { readonly record: JournalRecord; readonly text: string } {
  const known = made.get(`${seed}/${seq}`);
  if (known !== undefined) return known;
  const record = madeRecord(seq, seed);
  const entry = { record, text: comparable(record) };
  made.set(`${seed}/${seq}`, entry);
  return entry;
}

function snapshotBytes(seq: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed).fork(`snapshot ${seq}`);
  return Uint8Array.from({ length: 500 }, () => random.integer(0, 255));
}

/**
 * Stops a run before each of its operations, by a crash or by a kill and then a crash, with several ways to lose; goes on
 * after it and crashes again. The first loss, in words. `cases.count` counts what was tried.
 */
export function firstLoss(
  options: { readonly seed: number; readonly without?: FaultyDisk['without']; readonly ways: number },
  cases = { count: 0 },
): string | undefined {
  const { seed, without, ways } = options;
  const whole = new CrashRun(new FaultyDisk(without), seed);
  whole.run();
  for (let stopAt = 0; stopAt <= whole.disk.operations; stopAt++)
    for (let way = 0; way < ways; way++)
      for (const killedFirst of [false, true]) {
        cases.count++;
        const lost = stopAndCheck({ seed, without, stopAt, way, killedFirst });
        if (lost !== undefined)
          return `seed ${seed}, before operation ${stopAt}, way ${way}, ${killedFirst ? 'kill and crash' : 'crash'}: ${lost}`;
      }
  return undefined;
}

function stopAndCheck(at: {
  readonly seed: number;
  readonly without: FaultyDisk['without'];
  readonly stopAt: number;
  readonly way: number;
  readonly killedFirst: boolean;
}): string | undefined {
  const disk = new FaultyDisk(at.without);
  const run = new CrashRun(disk, at.seed);
  disk.stopAt = at.stopAt;
  try {
    run.run();
  } catch (error) {
    if (!(error instanceof MachineStopped)) return String(error);
  }
  if (at.killedFirst) {
    disk.kill();
    const lost = run.loss();
    if (lost !== undefined) return `after the kill: ${lost}`;
  }
  disk.crash(at.stopAt * 1000 + at.way);
  const lost = run.loss();
  if (lost !== undefined) return lost;
  run.append(3);
  run.flush();
  disk.crash(at.stopAt * 1000 + at.way + 500);
  const later = run.loss();
  return later === undefined ? undefined : `after going on: ${later}`;
}
