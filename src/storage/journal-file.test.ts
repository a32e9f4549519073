import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type Disk, realDisk } from './disk.ts';
import { FaultyDisk } from './faulty-disk.contract.ts';
import { JournalFile } from './journal-file.ts';
import { HEADER_BYTES } from './journal-frame.ts';
import { madeRecord } from './made-records.contract.ts';
import { decodeRecords, RecordRunWriter } from './record-codec.ts';

const SEED = 7;

function add(journal: JournalFile, count: number): void {
  const writer = new RecordRunWriter();
  for (let i = 1; i <= count; i++) writer.add(madeRecord(journal.last + i, SEED));
  journal.append(writer.take(journal.last + 1));
}

function written(disk: Disk, folder: string, frames: number, segmentBytes: number): JournalFile {
  const journal = JournalFile.open(disk, folder, segmentBytes);
  for (let i = 0; i < frames; i++) {
    add(journal, 3);
    journal.flush();
  }
  return journal;
}

const records = (journal: JournalFile, afterSeq = 0) =>
  [...journal.read(afterSeq)].flatMap((run) => decodeRecords(run, afterSeq));

const broken = { code: 'MV-JOURNAL-BROKEN' };

describe('the journal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'merivaht-journal-'));
  after(() => rmSync(folder, { recursive: true }));

  it('gives back from a real disk what was appended, over many segments and openings, from any number', () => {
    const path = join(folder, 'a', 'journal');
    written(realDisk, path, 20, 2000).close();
    const journal = written(realDisk, path, 20, 2000);
    assert.ok(readdirSync(path).length > 5);
    for (const afterSeq of [0, 1, 37, 59, 60, 61, 119, 120, 500]) {
      const found = records(journal, afterSeq);
      const expected = Array.from({ length: Math.max(0, 120 - afterSeq) }, (_, i) => afterSeq + 1 + i);
      assert.deepEqual(
        found.map((r) => r.seq),
        expected,
      );
      for (const { seq, record } of found) {
        const made = madeRecord(seq, SEED);
        assert.deepEqual(plain(record), plain(made));
      }
    }
    journal.close();
  });

  it('cuts off the last frame wherever it is torn, and goes on', () => {
    const disk = new FaultyDisk();
    written(disk, '/journal', 4, 1 << 20);
    const path = '/journal/0000000000000001.mvj';
    const whole = disk.read(path);
    const beforeLast = lengthAfter(3);
    for (let length = beforeLast; length < whole.length; length++) {
      const file = disk.open(path);
      file.truncate(0);
      file.write(whole.subarray(0, length), 0);
      const journal = JournalFile.open(disk, '/journal');
      assert.equal(journal.durableThrough, 9);
      assert.equal(disk.read(path).length, beforeLast);
      add(journal, 3);
      journal.flush();
      assert.equal(records(journal).length, 12);
    }
  });

  it('says that a byte changed before the last frame is a hole, in the open segment and in a closed one', () => {
    for (const segmentBytes of [1 << 20, 2000]) {
      const size = written(new FaultyDisk(), '/journal', 12, segmentBytes).counters.bytes;
      assert.ok(size > 5000);
      for (let at = HEADER_BYTES; at < lengthAfter(3); at += 37) {
        const disk = new FaultyDisk();
        written(disk, '/journal', 12, segmentBytes);
        disk.damage('/journal/0000000000000001.mvj', at);
        assert.throws(() => records(JournalFile.open(disk, '/journal', segmentBytes)), broken, `byte ${at}`);
      }
    }
  });

  it('says that a missing segment is a hole', () => {
    const disk = new FaultyDisk();
    written(disk, '/journal', 12, 1000);
    const names = disk.list('/journal');
    assert.ok(names.length > 3);
    disk.remove(`/journal/${names[1]}`);
    assert.throws(() => records(JournalFile.open(disk, '/journal', 1000)), broken);
  });

  it('takes no frame for true that lies inside a received chunk', () => {
    const disk = new FaultyDisk();
    written(disk, '/other', 2, 1 << 20);
    const stolen = disk.read('/other/0000000000000001.mvj').slice(HEADER_BYTES);
    const journal = JournalFile.open(disk, '/journal');
    const writer = new RecordRunWriter();
    writer.add({ kind: 'chunk', source: 0, receivedAtMs: 1, bytes: stolen });
    journal.append(writer.take(1));
    journal.flush();
    const path = '/journal/0000000000000001.mvj';
    const length = disk.read(path).length;
    disk.open(path).truncate(length - 1);
    assert.equal(JournalFile.open(disk, '/journal').durableThrough, 0);
  });

  it('resumes after a full disk and a failed sync without gap or repeat', () => {
    for (const trouble of ['full', 'syncFails'] as const) {
      const disk = new FaultyDisk();
      const journal = written(disk, '/journal', 3, 1500);
      disk[trouble] = true;
      for (let i = 0; i < 5; i++) {
        add(journal, 2);
        assert.throws(() => journal.flush());
      }
      assert.equal(journal.durableThrough, 9);
      disk[trouble] = false;
      while (journal.flush());
      assert.equal(journal.durableThrough, 19);
      assert.equal(journal.waitingBytes, 0);
      assert.deepEqual(
        records(JournalFile.open(disk, '/journal', 1500)).map((r) => r.seq),
        Array.from({ length: 19 }, (_, i) => i + 1),
      );
    }
  });
});

const plain = (record: object): unknown =>
  'bytes' in record ? { ...record, bytes: Buffer.from(record.bytes as Uint8Array).toString('hex') } : record;

/** Length of the first segment after so many frames, where it holds them all. */
function lengthAfter(frames: number): number {
  return HEADER_BYTES + written(new FaultyDisk(), '/journal', frames, 1 << 20).counters.bytes;
}
