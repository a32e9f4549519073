/** A node with a log is backed up, goes on, is lost and restored: its old log is never contradicted, and nothing known is forgotten. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { OWN_NODE_ONLY } from '../contract/label.ts';
import { type FederationRecord, type RecordBody, record } from '../contract/record.ts';
import { parseCheckpointText } from '../evidence/checkpoint.ts';
import { paddingLeaf } from '../evidence/commitment.ts';
import { openJws, RECORD_TYP, signJws } from '../evidence/jws.ts';
import { rootOfLeaves } from '../evidence/merkle.ts';
import { NodeLog } from '../evidence/node-log.ts';
import { parseSignedNote } from '../evidence/signed-note.ts';
import { DataFolder } from './data-folder.ts';
import { federationFile, SqliteFederationKeeping } from './federation-store.ts';
import { identityPath } from './identity-file.ts';
import { makeBackup } from './make-backup.ts';
import { nodeCrypto } from './node-crypto.ts';
import { makeIdentity, type NodeIdentity, openIdentity, rotateIdentity } from './node-identity.ts';
import { restoreBackup } from './restore-backup.ts';
import { madeAlert } from './store.contract.ts';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');
const root = mkdtempSync(join(tmpdir(), 'merivaht-new-log-'));
const data = join(root, 'data');
const rootKey = { rootKeyFile: join(root, 'root'), rootPassphrase: 'üheksa rohelist paati' };
after(() => rmSync(root, { recursive: true }));

const alertOf = (id: string, note: number): RecordBody => ({ kind: 'alert', theatreId: 'gulf', seq: note, alert: madeAlert(id, 'high', NOW_MS, note) }); // biome-ignore format: one thought
const recallOf = (recallId: string): RecordBody => ({ kind: 'recall', to: 'FI', recallId, subject: { class: 'vessel', mmsi: 111_000_001 }, because: 'it was wrong' }); // biome-ignore format: one thought

/** A node as far as its log goes. */
class Node {
  readonly keeping: SqliteFederationKeeping;
  readonly log: NodeLog;
  readonly identity: NodeIdentity;

  constructor(folder: string, identity: NodeIdentity, origin: string) {
    this.identity = identity;
    this.keeping = SqliteFederationKeeping.open(folder);
    const { signers, padKey } = identity;
    this.log = NodeLog.open({ origin, crypto: nodeCrypto, signer: signers.log, padKey, keeping: this.keeping });
  }

  say(lane: number, body: RecordBody): void {
    const said: FederationRecord = { schema: 'merivaht.record/1', nodeId: 'EE', claimedAt: new Date(NOW_MS).toISOString(), label: OWN_NODE_ONLY, body }; // biome-ignore format: one thought
    const { jws, payloadText } = signJws({ typ: RECORD_TYP, kid: 'EE' }, record.parse(said), this.identity.signers.record); // biome-ignore format: one thought
    this.log.add(lane, payloadText, jws);
  }

  /** Of all entries, in the order of their numbers; each verified with the record key. */
  bodies(): [lane: number, body: RecordBody][] {
    const entries = [...this.keeping.entries(0, this.log.size)].sort((a, b) => a.number - b.number);
    return entries.map(({ lane, jws }) => {
      const opened = openJws(jws, { typ: RECORD_TYP, kid: 'EE' }, this.identity.signers.record.publicKey, nodeCrypto);
      assert.ok(opened.ok);
      return [lane, record.parse(opened.payload).body];
    });
  }
}

