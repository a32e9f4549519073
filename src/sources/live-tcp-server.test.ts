import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { seededRandom } from '../lib/seeded-random.ts';
import { MAX_LINE_BYTES } from './line-cutter.ts';
import { HastyTimers, madeSentences, started } from './live-source.contract.ts';
import { TcpServer } from './live-tcp-server.ts';
import { machineTimers } from './timers.ts';

async function listening(t: TestContext, maxClients = 8) {
  const server = new TcpServer({ host: '127.0.0.1', port: 0, maxClients, random: () => 0.5, timers: machineTimers });
  const { source, told } = started('tcp-server', server);
  t.after(() => source.stop());
  await told.count('up');
  const client = (): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = connect(server.port!, '127.0.0.1', () => resolve(socket));
      socket.on('error', () => undefined);
      t.after(() => socket.destroy());
    });
  return { server, source, told, client };
}

describe('a TCP server', () => {
  it('keeps the lines of several clients whole and in order, however they are cut and mixed', async (t) => {
    const { told, client } = await listening(t);
    const sentences = madeSentences(3000);
    const random = seededRandom(11);
    const senders = await Promise.all(
      [0, 1, 2].map(async (k) => {
        const own = sentences.filter((_, i) => i % 3 === k);
        return { own, text: own.map((s) => `${s}\r\n`).join(''), at: 0, socket: await client() };
      }),
    );
    while (senders.some((s) => s.at < s.text.length)) {
      const sender = random.pick(senders);
      const to = sender.at + random.integer(1, 300);
      sender.socket.write(sender.text.slice(sender.at, to));
      sender.at = to;
      if (random.next() < 0.05) await new Promise((resolve) => setImmediate(resolve));
    }
    await told.until(() => told.lines.length >= sentences.length);
    const places = new Map(sentences.map((s, i) => [s, i]));
    for (const [k, { own }] of senders.entries())
      assert.deepEqual(
        told.lines.filter((line) => places.get(line)! % 3 === k),
        own,
      );
    assert.equal(told.lines.length, sentences.length);
  });

  it('turns clients away beyond its bound, and takes new ones when old ones have gone', async (t) => {
    const { server, source, told, client } = await listening(t, 2);
    const [one] = [await client(), await client()];
    await told.until(() => server.clients === 2);
    const third = await client();
    await new Promise((resolve) => third.once('close', resolve).resume());
    assert.equal(source.refused, 1);
    one.end('!no end of line');
    await told.until(() => server.clients === 1);
    assert.equal(told.text, '!no end of line\n');
    (await client()).write('!fourth\n');
    await told.until(() => told.lines.includes('!fourth'));
    assert.equal(source.refused, 1);
  });

  it('sends away a client that sends for ever without an end of line, and hears the others', async (t) => {
    const { server, source, told, client } = await listening(t);
    const [junk, good] = [await client(), await client()];
    const block = Buffer.alloc(16 * 1024, 0);
    const gone = new Promise((resolve) => junk.once('close', resolve));
    const more = (): void => {
      while (!junk.destroyed && junk.write(block));
    };
    junk.on('drain', more);
    junk.resume();
    more();
    await gone;
    good.write('!good\n');
    await told.until(() => told.lines.length > 0);
    assert.equal(told.text, '!good\n', `nothing of a line longer than ${MAX_LINE_BYTES}`);
    assert.equal(source.dropped, 1);
    await told.until(() => server.clients === 1);
  });

  it('stops reading while the node is behind: clients that were there, and new ones', async (t) => {
    const { source, told, server, client } = await listening(t);
    const before = await client();
    await told.until(() => server.clients === 1);
    source.setPaused(true);
    const after = await client();
    await told.until(() => server.clients === 2);
    before.write('!before\n');
    after.write('!after\n');
    // Both have long arrived at this machine when a third exchange on it is over.
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(told.text, '');
    source.setPaused(false);
    await told.until(() => told.lines.length === 2);
    assert.deepEqual(told.lines.sort(), ['!after', '!before']);
  });

  it('waits for a port that is taken, and listens again after it was cut', async (t) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const timers = new HastyTimers();
    const server = new TcpServer({ host: '127.0.0.1', port, maxClients: 2, random: () => 0.5, timers });
    const { source, told } = started('tcp-server', server);
    t.after(() => source.stop());
    await told.until(() => timers.delaysMs.length > 3);
    assert.deepEqual(told.states, ['down']);
    assert.match(told.because[0]!, /the port is taken/);
    await new Promise((resolve) => other.close(resolve));
    await told.count('up');
    source.cut();
    source.restore();
    await told.count('up', 2);
    assert.deepEqual(told.states, ['down', 'up', 'cut', 'restored', 'up']);
    assert.equal(server.port, port);
  });
});
