import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { describe, it, type TestContext } from 'node:test';
import { HastyTimers, madeSentences, started } from './live-source.contract.ts';
import { MAX_DATAGRAM_BYTES, Udp } from './live-udp.ts';
import { machineTimers } from './timers.ts';

async function listening(t: TestContext) {
  const udp = new Udp({ host: '127.0.0.1', port: 0, random: () => 0.5, timers: machineTimers });
  const { source, told } = started('udp', udp);
  const socket = createSocket('udp4');
  t.after(async () => {
    socket.close();
    await source.stop();
  });
  await told.count('up');
  const send = (text: string | Uint8Array): Promise<void> =>
    new Promise((resolve, reject) =>
      socket.send(text, udp.port!, '127.0.0.1', (error) => (error === null ? resolve() : reject(error))),
    );
  return { udp, source, told, send };
}

describe('UDP', () => {
  it('gives each datagram as lines of its own, with or without an end of line', async (t) => {
    const { told, send } = await listening(t);
    const sentences = madeSentences(300);
    for (const [i, sentence] of sentences.entries()) {
      await send(i % 3 === 0 ? sentence : `${sentence}${i % 3 === 1 ? '\n' : '\r\n'}`);
      // One by one: a burst may be lost by the system, which is not what is looked at here.
      await told.until(() => told.chunks.length > i);
    }
    assert.deepEqual(told.lines, sentences);
    await send(`${sentences[0]}\n${sentences[1]}`);
    await told.until(() => told.chunks.length > sentences.length);
    assert.deepEqual(told.lines.slice(-2), sentences.slice(0, 2));
  });

  it('drops and counts what is too large, and what comes while the node is behind', async (t) => {
    const { source, told, send } = await listening(t);
    await send(Buffer.alloc(MAX_DATAGRAM_BYTES, 120));
    await send(Buffer.alloc(MAX_DATAGRAM_BYTES + 1, 121));
    await send(Buffer.alloc(0));
    await send('!one');
    await told.until(() => told.lines.includes('!one'));
    assert.deepEqual([source.dropped, told.chunks.length], [1, 2]);
    source.setPaused(true);
    await send('!lost');
    await send('!lost too');
    await told.until(() => source.dropped === 3);
    source.setPaused(false);
    await send('!two');
    await told.until(() => told.lines.includes('!two'));
    assert.ok(!told.text.includes('lost'));
  });

  it('waits for a port that is taken; is cut and restored', async (t) => {
    const taken = createSocket('udp4');
    await new Promise<void>((resolve) => taken.bind(0, '127.0.0.1', resolve));
    const { port } = taken.address();
    const timers = new HastyTimers();
    const udp = new Udp({ host: '127.0.0.1', port, random: () => 0.5, timers });
    const { source, told } = started('udp', udp);
    t.after(() => source.stop());
    await told.until(() => timers.delaysMs.length > 3);
    assert.deepEqual(told.states, ['down']);
    await new Promise<void>((resolve) => taken.close(resolve));
    await told.count('up');
    source.cut();
    source.restore();
    await told.count('up', 2);
    assert.deepEqual(told.states, ['down', 'up', 'cut', 'restored', 'up']);
    assert.equal(udp.port, port);
  });
});