describe('a node that is restored from a backup', () => {
  const target = join(root, 'restored');
  const backup = join(root, 'backup');
  let oldNote = '';
  let published = { size: 0, note: '' };

  before(async () => {
    DataFolder.open(data).close();
    await makeIdentity({ folder: data, nodeId: 'EE', name: 'Estonia', endpoint: 'https://127.0.0.1:8443', nowMs: NOW_MS, ...rootKey }); // biome-ignore format: one thought
    const node = new Node(data, await openIdentity(data, NOW_MS), 'merivaht/EE/1');
    node.say(-1, { kind: 'log-began', origin: 'merivaht/EE/1' });
    for (const [id, note] of [['a', 1], ['b', 1], ['a', 2]] as const) node.say(-1, alertOf(id, note)); // biome-ignore format: one thought
    node.say(0, recallOf('r-1'));
    for (let i = 0; i < 8; i++) node.log.publish(NOW_MS);
    node.say(3, recallOf('r-2'));
    node.say(-1, alertOf('b', 2));
    oldNote = node.keeping.checkpoint()!.note;
    // It waits when the copy is made, and the node goes on.
    makeBackup(data, backup, new Date(NOW_MS).toISOString());
    node.say(0, recallOf('r-lost'));
    for (let i = 0; i < 3; i++) published = node.log.publish(NOW_MS);
    node.keeping.close();
  });

  it('does not go on with the old log, nor speaks before a card names the new one', async () => {
    const { newLog } = restoreBackup(backup, target, NOW_MS);
    assert.equal(newLog, 'merivaht/EE/2');
    await assert.rejects(openIdentity(target, NOW_MS), { code: 'MV-CARD-OLD' });
    // Not even by a program that passes over that.
    const old = new Node(target, await openIdentity(data, NOW_MS), 'merivaht/EE/1');
    assert.throws(() => old.log.publish(NOW_MS), { code: 'MV-LOG-FORKED' });
    old.keeping.close();
    if (process.platform !== 'win32')
      for (const path of [identityPath(target), identityPath(backup), federationFile(backup)])
        assert.equal(statSync(path).mode & 0o777, 0o600, path);
  });

  it('begins a new log that cites the old one and says again what was said', async () => {
    await rotateIdentity({ folder: target, keys: 'kept', nowMs: NOW_MS, ...rootKey });
    const node = new Node(target, await openIdentity(target, NOW_MS), 'merivaht/EE/2');
    node.log.publish(NOW_MS);
    assert.deepEqual(node.bodies(), [
      [-1, { kind: 'log-began', origin: 'merivaht/EE/2', follows: oldNote }],
      [-1, alertOf('a', 2)],
      [0, recallOf('r-1')],
      [3, recallOf('r-2')],
      [-1, alertOf('b', 2)],
    ]);
    assert.equal(node.keeping.lane(0, 0, 9)[0]?.ordinal, 1);
    node.say(-1, alertOf('c', 1));
    node.log.publish(NOW_MS);
    node.keeping.close();
    const again = new Node(target, await openIdentity(target, NOW_MS), 'merivaht/EE/2');
    assert.equal(again.bodies().length, 6);
    again.keeping.close();
    assert.ok(published.size > parseCheckpointText(parseSignedNote(oldNote)!.text)!.size);
  });

  it('can still show that the old checkpoint was true', () => {
    const database = new DatabaseSync(federationFile(target));
    const [log] = database.prepare('SELECT * FROM earlier_log').all() as { note: string; size: number; pad_key: Uint8Array }[]; // biome-ignore format: one thought
    const entries = database.prepare('SELECT leaf, commitment FROM earlier_entry').all() as { leaf: number; commitment: Uint8Array }[]; // biome-ignore format: one thought
    database.close();
    assert.equal(log!.note, oldNote);
    const leaves = Array.from({ length: log!.size }, (_, i) => paddingLeaf(nodeCrypto, log!.pad_key, i));
    for (const { leaf, commitment } of entries) leaves[leaf] = commitment;
    assert.equal(entries.length, 5);
    assert.deepEqual(rootOfLeaves(nodeCrypto, leaves), parseCheckpointText(parseSignedNote(oldNote)!.text)!.root);
  });

  it('is restored once more under another name yet, and without partners nothing begins', async () => {
    const second = join(root, 'second');
    makeBackup(target, join(root, 'backup-2'), new Date(NOW_MS).toISOString());
    assert.equal(restoreBackup(join(root, 'backup-2'), second, NOW_MS).newLog, 'merivaht/EE/3');
    await rotateIdentity({ folder: second, keys: 'kept', nowMs: NOW_MS, ...rootKey });
    const node = new Node(second, await openIdentity(second, NOW_MS), 'merivaht/EE/3');
    node.log.publish(NOW_MS);
    assert.equal(node.bodies().length, 6);
    node.keeping.close();
    const alone = join(root, 'alone');
    DataFolder.open(alone).close();
    makeBackup(alone, join(root, 'backup-3'), new Date(NOW_MS).toISOString());
    assert.equal(restoreBackup(join(root, 'backup-3'), join(root, 'alone-2'), NOW_MS).newLog, undefined);
  });
});
