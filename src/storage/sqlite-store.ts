/**
 * The store in SQLite: every version of every alert, the queue's versions, acts and crossings. It follows from the journal:
 * changes come with the number of the record that made them, in one transaction, and are ignored when they come again.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Act } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import type { CrossingRow, FalseAlarmTable } from '../contract/views.ts';
import type { Store, StoreChange } from '../pipeline/keeping.ts';
import { falseAlarms } from './false-alarms.ts';
import { migrate } from './store-migrations.ts';
import { shortenStore } from './store-retention.ts';

export interface ActFilter {
  readonly alertId?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly afterSeq?: number | undefined;
  /** Acts before this one. */
  readonly beforeActId?: string | undefined;
  /** Else oldest first. */
  readonly newestFirst?: boolean | undefined;
  readonly limit: number;
}

export interface CrossingFilter {
  readonly assetId?: string | undefined;
  readonly mmsi?: number | undefined;
  /** Both included. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
}

/** What this store answers beyond `Store`. */
export interface WatchStore extends Store {
  acts(filter: ActFilter): Act[];
  act(actId: string): Act | undefined;
  /** Newest first. */
  crossings(filter: CrossingFilter): CrossingRow[];
  falseAlarms(month: string): FalseAlarmTable;
}

/** A store in another process may hold the file for a backup. */
const BUSY_TIMEOUT_MS = 5000;

export class SqliteStore implements WatchStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #applied: { seq: number; tickMs: number };

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
      migrate(this.#database, path);
      const row = this.#database.prepare('SELECT seq, tick_ms FROM progress').get() as { seq: number; tick_ms: number };
      this.#applied = { seq: row.seq, tickMs: row.tick_ms };
    } catch (cause) {
      this.#database.close();
      throw cause;
    }
  }

  /** As SQLite says it is: a file system that cannot share memory gets no write-ahead log. */
  get durability(): { readonly journalMode: string; readonly synchronous: number } {
    const mode = this.#database.prepare('PRAGMA journal_mode').get() as { journal_mode: string };
    const sync = this.#database.prepare('PRAGMA synchronous').get() as { synchronous: number };
    return { journalMode: mode.journal_mode, synchronous: sync.synchronous };
  }

  get appliedThrough(): number {
    return this.#applied.seq;
  }

  /** One record may make several ticks: they count as one number and differ by their minute. */
  apply(changes: readonly StoreChange[]): void {
    const before = this.#applied;
    const fresh = changes.filter((c) => c.seq > before.seq || (c.seq === before.seq && c.tickMs > before.tickMs));
    const newest = fresh.at(-1);
    if (newest === undefined) return;
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const change of fresh) this.#insert(change);
      this.#run('UPDATE progress SET seq = ?, tick_ms = ?', newest.seq, newest.tickMs);
      this.#database.exec('COMMIT');
    } catch (cause) {
      // A full disk has rolled back already.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw cause;
    }
    this.#applied = { seq: newest.seq, tickMs: newest.tickMs };
  }

  #insert({ seq, tickMs, alerts, acts, crossings, queueJson }: StoreChange): void {
    for (const alert of alerts)
      this.#run(
        'INSERT OR REPLACE INTO alert_version VALUES (?, ?, ?, ?, ?, ?)',
        alert.id, seq, tickMs, alert.severity, alert.status, pack(JSON.stringify(alert)),
      ); // biome-ignore format: one value a column
    for (const act of acts) this.#insertAct(seq, act);
    for (const c of crossings)
      this.#run(
        `INSERT INTO crossing (seq, at_ms, mmsi, name, asset_id, sigma_s, kp_m, sigma_kp_m, speed_tenth_kn)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        seq, Date.parse(c.at), c.mmsi, c.name ?? null, c.assetId, c.sigmaS, c.kpM, c.sigmaKpM, c.speedTenthKn ?? null,
      ); // biome-ignore format: one value a column
    if (queueJson !== undefined)
      this.#run('INSERT INTO queue_version (seq, tick_ms, body) VALUES (?, ?, ?)', seq, tickMs, pack(queueJson));
  }

  #insertAct(seq: number, act: Act): void {
    const { body } = act;
    this.#run(
      `INSERT OR IGNORE INTO act (act_id, seq, at_ms, kind, alert_id, undoes, reason, json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      act.actId,
      seq,
      Date.parse(act.at),
      body.kind,
      'alertId' in body ? (body.alertId ?? null) : null,
      body.kind === 'undo' ? body.actId : null,
      body.kind === 'close' ? body.reason : null,
      JSON.stringify(act),
    );
  }

  alert(id: string, atMs = Number.MAX_SAFE_INTEGER): Alert | undefined {
    const row = this.#statement(
      'SELECT body FROM alert_version WHERE alert_id = ? AND tick_ms <= ? ORDER BY seq DESC, tick_ms DESC LIMIT 1',
    ).get(id, atMs) as { body: Uint8Array } | undefined;
    return row === undefined ? undefined : (JSON.parse(unpack(row.body)) as Alert);
  }

  /** By number first: a replay that was started over wins over what it was before, up to where it is. */
  queueAt(atMs: number): string | undefined {
    const row = this.#statement(
      `SELECT body FROM queue_version WHERE id =
         (SELECT id FROM queue_version WHERE tick_ms <= ? ORDER BY seq DESC, tick_ms DESC LIMIT 1)`,
    ).get(atMs) as { body: Uint8Array } | undefined;
    return row === undefined ? undefined : unpack(row.body);
  }

  act(actId: string): Act | undefined {
    const row = this.#statement('SELECT json FROM act WHERE act_id = ?').get(actId) as { json: string } | undefined;
    return row === undefined ? undefined : (JSON.parse(row.json) as Act);
  }

  acts(filter: ActFilter): Act[] {
    const where: [string, SQLInputValue | undefined][] = [
      ['alert_id = ?', filter.alertId],
      ['seq > ?', filter.afterSeq],
      ['id < (SELECT id FROM act WHERE act_id = ?)', filter.beforeActId],
      ['kind IN (SELECT value FROM json_each(?))', filter.kinds && JSON.stringify(filter.kinds)],
    ];
    const order = filter.newestFirst ? 'id DESC' : 'id';
    return this.#select('SELECT json FROM act', where, order, filter.limit).map((row) =>
      JSON.parse(row.json as string),
    );
  }

  crossings(filter: CrossingFilter): CrossingRow[] {
    const where: [string, SQLInputValue | undefined][] = [
      ['asset_id = ?', filter.assetId],
      ['mmsi = ?', filter.mmsi],
      ['at_ms >= ?', filter.fromMs],
      ['at_ms <= ?', filter.toMs],
    ];
    return this.#select('SELECT * FROM crossing', where, 'at_ms DESC, id DESC', filter.limit).map((row) => ({
      mmsi: row.mmsi as number,
      ...(row.name === null ? {} : { name: row.name as string }),
      assetId: row.asset_id as string,
      at: new Date(row.at_ms as number).toISOString().replace('.000Z', 'Z'),
      sigmaS: row.sigma_s as number,
      kpM: row.kp_m as number,
      sigmaKpM: row.sigma_kp_m as number,
      ...(row.speed_tenth_kn === null ? {} : { speedTenthKn: row.speed_tenth_kn as number }),
    }));
  }

  falseAlarms(month: string): FalseAlarmTable {
    return falseAlarms(this.#database, month);
  }

  /** Removes what is over age, slice after slice; says after each how many rows went. */
  shorten(beforeMs: number, pinnedFromSeq: number): Generator<number> {
    return shortenStore(this.#database, beforeMs, pinnedFromSeq);
  }

  close(): void {
    this.#database.close();
  }

  #select(
    from: string,
    where: readonly (readonly [string, SQLInputValue | undefined])[],
    order: string,
    limit: number,
  ): Record<string, unknown>[] {
    const used = where.filter(([, value]) => value !== undefined);
    const condition = used.length === 0 ? '' : ` WHERE ${used.map(([sql]) => sql).join(' AND ')}`;
    const values = used.map(([, value]) => value!);
    return this.#statement(`${from}${condition} ORDER BY ${order} LIMIT ?`).all(...values, limit);
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): StatementSync {
    const found = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, found);
    return found;
  }
}

/** Versions of alerts and queues repeat their words: about an eighth is left. */
export const pack = (text: string): Uint8Array =>
  zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
export const unpack = (body: Uint8Array): string => zstdDecompressSync(body).toString('utf8');
