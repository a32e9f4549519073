/** A node whose partners cannot be opened, or fail under way, says so on the console and keeps its watch. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, it } from 'node:test';
import { GULF_SAMPLE } from '../scripts/partners/demo-data.ts';
import { freePort } from '../scripts/partners/demo-node.ts';
import type { TheatreState } from '../src/contract/live.ts';
import type { Health } from '../src/contract/views.ts';
import { makeIdentity } from '../src/storage/node-identity.ts';
import { addOfficer } from '../src/storage/officers.ts';
import { eventually, getJson, postJson, startWatch, type WatchProcess } from './watch-process.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'merivaht-partners-alarm-'));
const data = join(folder, 'data');
const log = join(data, 'log', 'federation.sqlite');
let officer = '';

before(async () => {
  mkdirSync(data, { mode: 0o700 });
  ({ officerId: officer } = await addOfficer(data, {
    name: 'Mari Tamm',
    observer: false,
    passphrase: 'kolm sinist saart idas',
  }));
  await makeIdentity({
    folder: data,
    nodeId: 'EE',
    name: 'Estonia',
    endpoint: `https://127.0.0.1:${await freePort()}`,
    rootKeyFile: join(folder, 'root.json'),
    rootPassphrase: 'seitse sinist saart idas',
    nowMs: Date.now(),
  });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const start = (): Promise<WatchProcess> =>
  startWatch([
    '--region',
    'gulf-of-finland',
    '--source',
    `replay:${GULF_SAMPLE}?speed=1`,
    '--data',
    data,
    '--port',
    '0',
  ]);
const alarmsOf = async ({ url }: WatchProcess): Promise<TheatreState['alarms']> =>
  (await getJson<TheatreState>(`${url}/api/theatres/gulf-of-finland/state`)).alarms.filter((alarm) =>
    alarm.code.startsWith('partners'),
  );
const sayAList = async ({ url }: WatchProcess, version: number): Promise<void> => {
  const list = { listId: 'l', title: 'Ours', version, entries: [] };
  const body = { kind: 'set-watch-list', list };
  const answer = await postJson(`${url}/api/partners/acts`, { actId: `list-act-${version}`, officer, body });
  assert.equal(answer.ok, true, await answer.clone().text());
};

it('raises no alarm while all is well, one when another process writes its log, and none of it stops the watch', async () => {
  const watch = await start();
  try {
    await sayAList(watch, 1);
    await eventually(
      'it is published',
      () => sizeOf(),
      (size) => size > 0,
    );
    assert.deepEqual(await alarmsOf(watch), []);
    const other = new DatabaseSync(log, { timeout: 5000 });
    other.exec('UPDATE log SET size = size + 48');
    other.close();
    await sayAList(watch, 2);
    const [alarm] = await eventually(
      'the alarm',
      () => alarmsOf(watch),
      (alarms) => alarms.length === 1,
    );
    assert.equal(alarm!.code, 'partners-failed');
    assert.match(alarm!.text, /Nothing is read from partners/);
    const health = await fetch(`${watch.url}/health`);
    const { theatres } = (await health.json()) as Health;
    assert.ok(theatres[0]!.alarms.some((a) => a.code === 'partners-failed'));
  } finally {
    await watch.kill();
  }
});

it('says why it is kept without partners, and what to do; it ends as any other when told', async () => {
  const whole = new DatabaseSync(log);
  whole.exec('UPDATE log SET size = size - 48; PRAGMA wal_checkpoint(TRUNCATE)');
  whole.close();
  const old = join(folder, 'old.sqlite');
  cpSync(log, old);
  const first = await start();
  await sayAList(first, 3);
  await eventually('it is published', () => sizeOf(old) < sizeOf(), Boolean);
  assert.equal(await first.stop(), 0);
  for (const end of ['-wal', '-shm']) rmSync(`${log}${end}`, { force: true });
  cpSync(old, log);
  const watch = await start();
  try {
    const [alarm] = await eventually(
      'the alarm',
      () => alarmsOf(watch),
      (alarms) => alarms.length === 1,
    );
    assert.deepEqual([alarm!.code, alarm!.values], ['partners-closed', { code: 'MV-LOG-OLDER' }]);
    assert.match(alarm!.text, /old copy: restore from a backup/);
  } finally {
    assert.equal(await watch.stop(), 0);
  }
});

function sizeOf(path = log): number {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    return Number((database.prepare('SELECT size FROM log').get() as { size: number }).size);
  } finally {
    database.close();
  }
}
