import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { madeSentences, started } from './live-source.contract.ts';
import { Stdin } from './live-stdin.ts';

const program = join(dirname(fileURLToPath(import.meta.url)), 'stdin-child.contract.ts');

interface ChildTold {
  readonly text: string;
  readonly states: readonly string[];
  readonly because: readonly string[];
}

async function throughChild(feed: (stdin: NodeJS.WritableStream) => void): Promise<ChildTold> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.on('error', () => undefined);
  feed(child.stdin);
  assert.equal(await ended, 0);
  return JSON.parse(said) as ChildTold;
}

describe('standard input', () => {
  it('of a real process comes through whole, and its end is said', async () => {
    const text = madeSentences(5000)
      .map((s) => `${s}\n`)
      .join('');
    const told = await throughChild((stdin) => stdin.end(text));
    assert.equal(told.text, text);
    assert.deepEqual(told.states, ['up', 'ended', 'cut', 'restored', 'ended']);
    assert.equal(told.because[1], 'standard input is at its end');
  });

  it('is let go when the node stops, though the other program goes on', async () => {
    const told = await throughChild((stdin) => stdin.write('!one\n!stop\n'));
    assert.deepEqual([told.text, told.states], ['!one\n!stop\n', ['up']]);
  });

  it('waits while the node is behind; while it is cut, what comes is left out', async () => {
    const stream = new PassThrough();
    const { source, told } = started('stdin', new Stdin(stream));
    stream.write('!one\n');
    await told.until(() => told.text === '!one\n');
    source.setPaused(true);
    stream.write('!waiting\n');
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(told.text, '!one\n');
    source.setPaused(false);
    await told.until(() => told.text === '!one\n!waiting\n');
    source.cut();
    await new Promise((resolve) => setImmediate(resolve));
    stream.write('!left out\n');
    // Paused or not: it must not pile up.
    source.setPaused(true);
    await told.until(() => stream.readableLength === 0);
    source.setPaused(false);
    source.restore();
    await told.count('up', 2);
    stream.write('!two\n');
    await told.until(() => told.lines.includes('!two'));
    assert.equal(told.text, '!one\n!waiting\n!two\n');
    await source.stop();
  });
});
