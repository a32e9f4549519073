import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import type { NumberedRecord } from '../pipeline/journal-record.ts';
import { DataFolder } from '../storage/data-folder.ts';
import { SqliteFederationKeeping } from '../storage/federation-store.ts';
import { madeRecord } from '../storage/made-records.contract.ts';
import { makeIdentity, openIdentity } from '../storage/node-identity.ts';
import { madeChanges } from '../storage/store.contract.ts';
import { TheatreKeeper } from '../storage/theatre-keeper.ts';
import { backupCommand } from './backup-command.ts';
import { restoreCommand } from './restore-command.ts';

const SEED = 13;
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
const terminal = { out: nowhere(), err: nowhere() };
const root = mkdtempSync(join(tmpdir(), 'merivaht-backup-'));
const data = join(root, 'data');
const backup = (out: string) => backupCommand.run(['--data', data, '--out', out], terminal);
const restore = (from: string, to: string) => restoreCommand.run(['--from', from, '--data', to], terminal);

async function records(keeper: TheatreKeeper): Promise<NumberedRecord[]> {
  const found: NumberedRecord[] = [];
  for await (const batch of keeper.read(0)) found.push(...batch);
  return found;
}

describe('a backup', () => {
  let folder: DataFolder;
  let keeper: TheatreKeeper;
  let stop = false;
  let busy: Promise<void>;

  before(async () => {
    folder = DataFolder.open(data);
    const theatre = folder.theatre('gulf-of-finland');
    writeFileSync(join(folder.officers, 'mari.json'), '{"name":"Mari Tamm"}');
    mkdirSync(join(theatre, 'archive', 'day=2024-12-25'), { recursive: true });
    writeFileSync(join(theatre, 'archive', 'day=2024-12-25', 'a.parquet'), 'PAR1');
    writeFileSync(join(theatre, 'archive', 'b.parquet.tmp'), 'half');
    keeper = await TheatreKeeper.open({ folder: theatre });
    let applied = 0;
    /** A watch that runs on: records, changes of the store and snapshots, as fast as they are kept. */
    busy = (async () => {
      const changes = madeChanges(SEED, 3000);
      while (!stop) {
        for (let i = 0; i < 200; i++) keeper.append(madeRecord(keeper.state.last + 1, SEED));
        const ready = changes.slice(applied, applied + 40).filter((c) => c.seq <= keeper.state.last);
        applied += ready.length;
        await keeper.applyChanges(ready);
        await keeper.whenDurable(keeper.state.last);
        await keeper.saveSnapshot(keeper.state.last, { at: keeper.state.last });
      }
    })();
    while (keeper.state.durableThrough < 1000) await new Promise((resolve) => setImmediate(resolve));
  });

  after(async () => {
    stop = true;
    await busy;
    await keeper.close();
    folder.close();
    rmSync(root, { recursive: true });
  });

  for (const name of ['as-folder', 'as-file.tar'])
    it(`of a running watch opens as it stood at a moment (${name})`, async () => {
      const durable = keeper.state.durableThrough;
      const applied = keeper.appliedThrough;
      const from = join(root, name);
      assert.equal(await backup(from), 0);
      const target = join(root, `restored-${name}`);
      assert.equal(await restore(from, target), 0);
      const opened = DataFolder.open(target);
      const restored = await TheatreKeeper.open({ folder: opened.theatre('gulf-of-finland') });
      assert.ok(restored.state.last >= durable);
      assert.ok(restored.appliedThrough >= applied && restored.appliedThrough <= restored.state.last);
      const found = await records(restored);
      assert.equal(found.length, restored.state.last);
      for (const { seq, record } of found) assert.equal(record.kind, madeRecord(seq, SEED).kind);
      const snapshot = await restored.loadSnapshot();
      assert.deepEqual(snapshot?.data, { at: snapshot?.seq });
      assert.ok(snapshot!.seq > 0 && snapshot!.seq <= restored.state.last);
      // Whatever the snapshot follows from is in the store.
      const acts = madeChanges(SEED, 3000).filter((c) => c.seq <= restored.appliedThrough).flatMap((c) => c.acts); // biome-ignore format: one thought
      assert.deepEqual(await restored.acts({ limit: 10_000 }), acts);
      await restored.close();
      opened.close();
      assert.equal(readFileSync(join(target, 'officers', 'mari.json'), 'utf8'), '{"name":"Mari Tamm"}');
      assert.deepEqual(readdirSync(join(target, 'theatres', 'gulf-of-finland', 'archive')), ['day=2024-12-25']);
      assert.deepEqual(readdirSync(root).filter((n) => /partial|restoring|unpacked/.test(n)), []); // biome-ignore format: one thought
    });

  it('is a tar file that tar reads', (t) => {
    let listed: string;
    try {
      listed = execFileSync('tar', ['-tf', join(root, 'as-file.tar')], { encoding: 'utf8' });
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return t.skip('needs tar');
      throw error;
    }
    assert.ok(listed.includes('theatres/gulf-of-finland/store.sqlite\n') && listed.includes('manifest.json\n'));
  });

  it('is refused when a file is changed, cut, missing, or leads out of the folder, and nothing is left of it', async () => {
    const spoil: readonly ((path: string) => void)[] = [
      (path) => {
        const bytes = readFileSync(path);
        bytes[2] = bytes[2]! ^ 1;
        writeFileSync(path, bytes);
      },
      (path) => writeFileSync(path, readFileSync(path).subarray(1)),
      (path) => rmSync(path),
    ];
    const target = join(root, 'refused');
    const kinds = /mari\.json|\.mvj|store\.sqlite|version\.json|\.parquet/;
    for (const [i, action] of spoil.entries()) {
      const from = join(root, `spoilt-${i}`);
      await backup(from);
      const files = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => kinds.test(name));
      assert.ok(files.length >= 5);
      for (const name of files) {
        const kept = readFileSync(join(from, name));
        action(join(from, name));
        await assert.rejects(restore(from, target), { code: 'MV-BACKUP-INVALID' }, name);
        writeFileSync(join(from, name), kept);
      }
      const manifest = join(from, 'manifest.json');
      const text = readFileSync(manifest, 'utf8');
      writeFileSync(manifest, text.replace('version.json', '../version.json'));
      await assert.rejects(restore(from, target), { code: 'MV-BACKUP-INVALID' });
      rmSync(manifest);
      await assert.rejects(restore(from, target), { code: 'MV-BACKUP-INVALID' });
      assert.ok(!existsSync(target) && !existsSync(`${target}.restoring`));
    }
    const tar = readFileSync(join(root, 'as-file.tar'));
    writeFileSync(join(root, 'cut.tar'), tar.subarray(0, tar.length - 2000));
    await assert.rejects(restore(join(root, 'cut.tar'), target), { code: 'MV-BACKUP-INVALID' });
  });

  it('goes nowhere where something is', async () => {
    await assert.rejects(backup(join(root, 'as-folder')), { code: 'MV-ARGUMENTS' });
    await assert.rejects(backup(join(root, 'as-file.tar')), { code: 'MV-ARGUMENTS' });
    await assert.rejects(restore(join(root, 'as-folder'), data), { code: 'MV-ARGUMENTS' });
    await assert.rejects(restore(join(root, 'never'), join(root, 'x')), { code: 'MV-INPUT-MISSING' });
    await assert.rejects(backupCommand.run(['--data', join(root, 'never'), '--out', join(root, 'y')], terminal), {
      code: 'MV-INPUT-MISSING',
    });
  });
});

