/**
 * Of the folder of a theatre that has stopped: its journal judged from the first record by a watch that nobody interrupted,
 * and held against what the store has. The store must have each version, act and crossing once, and nothing else.
 */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import type { Act } from '../src/contract/act.ts';
import type { NumberedRecord } from '../src/pipeline/journal-record.ts';
import type { StoreChange } from '../src/pipeline/keeping.ts';
import { Watch, type WatchOptions } from '../src/pipeline/watch.ts';
import { theatreParts } from '../src/storage/data-folder.ts';
import { realDisk } from '../src/storage/disk.ts';
import { JournalFile } from '../src/storage/journal-file.ts';
import { decodeRecords } from '../src/storage/record-codec.ts';

export interface Judged {
  readonly watch: Watch;
  readonly records: number;
  readonly changes: readonly StoreChange[];
  /** Act records of the journal, those that the desk refused too. */
  readonly acts: readonly Act[];
}

/** Fails where the journal's numbers have a gap. */
export function judgeJournal(folder: string, options: WatchOptions): Judged {
  const watch = new Watch(options);
  const changes: StoreChange[] = [];
  const acts: Act[] = [];
  let records = 0;
  for (const { seq, record } of journalRecords(folder)) {
    assert.equal(seq, ++records, 'the numbers of the journal have a gap');
    if (record.kind === 'act') acts.push(record.act);
    const { change } = watch.accept({ seq, record });
    if (change !== undefined) changes.push(change);
  }
  return { watch, records, changes, acts };
}

export function* journalRecords(folder: string): Generator<NumberedRecord> {
  const journal = JournalFile.open(realDisk, theatreParts(folder).journal);
  try {
    for (const run of journal.read(0)) yield* decodeRecords(run, 0);
  } finally {
    journal.close();
  }
}

export interface StoreCounts {
  readonly versions: number;
  readonly queues: number;
  readonly acts: number;
  readonly crossings: number;
}

/** Every row of the store is what the journal gives, and every row that the journal gives is in the store. */
export function assertStoreIsOfJournal(folder: string, { changes }: Judged): StoreCounts {
  const database = new DatabaseSync(theatreParts(folder).store, { readOnly: true });
  try {
    const rows = (sql: string): Record<string, unknown>[] => database.prepare(sql).all();
    const versions = rows('SELECT alert_id, seq, tick_ms, body FROM alert_version ORDER BY seq, tick_ms, alert_id');
    const queues = rows('SELECT seq, tick_ms, body FROM queue_version ORDER BY seq, tick_ms');
    const acts = rows('SELECT seq, json FROM act ORDER BY id');
    const crossings = rows('SELECT seq, at_ms, mmsi, asset_id, kp_m FROM crossing ORDER BY id');
    same(
      'versions of alerts',
      versions.map((v) => [v.seq, v.tick_ms, v.alert_id, unpack(v.body)]),
      changes.flatMap((c) =>
        [...c.alerts]
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .map((alert) => [c.seq, c.tickMs, alert.id, JSON.stringify(alert)]),
      ),
    );
    same(
      'versions of the queue',
      queues.map((q) => [q.seq, q.tick_ms, unpack(q.body)]),
      changes.flatMap((c) => (c.queueJson === undefined ? [] : [[c.seq, c.tickMs, c.queueJson]])),
    );
    same(
      'acts',
      acts.map((a) => [a.seq, a.json]),
      once(changes.flatMap((c) => c.acts.map((act) => [c.seq, act] as const))),
    );
    same(
      'crossings',
      crossings.map((c) => [c.seq, c.at_ms, c.mmsi, c.asset_id, c.kp_m]),
      changes.flatMap((c) => c.crossings.map((x) => [c.seq, Date.parse(x.at), x.mmsi, x.assetId, x.kpM])),
    );
    return { versions: versions.length, queues: queues.length, acts: acts.length, crossings: crossings.length };
  } finally {
    database.close();
  }
}

/** An act that was asked for twice is in the journal twice, and counts once. */
function once(acts: readonly (readonly [number, Act])[]): unknown[] {
  const seen = new Set<string>();
  return acts
    .filter(([, { actId }]) => !seen.has(actId) && seen.add(actId))
    .map(([seq, act]) => [seq, JSON.stringify(act)]);
}

/** As `deepEqual` of both, but says the first row that differs and not a hundred thousand. */
function same(what: string, kept: readonly unknown[][], wanted: readonly unknown[]): void {
  const texts = wanted.map((row) => JSON.stringify(row));
  for (const [i, row] of kept.entries())
    assert.equal(JSON.stringify(row), texts[i], `${what}: row ${i} of the store is not what the journal gives`);
  assert.equal(kept.length, texts.length, `${what}: the store lacks row ${kept.length}: ${texts[kept.length]}`);
}

const unpack = (body: unknown): string => zstdDecompressSync(body as Uint8Array).toString('utf8');
