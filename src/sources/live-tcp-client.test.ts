import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { seededRandom } from '../lib/seeded-random.ts';
import { BackOff, FIRST_WAIT_MS, LONGEST_WAIT_MS } from './back-off.ts';
import { HastyTimers, madeSentences, started } from './live-source.contract.ts';
import { MAX_BYTES_WITHOUT_LINE, TcpClient, withoutJson } from './live-tcp-client.ts';
import { machineTimers } from './timers.ts';

const random = (): number => 0.5;

/** A server whose connections the test holds in its hands. */
class Station {
  readonly sockets: Socket[] = [];
  readonly server: Server;
  #waiting: (() => void)[] = [];

  constructor() {
    this.server = createServer((socket) => {
      socket.on('error', () => undefined);
      this.sockets.push(socket);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  async connection(number: number): Promise<Socket> {
    while (this.sockets.length < number) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.sockets[number - 1]!;
  }

  async kill(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

async function station(t: TestContext): Promise<{ at: Station; port: number }> {
  const at = new Station();
  t.after(() => at.kill().catch(() => undefined));
  return { at, port: await at.listen() };
}

const plain = (port: number, timers = machineTimers): TcpClient =>
  new TcpClient({ host: '127.0.0.1', port, speaks: 'plain', random, timers });

describe('a TCP client', () => {
  it('gives every byte in order, and says when the connection is up and when it is lost', async (t) => {
    const { at, port } = await station(t);
    const { source, told } = started('tcp', plain(port));
    t.after(() => source.stop());
    const socket = await at.connection(1);
    const sentences = madeSentences(2000);
    // In pieces that end anywhere.
    const text = sentences.map((s) => `${s}\r\n`).join('');
    const pieces = seededRandom(7);
    for (let from = 0; from < text.length; ) {
      const to = from + pieces.integer(1, 400);
      socket.write(text.slice(from, to));
      from = to;
    }
    await told.until(() => told.text.length >= text.length);
    assert.equal(told.text, text);
    socket.end();
    await told.count('down');
    assert.deepEqual(told.states, ['up', 'down']);
    assert.match(told.because[1]!, /^127\.0\.0\.1:\d+: the other side closed the connection; it is tried again$/);
  });

  it('connects again after the server was killed and started anew, and says each trouble once', async (t) => {
    const first = await station(t);
    const timers = new HastyTimers((delayMs) => delayMs === 10_000);
    const { source, told } = started('tcp', plain(first.port, timers));
    t.after(() => source.stop());
    (await first.at.connection(1)).write('!before\n');
    await told.until(() => told.text === '!before\n');
    await first.at.kill();
    await told.until(() => told.because.some((b) => /nothing listens there/.test(b)) && timers.delaysMs.length > 12);
    const second = new Station();
    t.after(() => second.kill());
    await second.listen(first.port);
    (await second.connection(1)).write('!after\n');
    await told.until(() => told.text === '!before\n!after\n');
    assert.equal(told.states[0], 'up');
    assert.equal(told.states.at(-1), 'up');
    assert.equal(told.states.filter((s) => s === 'up').length, 2);
    const refusals = told.because.filter((b) => /nothing listens there/.test(b)).length;
    assert.equal(refusals, 1, `${refusals} times the same trouble of ${timers.delaysMs.length} tries`);
  });

  it('waits longer after each failure, from a second to a minute, and not in step with others', () => {
    const generator = seededRandom(3);
    const backOff = new BackOff(() => generator.next());
    const waits = Array.from({ length: 200 }, () => backOff.nextMs());
    assert.ok(
      waits.every((ms) => ms >= FIRST_WAIT_MS && ms <= LONGEST_WAIT_MS),
      waits.join(' '),
    );
    assert.ok(
      waits.slice(0, 7).every((ms, i) => ms >= 500 * 2 ** i && ms <= 1000 * 2 ** i),
      waits.slice(0, 7).join(' '),
    );
    assert.ok(waits.slice(7).every((ms) => ms >= LONGEST_WAIT_MS / 2));
    assert.ok(new Set(waits.slice(7)).size > 150, 'jitter');
    backOff.reset();
    assert.equal(backOff.nextMs(), FIRST_WAIT_MS);
  });

  it('keeps backing off from a port that opens and closes without sending', async (t) => {
    const { at, port } = await station(t);
    at.server.on('connection', (socket) => socket.end());
    const timers = new HastyTimers((delayMs) => delayMs === 10_000);
    const { source, told } = started('tcp', plain(port, timers));
    t.after(() => source.stop());
    await told.count('down', 8);
    const waits = timers.delaysMs.filter((ms) => ms !== 10_000);
    assert.deepEqual(waits.slice(0, 8), [1000, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000]);
  });

  it('stops reading while the node is behind, so that the sender waits, and then gives everything', async (t) => {
    const { at, port } = await station(t);
    const { source, told } = started('tcp', plain(port));
    t.after(() => source.stop());
    const socket = await at.connection(1);
    await told.count('up');
    source.setPaused(true);
    // Far more than any buffer of the system holds: with a reader all of it would be taken.
    const block = Buffer.from(`${'x'.repeat(1023)}\n`.repeat(1024));
    const blocks = 64;
    for (let i = 0; i < blocks; i++) socket.write(block);
    let before = -1;
    // The sender stands still when nothing has left it between two looks.
    for (let same = 0; same < 5; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      same = socket.writableLength === before ? same + 1 : 0;
      before = socket.writableLength;
    }
    assert.ok(socket.writableLength > 0, 'the sender holds what the reader did not take');
    const taken = told.chunks.reduce((sum, c) => sum + c.length, 0);
    assert.ok(taken < block.length, `${taken} bytes came through while it was paused`);
    source.setPaused(false);
    await told.until(() => told.chunks.reduce((sum, c) => sum + c.length, 0) === blocks * block.length);
    assert.equal(source.dropped, 0);
  });

  it('leaves a peer that sends for ever without an end of line, and does not come back at once', async (t) => {
    const { at, port } = await station(t);
    const timers = new HastyTimers((delayMs) => delayMs === 10_000);
    const { source, told } = started('tcp', plain(port, timers));
    t.after(() => source.stop());
    at.server.on('connection', (peer) => {
      const junk = Buffer.alloc(64 * 1024, 120);
      const more = (): void => {
        while (!peer.destroyed && peer.write(junk));
      };
      peer.on('drain', more);
      more();
    });
    await told.count('down', 3);
    assert.ok(told.because.some((b) => /what it sends has no lines/.test(b)));
    const taken = told.chunks.reduce((sum, c) => sum + c.length, 0);
    const connections = at.sockets.length;
    assert.ok(taken <= connections * (MAX_BYTES_WITHOUT_LINE + 128 * 1024), `${taken} of ${connections} connections`);
    assert.deepEqual(timers.delaysMs.filter((ms) => ms !== 10_000).slice(0, 3), [1000, 1500, 3000]);
  });

  it('is cut and restored by an officer, and takes nothing in between', async (t) => {
    const { at, port } = await station(t);
    const { source, told } = started('tcp', plain(port));
    t.after(() => source.stop());
    const socket = await at.connection(1);
    socket.write('!one\n');
    await told.until(() => told.text === '!one\n');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    source.cut();
    source.cut();
    socket.write('!lost\n');
    await closed;
    source.restore();
    (await at.connection(2)).write('!two\n');
    await told.until(() => told.text === '!one\n!two\n');
    assert.deepEqual(told.states, ['up', 'cut', 'restored', 'up']);
  });

  it('that is cut at once says nothing but that, and one that is stopped says nothing more', async (t) => {
    const { at, port } = await station(t);
    const { source, told } = started('tcp', plain(port));
    source.cut();
    await source.stop();
    source.restore();
    const other = started('tcp', plain(port));
    await other.told.count('up');
    await other.source.stop();
    assert.deepEqual(told.states, ['cut']);
    assert.deepEqual(other.told.states, ['up']);
    assert.ok(at.sockets.length >= 1);
  });

  it('asks a silent peer whether it is still there', {
    skip: !existsSync('/proc/net/tcp') && 'no /proc/net/tcp',
  }, async (t) => {
    const { at, port } = await station(t);
    const { source, told } = started('tcp', plain(port));
    t.after(() => source.stop());
    await told.count('up');
    const socket = await at.connection(1);
    // Columns: local address, remote address, state, queues, timer: 02 is keep-alive. proc(5), tcp in the kernel's documents.
    const hex = (n: number): string => n.toString(16).toUpperCase().padStart(4, '0');
    const row = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .find((r) => r.includes(`:${hex(socket.remotePort!)} 0100007F:${hex(port)} 01`));
    assert.ok(row !== undefined, 'the connection is in the table');
    assert.match(row, / 02:[0-9A-F]{8} /);
  });
});

describe('what gpsd says', () => {
  it('is cut down to its sentences', () => {
    const text =
      '{"class":"VERSION"}\n!AIVDM,1\r\n{"class":"DEVICES"}\r\n\\s:a*00\\!AIVDM,2\r\n$GPGGA,1\r\n\r\nother\n!AIVDM,3\n';
    const lines = Buffer.from(withoutJson(Buffer.from(text))).toString();
    assert.equal(lines, '!AIVDM,1\r\n\\s:a*00\\!AIVDM,2\r\n$GPGGA,1\r\n!AIVDM,3\n');
  });
});
