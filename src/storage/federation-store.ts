/**
 * Where a node's federation is kept: its log, what waits for a leaf, what came from partners. SQLite as in `sqlite-store.ts`:
 * each change is one transaction, on disk when it returns. Deleted records are overwritten, since a partner is told that they are gone.
 */
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { MerivahtError } from '../contract/errors.ts';
import type { PartnerActDone } from '../contract/partner-act.ts';
import { equalBytes } from '../evidence/bytes.ts';
import { parseCheckpointText } from '../evidence/checkpoint.ts';
import type { CheckpointRow, Lane, LogCommit, LoggedEntry, WaitingEntry } from '../evidence/keeping.ts';
import { parseSignedNote } from '../evidence/signed-note.ts';
import type { FederationChange, FederationKeeping, InboundEntry, PeerRow } from '../federation/keeping.ts';
import { assert } from '../lib/assert.ts';
import { makeFolderDurably, realDisk } from './disk.ts';
import { diskTrouble } from './disk-trouble.ts';
import { FEDERATION_MIGRATIONS } from './federation-migrations.ts';
import { type LogMark, LogMarkFile } from './log-mark.ts';
import { migrate } from './store-migrations.ts';

/** In the data folder. */
export const logFolder = (data: string): string => join(data, 'log');
export const federationFile = (data: string): string => join(logFolder(data), 'federation.sqlite');

const BUSY_TIMEOUT_MS = 5000;
/** Inbound entries are read in parts: one statement does not stay open while others write. */
const INBOUND_A_READ = 500;

type Row = Record<string, unknown>;

export class SqliteFederationKeeping implements FederationKeeping {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #mark: LogMarkFile;
  readonly #statements = new Map<string, StatementSync>();

  private constructor(path: string, database: DatabaseSync, mark: LogMarkFile) {
    this.#path = path;
    this.#database = database;
    this.#mark = mark;
  }

  /** Made where it is missing. Throws MV-LOG-OLDER, MV-DATA-VERSION, or MV-OUTPUT-FAILED where the disk refuses. */
  static open(data: string): SqliteFederationKeeping {
    const path = federationFile(data);
    let database: DatabaseSync | undefined;
    try {
      makeFolderDurably(realDisk, logFolder(data));
      database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
      migrate(database, path, FEDERATION_MIGRATIONS);
      realDisk.syncFolder(logFolder(data), 'folder-made');
      const keeping = new SqliteFederationKeeping(path, database, new LogMarkFile(logFolder(data)));
      keeping.#check();
      return keeping;
    } catch (cause) {
      database?.close();
      throw diskTrouble(cause, path);
    }
  }

  /** As SQLite says it is. */
  get durability(): { readonly journalMode: string; readonly synchronous: number } {
    const mode = this.#get('PRAGMA journal_mode') as { journal_mode: string };
    const sync = this.#get('PRAGMA synchronous') as { synchronous: number };
    return { journalMode: mode.journal_mode, synchronous: sync.synchronous };
  }

