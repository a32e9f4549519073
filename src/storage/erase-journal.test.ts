import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { encodeMessage } from '../ais/encode-message.ts';
import { aivdmSentences, checksum } from '../ais/encode-sentence.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import type { JournalRecord, NumberedRecord } from '../pipeline/journal-record.ts';
import { realDisk } from './disk.ts';
import { eraseFromJournal } from './erase-journal.ts';
import { JournalFile } from './journal-file.ts';
import { decodeRecords, RecordRunWriter } from './record-codec.ts';

const WANTED = 230_000_001;
const OTHERS = [230_000_002, 23_000_000, 2_300_000_0] as const;
const START_MS = Date.UTC(2026, 0, 1);
const SEGMENT_BYTES = 3000;

interface Piece {
  readonly text: string;
  readonly isWanted: boolean;
}

/** Sentences of several vessels: positions, names in two parts that lie apart and out of order, tag blocks, other talk, noise. */
function sentences(random: SeededRandom, count: number): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < count; i++) {
    const isWanted = random.next() < 0.3;
    const mmsi = isWanted ? WANTED : random.pick(OTHERS);
    const tag = random.next() < 0.3 ? `\\${((s) => `${s}*${checksum(s)}`)(`s:STN${mmsi % 7},c:1735120000`)}\\` : '';
    const end = random.pick(['\r\n', '\n']);
    const add = (sentence: string) => pieces.push({ text: `${tag}${sentence}${end}`, isWanted });
    const roll = random.next();
    if (roll < 0.5)
      add(aivdmSentences(encodeMessage(1, { mmsi, lon: 24.6, lat: 59.8, speed: 12, course: 90, heading: 90 }), { channel: 'A', sequence: 0 })[0]!); // biome-ignore format: one sentence
    else if (roll < 0.8) {
      const payload = encodeMessage(5, {
        mmsi,
        imo: 0,
        callsign: 'OH1',
        name: 'PARL',
        shipType: 70,
        destination: 'HKI',
      });
      const parts = aivdmSentences(payload, { channel: 'B', sequence: i % 10 });
      assert.equal(parts.length, 2);
      if (random.next() < 0.2) parts.reverse();
      add(parts[0]!);
      if (random.next() < 0.3) pieces.push({ text: '$GPGGA,1,2,3*00\n', isWanted: false });
      add(parts[1]!);
    } else
      pieces.push({
        text: random.pick(['!AIVDM,1,1,,A,,0*26\n', `noise ${WANTED}\n`, '\n', '# remark\n']),
        isWanted: false,
      });
  }
  return pieces;
}

const csv = (random: SeededRandom, count: number): Piece[] => [
  { text: 'mmsi,lat,lon,timestamp,name\n', isWanted: false },
  ...Array.from({ length: count }, (_, i): Piece => {
    const isWanted = random.next() < 0.3;
    const mmsi = isWanted ? WANTED : random.pick(OTHERS);
    const name = random.pick([`"A, ${WANTED}"`, '"two\nlines"', 'PLAIN', '""""']);
    return { text: `${random.pick([mmsi, `"${mmsi}"`])},59.8,24.6,2026-01-01T00:00:${String(i % 60).padStart(2, '0')}Z,${name}\n`, isWanted }; // biome-ignore format: one row
  }),
];

function json(random: SeededRandom, count: number): Piece[] {
  return Array.from({ length: count }, () => {
    const isWanted = random.next() < 0.3;
    const object = { mmsi: isWanted ? WANTED : random.pick(OTHERS), lat: 59.8, lon: 24.6, timestamp: '2026-01-01T00:00:00Z', name: `} ${WANTED} {` }; // biome-ignore format: one object
    const text = JSON.stringify(object, undefined, random.pick([0, 2]));
    return [
      { text, isWanted },
      { text: '\n', isWanted: false },
    ] as const;
  }).flat();
}

const root = mkdtempSync(join(tmpdir(), 'merivaht-erase-journal-'));
let folders = 0;
after(() => rmSync(root, { recursive: true }));

const source = (ordinal: number, format: string): JournalRecord => ({
  kind: 'source', atMs: START_MS, source: ordinal, feedId: format, feedKind: 'file', address: format, format,
  timesFrom: 'sentence', state: 'up', because: '',
}); // biome-ignore format: one record

/** All pieces of a source as chunks cut anywhere. */
function chunksOf(random: SeededRandom, ordinal: number, pieces: readonly Piece[]): JournalRecord[] {
  const bytes = new TextEncoder().encode(pieces.map((p) => p.text).join(''));
  const records: JournalRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + random.integer(1, 150));
    records.push({ kind: 'chunk', source: ordinal, receivedAtMs: START_MS + records.length * 1000, bytes: bytes.slice(at, end) }); // biome-ignore format: one record
    at = end;
  }
  return records;
}

function write(folder: string, records: readonly JournalRecord[]): void {
  const journal = JournalFile.open(realDisk, folder, SEGMENT_BYTES);
  records.forEach((record) => {
    const writer = new RecordRunWriter();
    writer.add(record);
    journal.append(writer.take(journal.last + 1));
    if (journal.last % 5 === 0) journal.flush();
  });
  while (journal.flush());
  journal.close();
}

