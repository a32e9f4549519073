import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { HastyTimers, started } from './live-source.contract.ts';
import { TcpClient } from './live-tcp-client.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const sample = join(root, 'data', 'samples', 'gulf-of-finland-2024-12-25.nmea.gz');
/** Debian puts it where only root's path looks. */
const GPSD = ['gpsd', '/usr/sbin/gpsd'].find((path) => spawnSync(path, ['-V']).status === 0);
const NOTICE = GPSD === undefined && 'gpsd not installed';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A real gpsd that hears a UDP port. Resolves when it answers. */
async function runGpsd(t: TestContext, port: number, udpPort: number): Promise<ChildProcess> {
  const gpsd = spawn(GPSD!, ['-N', '-n', '-S', String(port), `udp://127.0.0.1:${udpPort}`], { stdio: 'ignore' });
  t.after(() => kill(gpsd));
  for (let isUp = false; !isUp; ) {
    assert.equal(gpsd.exitCode, null, 'gpsd ended by itself');
    isUp = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      // Its banner: the device comes right after.
      socket.once('data', () => resolve(true));
      socket.once('error', () => setTimeout(resolve, 20, false));
      t.after(() => socket.destroy());
    });
  }
  return gpsd;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

const sendTo = (socket: Socket, text: string, port: number): Promise<void> =>
  new Promise((resolve) => socket.send(text, port, '127.0.0.1', () => resolve()));

describe('a real gpsd', () => {
  it('gives every sentence as it was sent, and is found again after it was killed', { skip: NOTICE }, async (t) => {
    const [port, udpPort] = [await freePort(), await freePort()];
    // gpsd leaves tag blocks out: what comes through is compared without them.
    const recorded = gunzipSync(readFileSync(sample)).toString('latin1').split(/\r?\n/);
    const bare = recorded.map((line) => line.replace(/^\\[^\\]*\\/, ''));
    const sentences = [...new Set(bare.filter((line) => line.startsWith('!AIVDM,1,1,')))].slice(0, 1000);
    const udp = createSocket('udp4');
    t.after(() => udp.close());
    const timers = new HastyTimers((delayMs) => delayMs === 10_000);
    const client = new TcpClient({ host: '127.0.0.1', port, speaks: 'gpsd', random: () => 0.5, timers });
    const first = await runGpsd(t, port, udpPort);
    const { source, told } = started('tcp', client);
    t.after(() => source.stop());
    await told.count('up');
    /** Sends until it comes through: before gpsd has opened its own port, a datagram is lost. */
    const knock = async (text: string): Promise<void> => {
      while (!told.lines.includes(text)) {
        await sendTo(udp, `${text}\r\n`, udpPort);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    /** Several in a datagram, as receivers send them; the next when the last came through, so that none is lost on the way in. */
    const sendAll = async (texts: readonly string[]): Promise<void> => {
      for (let i = 0; i < texts.length; i += 10) {
        const some = texts.slice(i, i + 10);
        await sendTo(udp, some.map((s) => `${s}\r\n`).join(''), udpPort);
        await told.until(() => told.lines.includes(some.at(-1)!));
      }
    };
    const half = sentences.length / 2;
    await knock(sentences[0]!);
    const knocked = told.lines.length;
    await sendAll(sentences.slice(1, half));
    const own = (lines: readonly string[]): string[] => [...new Set(lines)];
    assert.ok(knocked >= 1);
    assert.deepEqual(own(told.lines), sentences.slice(0, half));
    assert.ok(
      told.lines.every((line) => line.startsWith('!AIVDM')),
      'nothing of what gpsd says of itself',
    );

    await kill(first);
    await told.count('down');
    await runGpsd(t, port, udpPort);
    await told.count('up', 2);
    await knock(sentences[half]!);
    await sendAll(sentences.slice(half + 1));
    assert.deepEqual(own(told.lines), sentences);
  });
});
