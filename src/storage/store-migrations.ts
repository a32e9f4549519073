/** The tables of the store, as numbered steps forward. A step that was released is never changed: another one follows. */
import { existsSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { MerivahtError } from '../contract/errors.ts';

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE progress (only INTEGER PRIMARY KEY CHECK (only = 1), seq INTEGER NOT NULL, tick_ms INTEGER NOT NULL) STRICT;
   INSERT INTO progress VALUES (1, 0, 0);
   CREATE TABLE alert_version (
     alert_id TEXT NOT NULL, seq INTEGER NOT NULL, tick_ms INTEGER NOT NULL, severity TEXT NOT NULL,
     status TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (alert_id, seq, tick_ms)) STRICT, WITHOUT ROWID;
   CREATE TABLE queue_version (
     id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, tick_ms INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
   CREATE INDEX queue_version_by_seq ON queue_version (seq, tick_ms);
   CREATE TABLE act (
     id INTEGER PRIMARY KEY, act_id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL,
     kind TEXT NOT NULL, alert_id TEXT, undoes TEXT, reason TEXT, json TEXT NOT NULL) STRICT;
   CREATE INDEX act_by_seq ON act (seq);
   CREATE INDEX act_by_alert ON act (alert_id, seq);
   CREATE INDEX act_by_kind ON act (kind, at_ms);
   CREATE INDEX act_by_undone ON act (undoes) WHERE undoes IS NOT NULL;
   CREATE TABLE crossing (
     id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, mmsi INTEGER NOT NULL, name TEXT,
     asset_id TEXT NOT NULL, sigma_s INTEGER NOT NULL, kp_m INTEGER NOT NULL, sigma_kp_m INTEGER NOT NULL,
     speed_tenth_kn INTEGER) STRICT;
   CREATE INDEX crossing_by_asset ON crossing (asset_id, at_ms);
   CREATE INDEX crossing_by_mmsi ON crossing (mmsi, at_ms);
   CREATE INDEX crossing_by_time ON crossing (at_ms);`,
];

export const STORE_VERSION = MIGRATIONS.length;

/** Brings a store to the newest version; a copy of what was there is kept beside it, by its version. */
export function migrate(database: DatabaseSync, path: string, migrations: readonly string[] = MIGRATIONS): void {
  const { user_version: found } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (found > migrations.length)
    throw new MerivahtError('MV-DATA-VERSION', `${path} has version ${found}, this program knows ${migrations.length}`);
  if (found > 0 && found < migrations.length) {
    const copy = `${path}.version-${found}`;
    // An earlier try may have stopped half way.
    if (existsSync(copy)) rmSync(copy);
    database.prepare('VACUUM INTO ?').run(copy);
  }
  migrations.slice(found).forEach((sql, i) => {
    database.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${found + i + 1}; COMMIT`);
  });
}