function read(folder: string): { records: NumberedRecord[]; first: number } {
  const journal = JournalFile.open(realDisk, folder, SEGMENT_BYTES);
  const first = journal.beginning?.first ?? 1;
  const records = [...journal.read(first - 1)].flatMap((run) => decodeRecords(run));
  journal.close();
  return { records, first };
}

const textOfSource = (records: readonly NumberedRecord[], ordinal: number): string =>
  records.map(({ record }) => (record.kind === 'chunk' && record.source === ordinal ? Buffer.from(record.bytes).toString() : '')).join(''); // biome-ignore format: one thought

describe('a vessel taken out of the journal', () => {
  for (const seed of [1, 2, 3, 4])
    it(`leaves every other byte, record and number, whatever the format and wherever chunks are cut (seed ${seed})`, () => {
      const random = seededRandom(seed);
      const folder = join(root, String(++folders), 'journal');
      const given = [sentences(random, 150), csv(random, 100), json(random, 100), sentences(random, 150)];
      const formats = ['nmea', 'csv', 'json', 'nmea'];
      const waiting = given.map((pieces, i) => chunksOf(random, i, pieces));
      const records = formats.map((format, i) => source(i, format));
      while (waiting.some((w) => w.length > 0)) {
        const next = random.pick(waiting.filter((w) => w.length > 0)).shift()!;
        records.push(next, { kind: 'clock', atMs: START_MS });
      }
      write(folder, records);
      const before = read(folder).records;
      assert.ok(readdirSync(folder).length > 5);
      const count = eraseFromJournal(folder, WANTED, SEGMENT_BYTES);
      assert.equal(count, given.flat().filter((p) => p.isWanted).length);
      const now = read(folder).records;
      assert.equal(now.length, before.length);
      given.forEach((pieces, i) => {
        assert.equal(textOfSource(now, i), pieces.filter((p) => !p.isWanted).map((p) => p.text).join('')); // biome-ignore format: one thought
      });
      const bare = ({ seq, record }: NumberedRecord) => [
        seq,
        record.kind === 'chunk' ? { ...record, bytes: 0 } : record,
      ];
      assert.deepEqual(now.map(bare), before.map(bare));
      assert.equal(eraseFromJournal(folder, WANTED, SEGMENT_BYTES), 0);
      assert.deepEqual(readdirSync(join(folder, '..')), ['journal']);
    });

  it('finds rows of a CSV by the header of long ago: let go by retention, and not repeated after a restart', () => {
    const random = seededRandom(11);
    const folder = join(root, String(++folders), 'journal');
    const [header, ...rows] = csv(random, 400) as [Piece, ...Piece[]];
    const later = csv(random, 200).slice(1);
    // One row is lost where the connection breaks: whole rows here.
    write(folder, [source(0, 'csv'), ...chunksOf(random, 0, [header, ...rows]), source(0, 'csv'), ...chunksOf(random, 0, later)]); // biome-ignore format: one thought
    const journal = JournalFile.open(realDisk, folder, SEGMENT_BYTES);
    for (const _ of journal.shorten(START_MS + 100_000, 1e9));
    assert.equal(Buffer.from(journal.beginning!.headers[0]!.base64, 'base64').toString(), header.text);
    journal.close();
    const before = textOfSource(read(folder).records, 0);
    assert.ok(eraseFromJournal(folder, WANTED, SEGMENT_BYTES) > 50);
    const now = textOfSource(read(folder).records, 0);
    const tail = [...rows.slice(-100), ...later];
    assert.ok(before.endsWith(tail.map((p) => p.text).join('')));
    assert.ok(now.endsWith(tail.filter((p) => !p.isWanted).map((p) => p.text).join(''))); // biome-ignore format: one thought
  });

  it('keeps the beginning of a shortened journal, and one that is not there any more is no trouble', () => {
    const random = seededRandom(9);
    const folder = join(root, String(++folders), 'journal');
    const pieces = sentences(random, 300);
    write(folder, [source(0, 'nmea'), ...chunksOf(random, 0, pieces)]);
    const journal = JournalFile.open(realDisk, folder, SEGMENT_BYTES);
    for (const _ of journal.shorten(START_MS + 100_000, 1e9));
    const beginning = journal.beginning!;
    assert.ok(beginning.first > 20);
    journal.close();
    const before = read(folder);
    assert.ok(eraseFromJournal(folder, WANTED, SEGMENT_BYTES) > 20);
    const now = read(folder);
    assert.deepEqual([now.first, now.records.length], [before.first, before.records.length]);
    assert.ok(textOfSource(before.records, 0).endsWith(pieces.slice(-20).map((p) => p.text).join(''))); // biome-ignore format: one thought
    assert.ok(textOfSource(now.records, 0).endsWith(pieces.slice(-20).filter((p) => !p.isWanted).map((p) => p.text).join(''))); // biome-ignore format: one thought
    const again = JournalFile.open(realDisk, folder, SEGMENT_BYTES);
    assert.deepEqual(again.beginning, beginning);
    again.close();
  });
});