  /** Is it the newest, and does it agree with itself? A log that does not is never gone on with. */
  #check(): void {
    const kept = this.checkpoint();
    const { commits, entries, last_number: lastNumber } = this.#log();
    this.#mark.check(
      kept === undefined ? undefined : { commits, reservedThrough: kept.reservedThrough, note: kept.note },
    );
    const older = (why: string): MerivahtError => new MerivahtError('MV-LOG-OLDER', `${this.#path}: ${why}`);
    const { count, last, number } = this.#get(
      `SELECT count(*) AS count, ifnull(max(leaf), -1) AS last,
         max(ifnull(max(number), 0), (SELECT ifnull(max(number), 0) FROM waiting)) AS number FROM entry`,
    ) as { count: number; last: number; number: number };
    if (count !== entries) throw older(`it holds ${count} entries, and says ${entries}`);
    if (number > lastNumber) throw older(`it holds record ${number}, and says that ${lastNumber} is the newest`);
    if (kept === undefined) return;
    if (last >= kept.size) throw older(`its entry ${last} is beyond its checkpoint of size ${kept.size}`);
    if (kept.reservedThrough < kept.size) throw older('less is reserved than was published');
    const said = parseCheckpointText(parseSignedNote(kept.note)?.text ?? '');
    if (said?.origin !== kept.origin || said.size !== kept.size || !equalBytes(said.root, kept.root))
      throw older('its checkpoint is not the one that was signed');
  }

  checkpoint(): (CheckpointRow & { readonly reservedThrough: number }) | undefined {
    const { origin, size, root, note, reserved_through: reservedThrough } = this.#log();
    return origin === null || root === null || note === null
      ? undefined
      : { origin, size, root, note, reservedThrough };
  }

  addWaiting(entries: readonly WaitingEntry[]): void {
    if (entries.length > 0) this.#transaction(() => this.#addWaiting(entries));
  }

  waiting(): readonly WaitingEntry[] {
    return this.#all('SELECT number, lane, record_text AS recordText, jws, salt FROM waiting ORDER BY number') as never;
  }

  /** Where it throws anything but MV-LOG-FORKED, the log is to be read again: only the mark may have failed. */
  commit({ followsSize, checkpoint, entries, tileRoots, reservedThrough }: LogCommit): void {
    this.#transaction(() => {
      const kept = this.#log();
      if (kept.size !== followsSize || (kept.origin !== null && kept.origin !== checkpoint.origin))
        throw new MerivahtError(
          'MV-LOG-FORKED',
          `the log is ${kept.origin ?? 'new'} of size ${kept.size}, not ${checkpoint.origin} of size ${followsSize}`,
        );
      assert(checkpoint.size > kept.size && reservedThrough >= checkpoint.size, 'a log grows');
      for (const entry of entries) {
        assert(entry.index >= kept.size && entry.index < checkpoint.size, `entry ${entry.index} is no new leaf`);
        this.#insertEntry(entry);
      }
      for (const { level, index, hash } of tileRoots)
        this.#run('INSERT INTO tile_root VALUES (?, ?, ?)', level, index, hash);
      const { origin, size, root, note } = checkpoint;
      const commits = kept.commits + 1;
      this.#run(
        `UPDATE log SET commits = ?, entries = entries + ?, origin = ?, size = ?, root = ?, note = ?, reserved_through = ?`,
        commits, entries.length, origin, size, root, note, reservedThrough,
      ); // biome-ignore format: one value a column
      this.#mark.prepare({ commits, reservedThrough, note }, markOf(kept));
    });
    this.#mark.confirm();
  }

  #insertEntry({ index, lane, ordinal, number, salt, jws, commitment }: LoggedEntry): void {
    const { before } = this.#get('SELECT ifnull(max(ordinal), 0) AS before FROM entry WHERE lane = ?', lane) as { before: number }; // biome-ignore format: one thought
    assert(ordinal === before + 1, `ordinal ${ordinal} of lane ${lane} does not follow ${before}`);
    this.#run('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)', index, lane, ordinal, number, salt, jws, commitment);
    const taken = this.#run('DELETE FROM waiting WHERE number = ?', number);
    assert(taken === 1, `record ${number} did not wait`);
  }

  entry(index: number): LoggedEntry | undefined {
    return this.entries(index, index + 1)[0];
  }

  entries(from: number, to: number): readonly LoggedEntry[] {
    return this.#all(`${SELECT_ENTRY} WHERE leaf >= ? AND leaf < ? ORDER BY leaf`, from, to) as never;
  }

  lane(lane: Lane, afterOrdinal: number, limit: number): readonly LoggedEntry[] {
    return this.#all(`${SELECT_ENTRY} WHERE lane = ? AND ordinal > ? ORDER BY ordinal LIMIT ?`, lane, afterOrdinal, limit) as never; // biome-ignore format: one thought
  }

  tileRoot(level: number, index: number): Uint8Array | undefined {
    return this.#get('SELECT hash FROM tile_root WHERE level = ? AND tile = ?', level, index)?.hash as Uint8Array | undefined; // biome-ignore format: one thought
  }

  change(change: FederationChange): void {
    this.#transaction(() => {
      const { waiting = [], recordedThrough, done, cards = [], inbound = [], forget = [], peer, served } = change;
      this.#addWaiting(waiting);
      if (recordedThrough !== undefined)
        this.#run('INSERT OR REPLACE INTO recorded VALUES (?, ?)', recordedThrough.theatreId, recordedThrough.seq);
      if (done !== undefined) this.#run('INSERT INTO done VALUES (?, ?)', done.actId, JSON.stringify(done));
      for (const { nodeId, jws } of cards) this.#run('INSERT INTO card (node_id, jws) VALUES (?, ?)', nodeId, jws);
      for (const { origin, index } of forget)
        this.#run('DELETE FROM inbound WHERE origin = ? AND leaf = ?', origin, index);
      for (const entry of inbound) this.#insertInbound(entry);
      if (peer !== undefined) this.#putPeer(peer);
      if (served !== undefined)
        this.#run('INSERT OR REPLACE INTO served VALUES (?, ?)', served.nodeId, served.throughOrdinal);
    });
  }

  #addWaiting(entries: readonly WaitingEntry[]): void {
    let { last_number: last } = this.#log();
    for (const { number, lane, recordText, jws, salt } of entries) {
      assert(number === last + 1, `record ${number} does not follow on ${last}`);
      last = number;
      this.#run('INSERT INTO waiting VALUES (?, ?, ?, ?, ?)', number, lane, recordText, jws, salt);
    }
    if (entries.length > 0) this.#run('UPDATE log SET last_number = ?', last);
  }

  #insertInbound({ origin, nodeId, index, salt, jws, commitment, receivedAtMs }: InboundEntry): void {
    this.#run(
      `INSERT INTO inbound (origin, node_id, leaf, salt, jws, commitment, received_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      origin, nodeId, index, salt, jws, commitment, receivedAtMs,
    ); // biome-ignore format: one value a column
  }

  #putPeer({ nodeId, origin, size, root, note, cursor, verifiedAtMs }: PeerRow): void {
    this.#run(
      'INSERT OR REPLACE INTO peer VALUES (?, ?, ?, ?, ?, ?, ?)',
      nodeId, origin, size, root, note, cursor, verifiedAtMs,
    ); // biome-ignore format: one value a column
  }

  recordedThrough(theatreId: string): number {
    return (this.#get('SELECT seq FROM recorded WHERE theatre_id = ?', theatreId)?.seq as number | undefined) ?? 0;
  }

  done(actId: string): PartnerActDone | undefined {
    const row = this.#get('SELECT json FROM done WHERE act_id = ?', actId);
    return row === undefined ? undefined : (JSON.parse(row.json as string) as PartnerActDone);
  }

  cards(): readonly { readonly nodeId: string; readonly jws: string }[] {
    return this.#all('SELECT node_id AS nodeId, jws FROM card ORDER BY id') as never;
  }

  *inbound(): Iterable<InboundEntry> {
    let after = 0;
    for (;;) {
      const rows = this.#all(
        `SELECT id, origin, node_id AS nodeId, leaf AS "index", salt, jws, commitment, received_at_ms AS receivedAtMs
         FROM inbound WHERE id > ? ORDER BY id LIMIT ?`,
        after,
        INBOUND_A_READ,
      );
      for (const { id, ...entry } of rows) {
        after = id as number;
        yield entry as unknown as InboundEntry;
      }
      if (rows.length < INBOUND_A_READ) return;
    }
  }

  peers(): readonly PeerRow[] {
    return this.#all(
      `SELECT node_id AS nodeId, origin, size, root, note, cursor, verified_at_ms AS verifiedAtMs
       FROM peer ORDER BY node_id, origin`,
    ) as never;
  }

  servedThrough(nodeId: string): number {
    const row = this.#get('SELECT through_ordinal FROM served WHERE node_id = ?', nodeId);
    return (row?.through_ordinal as number | undefined) ?? 0;
  }

  close(): void {
    this.#database.close();
  }

  #log(): LogRow {
    return this.#get('SELECT * FROM log') as unknown as LogRow;
  }

  #transaction(work: () => void): void {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      work();
      this.#database.exec('COMMIT');
    } catch (cause) {
      // A full disk has rolled back already.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw diskTrouble(cause, this.#path);
    }
  }

  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  #get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  /** Plain objects: SQLite's have no prototype, and do not compare with what was given. */
  #all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql)
      .all(...values)
      .map((row) => ({ ...row }));
  }

  #statement(sql: string): StatementSync {
    const found = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, found);
    return found;
  }
}

interface LogRow {
  readonly commits: number;
  readonly last_number: number;
  readonly entries: number;
  readonly origin: string | null;
  readonly size: number;
  readonly root: Uint8Array | null;
  readonly note: string | null;
  readonly reserved_through: number;
}

const markOf = ({ commits, reserved_through: reservedThrough, note }: LogRow): LogMark | undefined =>
  note === null ? undefined : { commits, reservedThrough, note };

const SELECT_ENTRY = 'SELECT leaf AS "index", lane, ordinal, number, salt, jws, commitment FROM entry';
