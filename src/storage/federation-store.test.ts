import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import type { FederationKeeping } from '../federation/keeping.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { federationKeepingContract, type Kept, madeCheckpoint, madeWaiting } from './federation-keeping.contract.ts';
import { federationFile, logFolder, SqliteFederationKeeping } from './federation-store.ts';

const root = mkdtempSync(join(tmpdir(), 'merivaht-federation-'));
let folders = 0;
const opened = new Set<SqliteFederationKeeping>();
const open = (data: string): SqliteFederationKeeping => {
  const keeping = SqliteFederationKeeping.open(data);
  opened.add(keeping);
  return keeping;
};
const fresh = (): string => join(root, String(++folders));
after(() => {
  for (const keeping of opened) keeping.close();
  rmSync(root, { recursive: true });
});

function kept(data: string): Kept<FederationKeeping> {
  const keeping = open(data);
  return {
    keeping,
    reopen: () => {
      keeping.close();
      opened.delete(keeping);
      return kept(data);
    },
  };
}

federationKeepingContract('SQLite', () => kept(fresh()));

const random = seededRandom(3);
/** One tick with the record that waits. */
function publish(keeping: FederationKeeping): void {
  const followsSize = keeping.checkpoint()?.size ?? 0;
  const number = followsSize / 48 + 1;
  const waits = madeWaiting(number, -1, random);
  keeping.addWaiting([waits]);
  const { salt, jws } = waits;
  const size = followsSize + 48;
  const entry = { index: followsSize, lane: -1, ordinal: number, number, salt, jws, commitment: salt };
  const tileRoots = Math.floor(size / 256) > Math.floor(followsSize / 256) ? [{ level: 1, index: Math.floor(size / 256) - 1, hash: salt }] : []; // biome-ignore format: one thought
  keeping.commit({ followsSize, checkpoint: madeCheckpoint(size, random), entries: [entry], tileRoots, reservedThrough: size }); // biome-ignore format: one thought
}

/** A folder with so many publications, closed. */
function published(count: number): string {
  const data = fresh();
  const keeping = SqliteFederationKeeping.open(data);
  for (let i = 0; i < count; i++) publish(keeping);
  keeping.close();
  return data;
}

const mark = (data: string): string => join(logFolder(data), 'checkpoint');
const older = { code: 'MV-LOG-OLDER' };

describe('the database of a log', () => {
  it('syncs each transaction, and lies where only its owner reads', () => {
    const data = fresh();
    assert.deepEqual(open(data).durability, { journalMode: 'wal', synchronous: 2 });
    if (process.platform !== 'win32') assert.equal(statSync(logFolder(data)).mode & 0o777, 0o700);
  });

  it('is refused when it is an older copy, and the newer one is taken again', () => {
    const data = published(3);
    const copy = join(root, 'older.sqlite');
    copyFileSync(federationFile(data), copy);
    const first = SqliteFederationKeeping.open(data);
    publish(first);
    first.close();
    const newest = join(root, 'newest.sqlite');
    renameSync(federationFile(data), newest);
    copyFileSync(copy, federationFile(data));
    assert.throws(() => open(data), older);
    rmSync(federationFile(data));
    assert.throws(() => open(data), older, 'an empty one in its place');
    rmSync(federationFile(data));
    renameSync(newest, federationFile(data));
    assert.equal(open(data).checkpoint()?.size, 4 * 48);
  });

  it('is refused when its mark is gone, of another log, older or damaged', () => {
    const data = published(3);
    const text = readFileSync(mark(data), 'utf8');
    const refuses = (because: string): void => assert.throws(() => open(data), older, because);
    rmSync(mark(data));
    refuses('gone');
    copyFileSync(mark(published(3)), mark(data));
    refuses('of another log');
    for (const changed of [text.slice(0, -9), text.replace(/"commits":3/, '"commits":2'), '']) {
      assert.notEqual(changed, text);
      writeFileSync(mark(data), changed);
      refuses(changed);
    }
    writeFileSync(mark(data), text);
    assert.equal(open(data).checkpoint()?.size, 3 * 48);
  });

  it('starts after a crash before and after its commit', () => {
    const data = published(3);
    const before = readFileSync(mark(data));
    const next = `${mark(data)}.next`;
    const keeping = SqliteFederationKeeping.open(data);
    publish(keeping);
    keeping.close();
    // Committed, and the mark has not taken its name.
    renameSync(mark(data), next);
    writeFileSync(mark(data), before);
    const again = SqliteFederationKeeping.open(data);
    assert.equal(again.checkpoint()?.size, 4 * 48);
    again.close();
    assert.ok(!existsSync(next));
    // Prepared, and never committed.
    const ahead = JSON.parse(readFileSync(mark(data), 'utf8')) as { commits: number };
    writeFileSync(next, JSON.stringify({ ...ahead, commits: ahead.commits + 1 }));
    const third = open(data);
    assert.equal(third.checkpoint()?.size, 4 * 48);
    assert.ok(!existsSync(next));
    publish(third);
    assert.equal(third.checkpoint()?.size, 5 * 48);
  });

  it('is refused when it does not agree with itself', () => {
    const spoil = [
      'DELETE FROM entry WHERE leaf = 48',
      'UPDATE log SET size = 48',
      'UPDATE log SET last_number = 2',
      "UPDATE log SET root = x'00'",
      'UPDATE log SET reserved_through = 0',
      "UPDATE log SET origin = 'merivaht/EE/9'",
    ];
    for (const sql of spoil) {
      const data = published(3);
      const database = new DatabaseSync(federationFile(data));
      database.exec(sql);
      database.close();
      assert.throws(() => open(data), older, sql);
    }
  });

  it('is written by one process: the second that goes on from the same size is refused', () => {
    const data = published(2);
    const [one, other] = [open(data), open(data)];
    const stale = { followsSize: 96, checkpoint: madeCheckpoint(144, random), entries: [], tileRoots: [], reservedThrough: 144 }; // biome-ignore format: one thought
    publish(one);
    assert.throws(() => other.commit(stale), { code: 'MV-LOG-FORKED' });
    assert.equal(one.checkpoint()?.size, 144);
    assert.equal(one.entries(0, 1000).length, 3);
  });

  it('goes on when its mark could not be written, and keeps nothing of what failed', () => {
    const data = published(2);
    const keeping = open(data);
    const folder = logFolder(data);
    const aside = `${folder}.aside`;
    renameSync(folder, aside);
    // A file where the folder is to be: nothing can be written into it, whoever runs this.
    writeFileSync(folder, '');
    assert.throws(() => publish(keeping), { code: 'MV-OUTPUT-FAILED' });
    rmSync(folder);
    renameSync(aside, folder);
    assert.equal(keeping.checkpoint()?.size, 96);
    const [waits] = keeping.waiting();
    const entry = { index: 96, lane: -1, ordinal: 3, number: 3, salt: waits!.salt, jws: waits!.jws, commitment: waits!.salt }; // biome-ignore format: one thought
    keeping.commit({ followsSize: 96, checkpoint: madeCheckpoint(144, random), entries: [entry], tileRoots: [], reservedThrough: 144 }); // biome-ignore format: one thought
    keeping.close();
    opened.delete(keeping);
    assert.equal(open(data).checkpoint()?.size, 144);
  });
});
