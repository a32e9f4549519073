/** The demonstration of partners as the README tells of it: three processes, every step checked by asking and by reading stores. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';

interface Played {
  readonly ok: boolean;
  readonly seconds: number;
  readonly steps: readonly { readonly step: string; readonly ok: boolean; readonly failed?: string }[];
}

it('Estonia, Finland and Japan peer, share, decide together and part', { timeout: 600_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'merivaht-partners-demo-'));
  try {
    const child = spawn(
      process.execPath,
      ['scripts/demo-partners.ts', '--once', '--json', '--untimed', '--data', folder],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let text = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (part: string) => {
      text += part;
    });
    const [status] = (await once(child, 'close')) as [number];
    const played = JSON.parse(text) as Played;
    t.diagnostic(`${played.steps.length} steps in ${played.seconds} s`);
    assert.deepEqual(
      played.steps.filter((s) => !s.ok).map((s) => `${s.step}: ${s.failed}`),
      [],
    );
    assert.ok(played.steps.length >= 15);
    assert.equal(played.ok, true);
    assert.equal(status, 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
