import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { seededRandom } from '../lib/seeded-random.ts';
import { GrowingFile } from './live-file.ts';
import { HastyTimers, madeSentences, started } from './live-source.contract.ts';
import type { TransportSource } from './live-transport.ts';

const folder = mkdtempSync(join(tmpdir(), 'merivaht-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newPath = (): string => join(folder, `${++files}.nmea`);
const open: TransportSource[] = [];
afterEach(async () => {
  for (const source of open.splice(0)) await source.stop();
});

function following(path: string, from: 'start' | 'end', timers = new HastyTimers()) {
  const both = started('file', new GrowingFile({ path, from, timers }));
  open.push(both.source);
  return both;
}

describe('a growing file', () => {
  it('is followed from its beginning through appends of any size', async () => {
    const path = newPath();
    const sentences = madeSentences(5000);
    const text = sentences.map((s) => `${s}\n`).join('');
    const random = seededRandom(5);
    writeFileSync(path, text.slice(0, 100_000));
    const { source, told } = following(path, 'start');
    for (let at = 100_000; at < text.length; ) {
      const to = at + random.integer(1, 9000);
      appendFileSync(path, text.slice(at, to));
      at = to;
      if (random.next() < 0.3) await told.until(() => told.text.length >= Math.min(at, text.length));
    }
    await told.until(() => told.text.length >= text.length);
    await source.stop();
    assert.equal(told.text, text);
    assert.deepEqual(told.states, ['up']);
  });

  it('gives the header of a CSV that it reads from its end, at the start and after a cut', async () => {
    const path = newPath();
    writeFileSync(path, 'mmsi,lat\n1,2\n');
    const both = started('file', new GrowingFile({ path, from: 'end', format: 'csv', timers: new HastyTimers() }));
    open.push(both.source);
    const { source, told } = both;
    await told.until(() => told.text === 'mmsi,lat\n');
    appendFileSync(path, '3,4\n');
    await told.until(() => told.text === 'mmsi,lat\n3,4\n');
    source.cut();
    appendFileSync(path, '5,6\n');
    source.restore();
    await told.until(() => told.text === 'mmsi,lat\n3,4\nmmsi,lat\n');
    await source.stop();
  });

  it('is followed from its end, and after a cut goes on at its end again', async () => {
    const path = newPath();
    writeFileSync(path, '!old\n');
    const { source, told } = following(path, 'end');
    await told.count('up');
    appendFileSync(path, '!one\n');
    await told.until(() => told.text === '!one\n');
    source.cut();
    appendFileSync(path, '!meanwhile\n');
    source.restore();
    await told.count('up', 2);
    appendFileSync(path, '!two\n');
    await told.until(() => told.lines.includes('!two'));
    await source.stop();
    assert.equal(told.text, '!one\n!two\n');
    assert.deepEqual(told.states, ['up', 'cut', 'restored', 'up']);
  });

  it('that is rotated is read to its end, then the new one from its beginning', async () => {
    const path = newPath();
    writeFileSync(path, '');
    const { source, told } = following(path, 'end');
    await told.count('up');
    const expected: string[] = [];
    for (let turn = 0; turn < 20; turn++) {
      const [last, first] = [`!${turn} last of the old`, `!${turn} first of the new`];
      expected.push(last, first);
      // In one go: it must not depend on when the file is looked at.
      appendFileSync(path, `${last}\n`);
      renameSync(path, `${path}.${turn}`);
      writeFileSync(path, `${first}\n`);
      await told.count('up', turn + 2);
    }
    await told.until(() => told.lines.length === expected.length);
    await source.stop();
    assert.deepEqual(told.lines, expected);
    assert.ok(told.states.every((s) => s === 'up'));
  });

  it('that is emptied and written anew is read from its beginning', async () => {
    const path = newPath();
    writeFileSync(path, '!a long line of yesterday\n');
    const { source, told } = following(path, 'start');
    await told.until(() => told.lines.length === 1);
    truncateSync(path, 0);
    appendFileSync(path, '!today\n');
    await told.until(() => told.lines.length === 2);
    await source.stop();
    assert.equal(told.lines[1], '!today');
    assert.match(told.because[1]!, /became shorter/);
  });

  it('that is not there yet is waited for, said once, and then read as a whole', async () => {
    const path = newPath();
    const timers = new HastyTimers();
    const { source, told } = following(path, 'end', timers);
    await told.until(() => timers.delaysMs.length > 5);
    writeFileSync(path, '!first\n');
    await told.until(() => told.lines.length === 1);
    await source.stop();
    assert.deepEqual(told.states, ['down', 'up']);
    assert.match(told.because[0]!, /there is no such file; it is looked for again/);
    mkdirSync(join(folder, 'a-folder'));
    const wrong = following(join(folder, 'a-folder'), 'start');
    await wrong.told.count('down');
    await wrong.source.stop();
    assert.match(wrong.told.because[0]!, /it is a directory/);
  });

  it('waits in the file while the node is behind, and loses nothing', async () => {
    const path = newPath();
    writeFileSync(path, '');
    const timers = new HastyTimers();
    const { source, told } = following(path, 'start', timers);
    await told.count('up');
    source.setPaused(true);
    const looks = async (times: number): Promise<void> => {
      const before = timers.delaysMs.length;
      await told.until(() => timers.delaysMs.length > before + times);
    };
    // A read that is under way may still bring something.
    await looks(1);
    appendFileSync(path, '!waiting\n');
    await looks(3);
    assert.equal(told.text, '');
    source.setPaused(false);
    await told.until(() => told.text === '!waiting\n');
    await source.stop();
  });
});
