/** The tables of a node's federation, as numbered steps forward. A step that was released is never changed: another one follows. */

export const FEDERATION_MIGRATIONS: readonly string[] = [
  // `commits` counts publications; `last_number` is the newest record that was ever queued. `earlier_log` holds logs that a
  // restore ended, with what shows that their checkpoints were true.
  `CREATE TABLE log (
     only INTEGER PRIMARY KEY CHECK (only = 1), commits INTEGER NOT NULL, last_number INTEGER NOT NULL, entries INTEGER NOT NULL,
     origin TEXT, size INTEGER NOT NULL, root BLOB, note TEXT, reserved_through INTEGER NOT NULL) STRICT;
   INSERT INTO log (only, commits, last_number, entries, size, reserved_through) VALUES (1, 0, 0, 0, 0, 0);
   CREATE TABLE waiting (
     number INTEGER PRIMARY KEY, lane INTEGER NOT NULL, record_text TEXT NOT NULL, jws TEXT NOT NULL, salt BLOB NOT NULL) STRICT;
   CREATE TABLE entry (
     leaf INTEGER PRIMARY KEY, lane INTEGER NOT NULL, ordinal INTEGER NOT NULL, number INTEGER NOT NULL UNIQUE,
     salt BLOB NOT NULL, jws TEXT NOT NULL, commitment BLOB NOT NULL, UNIQUE (lane, ordinal)) STRICT;
   CREATE TABLE tile_root (
     level INTEGER NOT NULL, tile INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, tile)) STRICT, WITHOUT ROWID;
   CREATE TABLE inbound (
     id INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, node_id TEXT NOT NULL, leaf INTEGER NOT NULL,
     salt BLOB NOT NULL, jws TEXT NOT NULL, commitment BLOB NOT NULL, received_at_ms INTEGER NOT NULL,
     UNIQUE (origin, leaf)) STRICT;
   CREATE TABLE peer (
     node_id TEXT NOT NULL, origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL,
     cursor TEXT NOT NULL, verified_at_ms INTEGER NOT NULL, PRIMARY KEY (node_id, origin)) STRICT;
   CREATE TABLE card (id INTEGER PRIMARY KEY AUTOINCREMENT, node_id TEXT NOT NULL, jws TEXT NOT NULL) STRICT;
   CREATE TABLE done (act_id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
   CREATE TABLE recorded (theatre_id TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
   CREATE TABLE served (node_id TEXT PRIMARY KEY, through_ordinal INTEGER NOT NULL) STRICT;
   CREATE TABLE earlier_log (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL, pad_key BLOB NOT NULL) STRICT;
   CREATE TABLE earlier_entry (
     origin TEXT NOT NULL, leaf INTEGER NOT NULL, lane INTEGER NOT NULL, ordinal INTEGER NOT NULL, number INTEGER NOT NULL,
     salt BLOB NOT NULL, jws TEXT NOT NULL, commitment BLOB NOT NULL, PRIMARY KEY (origin, leaf)) STRICT;`,
];