describe('a backup of a node with partners', () => {
  const folder = mkdtempSync(join(tmpdir(), 'merivaht-backup-log-'));
  const path = (name: string): string => join(folder, name);
  after(() => rmSync(folder, { recursive: true }));

  it('is restored with a new card for a new log where the root key is given, and says so where not', async () => {
    DataFolder.open(path('data')).close();
    const root = { rootKeyFile: path('root'), rootPassphrase: 'kümme kollast kala all' };
    const endpoint = 'https://127.0.0.1:8443';
    await makeIdentity({ folder: path('data'), nodeId: 'EE', name: 'Estonia', endpoint, nowMs: Date.now(), ...root });
    SqliteFederationKeeping.open(path('data')).close();
    writeFileSync(path('passphrase'), `${root.rootPassphrase}\n`);
    assert.equal(await backupCommand.run(['--data', path('data'), '--out', path('copy.tar')], terminal), 0);
    if (process.platform !== 'win32') assert.equal(statSync(path('copy.tar')).mode & 0o077, 0);
    let said = '';
    const out = new Writable({
      write: (chunk, _encoding, done) => {
        said += String(chunk);
        done();
      },
    });
    const restored = (to: string, ...more: readonly string[]) =>
      restoreCommand.run(['--from', path('copy.tar'), '--data', path(to), ...more], { ...terminal, out });
    assert.equal(await restored('without'), 0);
    assert.match(said, /begins anew as merivaht\/EE\/2: make a card/);
    await assert.rejects(openIdentity(path('without')), { code: 'MV-CARD-OLD' });
    await assert.rejects(restored('half', '--root-key', path('root')), { code: 'MV-ARGUMENTS' });
    assert.ok(!existsSync(path('half')));
    assert.equal(await restored('with', '--root-key', path('root'), '--root-passphrase-file', path('passphrase')), 0);
    assert.match(said, /with a new card/);
    assert.equal((await openIdentity(path('with'))).nodeId, 'EE');
  });
});
