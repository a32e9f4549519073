import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { SqliteStore } from './sqlite-store.ts';
import { madeChanges, storeContract } from './store.contract.ts';
import { migrate, STORE_VERSION } from './store-migrations.ts';

const folder = mkdtempSync(join(tmpdir(), 'merivaht-store-'));
let files = 0;
const path = (): string => join(folder, `${++files}.sqlite`);
after(() => rmSync(folder, { recursive: true }));

storeContract('SQLite', () => new SqliteStore(path()));

describe('the store in SQLite', () => {
  it('knows how far it is when it is opened again', () => {
    const file = path();
    const changes = madeChanges(5, 40);
    const first = new SqliteStore(file);
    first.apply(changes.slice(0, 25));
    first.close();
    const second = new SqliteStore(file);
    assert.equal(second.appliedThrough, changes[24]!.seq);
    second.apply(changes);
    assert.deepEqual(
      second.acts({ limit: 1000 }),
      changes.flatMap((c) => c.acts),
    );
    second.close();
  });

  it('applies all of a call or nothing', () => {
    const store = new SqliteStore(path());
    const changes = madeChanges(6, 30);
    const spoilt = { ...changes[29]!, crossings: [{ ...madeCrossing, kpM: 'x' as unknown as number }] };
    assert.throws(() => store.apply([...changes.slice(0, 29), spoilt]));
    assert.equal(store.appliedThrough, 0);
    assert.deepEqual(store.acts({ limit: 10 }), []);
    store.apply(changes);
    assert.equal(store.appliedThrough, changes[29]!.seq);
    store.close();
  });

  it('syncs each transaction', () => {
    const store = new SqliteStore(path());
    assert.deepEqual(store.durability, { journalMode: 'wal', synchronous: 2 });
    store.close();
  });

  it('copies what was there before a migration, and refuses what a newer program wrote', () => {
    const file = path();
    const store = new SqliteStore(file);
    store.apply(madeChanges(8, 10));
    store.close();
    const database = new DatabaseSync(file);
    const steps = [...Array.from({ length: STORE_VERSION }, () => ''), 'CREATE TABLE later (a INTEGER) STRICT'];
    migrate(database, file, steps);
    database.close();
    const copy = `${file}.version-${STORE_VERSION}`;
    assert.ok(existsSync(copy));
    assert.throws(() => new SqliteStore(file), { code: 'MV-DATA-VERSION' });
    const old = new SqliteStore(copy);
    assert.equal(old.appliedThrough, madeChanges(8, 10).at(-1)!.seq);
    old.close();
  });
});

const madeCrossing = { mmsi: 1, assetId: 'a', at: '2024-12-25T12:00:00Z', sigmaS: 1, kpM: 1, sigmaKpM: 1 };
