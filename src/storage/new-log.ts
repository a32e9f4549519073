/**
 * After a restore a log cannot go on: what was published after the copy is not in it, and the same leaves with other records would
 * contradict what partners have verified. So it ends, and another one begins under the next name, with another key. Its first
 * record cites the newest checkpoint of the old one that is known; then the records of the old log wait again, as they were signed,
 * so that nothing that was said, agreed or cut is forgotten. Of an alert only its newest version does: the old log, which is put
 * aside whole, has the others.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { OWN_NODE_ONLY } from '../contract/label.ts';
import { type FederationRecord, RECORD_SCHEMA } from '../contract/record.ts';
import { padKeyOf } from '../evidence/commitment.ts';
import { RECORD_TYP, signJws } from '../evidence/jws.ts';
import type { WaitingEntry } from '../evidence/keeping.ts';
import { OWN_LANE } from '../evidence/slot.ts';
import { FEDERATION_MIGRATIONS } from './federation-migrations.ts';
import { federationFile, logFolder } from './federation-store.ts';
import { hasIdentity, type IdentityFile, readIdentity } from './identity-file.ts';
import { LogMarkFile } from './log-mark.ts';
import { nodeCrypto, privateKeyOf, signerOf } from './node-crypto.ts';
import { renameLog } from './node-identity.ts';
import { migrate } from './store-migrations.ts';

/** What is said again. */
type Said = Pick<WaitingEntry, 'lane' | 'recordText' | 'jws'>;

/**
 * Its name; undefined where the node has no identity, so that it never had partners. Nobody else may use the folder meanwhile, and
 * one that this has thrown in is not to be used.
 */
export function beginNewLog(data: string, nowMs: number): string | undefined {
  if (!hasIdentity(data)) return undefined;
  const before = readIdentity(data);
  const origin = renameLog(data);
  if (!existsSync(federationFile(data))) return origin;
  const database = new DatabaseSync(federationFile(data));
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    migrate(database, federationFile(data), FEDERATION_MIGRATIONS);
    database.exec('BEGIN IMMEDIATE');
    putAside(database, before);
    const { note } = database.prepare('SELECT note FROM log').get() as { note: string | null };
    const said = [firstOf(before, origin, note ?? undefined, nowMs), ...saidAgain(database)];
    startOver(database, origin, said);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
  new LogMarkFile(logFolder(data)).remove();
  return origin;
}

function putAside(database: DatabaseSync, { pad }: IdentityFile): void {
  const { origin, size, note } = database.prepare('SELECT origin, size, note FROM log').get() as {
    origin: string | null;
    size: number;
    note: string | null;
  };
  if (origin === null || note === null) return;
  const padKey = padKeyOf(nodeCrypto, Buffer.from(pad, 'base64url'), origin);
  database.prepare('INSERT INTO earlier_log VALUES (?, ?, ?, ?)').run(origin, size, note, padKey);
  database
    .prepare('INSERT INTO earlier_entry SELECT ?, leaf, lane, ordinal, number, salt, jws, commitment FROM entry')
    .run(origin);
}

function firstOf(before: IdentityFile, origin: string, follows: string | undefined, nowMs: number): Said {
  const record: FederationRecord = {
    schema: RECORD_SCHEMA,
    nodeId: before.nodeId,
    claimedAt: new Date(nowMs).toISOString(),
    label: OWN_NODE_ONLY,
    body: { kind: 'log-began', origin, ...(follows === undefined ? {} : { follows }) },
  };
  const signer = signerOf(privateKeyOf(Buffer.from(before.record, 'base64url')));
  const { jws, payloadText } = signJws({ typ: RECORD_TYP, kid: before.nodeId }, record, signer);
  return { lane: OWN_LANE, recordText: payloadText, jws };
}

/** In the order in which it was said: entries and what waited. The old log's own beginning is cited, not said again. */
function saidAgain(database: DatabaseSync): Said[] {
  const rows = database
    .prepare('SELECT number, lane, jws FROM entry UNION ALL SELECT number, lane, jws FROM waiting ORDER BY number')
    .all() as { lane: number; jws: string }[];
  const newest = new Map<string, Said>();
  const said: Said[] = [];
  for (const { lane, jws } of rows) {
    const recordText = Buffer.from(jws.split('.')[1]!, 'base64url').toString('utf8');
    const { body } = JSON.parse(recordText) as FederationRecord;
    const one = { lane, recordText, jws };
    if (body.kind === 'log-began') continue;
    if (body.kind === 'alert') newest.set(`${lane} ${body.theatreId} ${body.alert.id}`, one);
    said.push(one);
  }
  const kept = new Set(newest.values());
  return said.filter((one) => kept.has(one) || (JSON.parse(one.recordText) as FederationRecord).body.kind !== 'alert');
}

function startOver(database: DatabaseSync, origin: string, said: readonly Said[]): void {
  // Ordinals begin again, so what was fetched of the old log says nothing of this one.
  for (const table of ['entry', 'waiting', 'tile_root', 'served']) database.exec(`DELETE FROM ${table}`);
  const add = database.prepare('INSERT INTO waiting VALUES (?, ?, ?, ?, ?)');
  said.forEach(({ lane, recordText, jws }, i) => {
    add.run(i + 1, lane, recordText, jws, nodeCrypto.bytes(32));
  });
  database
    .prepare(
      `UPDATE log SET commits = 0, entries = 0, last_number = ?, origin = ?, size = 0, root = NULL, note = NULL,
         reserved_through = 0`,
    )
    .run(said.length, origin);
}
