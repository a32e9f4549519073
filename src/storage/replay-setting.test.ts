import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { ReplayState } from '../contract/live.ts';
import { ReplaySettingFile } from './replay-setting.ts';

const STATE: ReplayState = {
  playing: false,
  speed: 60,
  from: '2024-12-25T00:00:00Z',
  to: '2024-12-26T00:00:00Z',
  beginAt: '2024-12-25T10:00:00Z',
  ended: false,
  slowsAtHigh: true,
};

describe('the setting of a replay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'merivaht-replay-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is the one that was kept last, and nothing else is left of it', async () => {
    const file = new ReplaySettingFile(folder);
    assert.equal(await file.read(), undefined);
    const kept = Array.from({ length: 20 }, (_, i) => file.keep({ ...STATE, speed: i + 1 }));
    await Promise.all([...kept, file.keep({ ...STATE, speed: 7, seekingTo: '2024-12-25T12:00:00Z' })]);
    const wanted = { playing: false, speed: 7, slowsAtHigh: true, seekingTo: '2024-12-25T12:00:00Z' };
    assert.deepEqual(await new ReplaySettingFile(folder).read(), wanted);
    assert.deepEqual(readdirSync(folder), ['replay.json']);
  });

  it('is none where it cannot be read, and kept anew', async () => {
    for (const text of ['', '{', '{"schema":"merivaht.replay-setting/2","playing":true}', 'null']) {
      writeFileSync(join(folder, 'replay.json'), text);
      assert.equal(await new ReplaySettingFile(folder).read(), undefined, text);
    }
    await new ReplaySettingFile(folder).keep(STATE);
    assert.equal((await new ReplaySettingFile(folder).read())?.playing, false);
  });

  it('is kept again in a folder that was made anew, and refused as trouble where there is none', async () => {
    const gone = join(folder, 'gone');
    const file = new ReplaySettingFile(gone);
    await assert.rejects(file.keep(STATE));
    writeFileSync(join(folder, 'plain'), '');
    await assert.rejects(new ReplaySettingFile(join(folder, 'plain')).keep(STATE), { code: 'MV-OUTPUT-FAILED' });
  });
});
