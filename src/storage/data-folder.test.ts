import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { DataFolder, theatreFolder } from './data-folder.ts';

describe('the data folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'merivaht-data-'));
  after(() => rmSync(root, { recursive: true }));

  it('is made, and lets one in at a time', () => {
    const path = join(root, 'deep', 'data');
    const first = DataFolder.open(path);
    assert.deepEqual(JSON.parse(readFileSync(join(path, 'version.json'), 'utf8')), {
      schema: 'merivaht.data/1',
      version: 1,
    });
    assert.throws(() => DataFolder.open(path), { code: 'MV-DATA-LOCKED' });
    assert.ok(existsSync(first.theatre('gulf-of-finland')));
    first.close();
    DataFolder.open(path).close();
    assert.ok(!existsSync(join(path, 'lock')));
  });

  it('is closed while another process holds it, and open when that one was killed', async () => {
    const path = join(root, 'killed');
    const module = new URL('./data-folder.ts', import.meta.url).href;
    const script = `import { DataFolder } from '${module}'; DataFolder.open(process.argv[1]); console.log('open'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    assert.throws(() => DataFolder.open(path), { code: 'MV-DATA-LOCKED' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.ok(existsSync(join(path, 'lock')));
    DataFolder.open(path).close();
  });

  it('takes over what a process of the same number left that began at another time, and what was half written', (t) => {
    const path = join(root, 'numbers');
    DataFolder.open(path).close();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const stale = [`{"pid":${dead}}`, '{"pid":', ''];
    if (existsSync('/proc/self/stat')) stale.push(`{"pid":${process.pid},"startedTicks":1}`);
    else t.diagnostic('no /proc: the time a process began is not known here');
    for (const text of stale) {
      writeFileSync(join(path, 'lock'), text);
      DataFolder.open(path).close();
    }
  });

  it('refuses a newer version and leaves no lock', () => {
    const path = join(root, 'newer');
    DataFolder.open(path).close();
    writeFileSync(join(path, 'version.json'), '{"schema":"merivaht.data/1","version":2}');
    assert.throws(() => DataFolder.open(path), { code: 'MV-DATA-VERSION' });
    assert.ok(!existsSync(join(path, 'lock')));
  });

  it('makes no path of a strange id', () => {
    for (const id of ['..', 'a/b', '', 'A', 'x'.repeat(81)])
      assert.throws(() => theatreFolder('/d', id), { code: 'MV-ARGUMENTS' });
  });
});
