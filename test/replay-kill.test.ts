/** A recording that an officer stopped stays where it is, whatever happens to the process. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import type { TheatreState } from '../src/contract/live.ts';
import type { ReplayCommand } from '../src/contract/views.ts';
import { samplePath } from './sample-records.contract.ts';
import { eventually, getJson, postJson, startWatch, type WatchProcess } from './watch-process.contract.ts';

const REGION = 'gulf-of-finland';

it('a paused replay, and its speed, outlive kill -9; one that is played again plays', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'merivaht-replay-kill-'));
  after(() => rmSync(data, { recursive: true, force: true }));
  const source = `replay:${samplePath('gulf-of-finland-2024-12-25')}`;
  const start = async (): Promise<WatchProcess> => {
    const watch = await startWatch(['--source', source, '--region', REGION, '--data', data, '--port', '0']);
    t.after(() => watch.kill());
    return watch;
  };
  const state = (watch: WatchProcess) => getJson<TheatreState>(`${watch.url}/api/theatres/${REGION}/state`);
  const command = async (watch: WatchProcess, body: ReplayCommand): Promise<void> => {
    assert.ok((await postJson(`${watch.url}/api/theatres/${REGION}/replay`, body)).ok);
  };

  const first = await start();
  await command(first, { do: 'speed', speed: 600 });
  await eventually(
    'it runs',
    () => state(first),
    (s) => Date.parse(s.clock.dataAt) > Date.parse(s.replay!.from) + 60_000,
  );
  await command(first, { do: 'pause' });
  const paused = await state(first);
  await first.kill();

  const second = await start();
  const again = await state(second);
  assert.deepEqual([again.replay!.playing, again.replay!.speed], [false, 600]);
  assert.ok(again.clock.dataAt <= paused.clock.dataAt);
  await command(second, { do: 'speed', speed: 60 });
  assert.equal((await state(second)).clock.dataAt, again.clock.dataAt, 'it stands still');
  await command(second, { do: 'play' });
  await second.kill();

  const third = await start();
  const playing = await state(third);
  assert.deepEqual([playing.replay!.playing, playing.replay!.speed], [true, 60]);
  await eventually(
    'it runs on',
    () => state(third),
    (s) => s.clock.dataAt > playing.clock.dataAt,
  );
  assert.equal(await third.stop(), 0);
});
