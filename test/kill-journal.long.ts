/** Kills a process that journals, at any moment, and looks at what it left; then another one goes on from there. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { DataFolder } from '../src/storage/data-folder.ts';
import { madeRecord } from '../src/storage/made-records.contract.ts';
import { TheatreKeeper } from '../src/storage/theatre-keeper.ts';

const KILLS = 60;
const RECORD_SEED = 17;
const CHILD = fileURLToPath(new URL('./kill-journal-child.ts', import.meta.url));

interface Said {
  open: number;
  durable: number;
  applied: number;
  snapshot: number;
}

/** Runs until it has said so many things, then a little longer; kills it. What it had said by then. */
async function killedRun(path: string, seed: number): Promise<Said> {
  const random = seededRandom(seed);
  const said: Said = { open: 0, durable: 0, applied: 0, snapshot: 0 };
  const child = spawn(process.execPath, [CHILD, path, String(RECORD_SEED), String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let left = random.integer(0, 25);
  const laterMs = random.between(0, 25);
  const exit = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const [what, seq] = line.split(' ') as [keyof Said, string];
    said[what] = Math.max(said[what], Number(seq));
    if (left-- === 0) setTimeout(() => child.kill('SIGKILL'), laterMs);
  }
  const [, signal] = await exit;
  assert.equal(signal, 'SIGKILL', `seed ${seed}: it ended by itself`);
  return said;
}

async function check(keeper: TheatreKeeper, ever: Said, where: string): Promise<void> {
  const end = keeper.state.last;
  assert.ok(end >= Math.max(ever.durable, ever.open), `${where}: ends at ${end}, acknowledged ${ever.durable}`);
  assert.ok(keeper.appliedThrough >= ever.applied, `${where}: store at ${keeper.appliedThrough}, said ${ever.applied}`);
  assert.ok(keeper.appliedThrough <= end, `${where}: the store is ahead of the journal`);
  let last = 0;
  for await (const batch of keeper.read(0))
    for (const { seq, record } of batch) {
      assert.equal(seq, ++last, where);
      assert.equal(plain(record), plain(madeRecord(seq, RECORD_SEED)), `${where}: record ${seq}`);
    }
  assert.equal(last, end, where);
  const snapshot = await keeper.loadSnapshot();
  assert.ok((snapshot?.seq ?? 0) >= ever.snapshot, `${where}: snapshot ${snapshot?.seq}, said ${ever.snapshot}`);
  if (snapshot) assert.equal((snapshot.data as { seq: number }).seq, snapshot.seq);
  const acts = await keeper.acts({ limit: 1_000_000 });
  assert.deepEqual(
    acts.map((act) => act.actId),
    Array.from({ length: Math.floor(keeper.appliedThrough / 10) }, (_, i) => `act-${(i + 1) * 10}`),
    `${where}: acts in the store, each once`,
  );
}

describe('a journal whose process is killed', () => {
  const root = mkdtempSync(join(tmpdir(), 'merivaht-kill-'));
  after(() => rmSync(root, { recursive: true }));

  it(`holds all that was acknowledged, ${KILLS} times, and goes on`, async (t) => {
    const path = join(root, 'data');
    const ever: Said = { open: 0, durable: 0, applied: 0, snapshot: 0 };
    for (let seed = 1; seed <= KILLS; seed++) {
      const said = await killedRun(path, seed);
      for (const what of Object.keys(ever) as (keyof Said)[]) ever[what] = Math.max(ever[what], said[what]);
      const data = DataFolder.open(path);
      const keeper = await TheatreKeeper.open({ folder: data.theatre('gulf') });
      try {
        await check(keeper, ever, `seed ${seed}`);
      } finally {
        await keeper.close();
        data.close();
      }
    }
    t.diagnostic(`seeds 1 to ${KILLS}; ${ever.durable} records acknowledged, newest snapshot ${ever.snapshot}`);
    assert.ok(ever.durable > 1000 && ever.snapshot > 0);
  });
});

const plain = (record: object): string =>
  JSON.stringify(
    'bytes' in record ? { ...record, bytes: Buffer.from(record.bytes as Uint8Array).toString('hex') } : record,
  );
