/** The live stream over real WebSockets: what a page has must be what the node has, whatever happened between. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import type { LiveMessage } from '../src/contract/live.ts';
import { makePositionFrame } from '../src/contract/position-frame.ts';
import { inOrder, LivePage } from '../src/http/live-page.contract.ts';
import { MAX_STREAMS } from '../src/http/live-stream.ts';
import { type RunningServer, startServer } from '../src/http/server.ts';
import { ask, postJson } from './ask.contract.ts';
import { MemoryNode, type MemoryTheatre, scanSamples } from './memory-node.contract.ts';

const GULF = '/api/theatres/gulf-of-finland';
const EAGLE = '290000001-drag-20241225T1011Z';
type Scans = Awaited<ReturnType<typeof scanSamples>>;

let scans: Scans;
let node: MemoryNode;
let theatre: MemoryTheatre;
let server: RunningServer;
const sockets = new Set<WebSocket>();
const servers: RunningServer[] = [];

const start = async (boot: string, heartbeatMs?: number): Promise<[MemoryNode, RunningServer]> => {
  const made = new MemoryNode(scans, boot);
  const options = {
    host: '127.0.0.1',
    port: 0,
    webFolder: '/none',
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
  };
  const started = await startServer(made, options);
  servers.push(started);
  return [made, started];
};

/** A page on a socket. `until` waits for what the page will have; only what is never true lets it wait for ever. */
class Page extends LivePage {
  readonly socket: WebSocket;
  #waiting: (() => void)[] = [];
  #wrong: unknown;

  constructor(base: string, query = '', options: WebSocket.ClientOptions = {}, path = `${GULF}/live`) {
    super();
    this.socket = new WebSocket(`${base.replace('http', 'ws')}${path}${query}`, options);
    this.socket.binaryType = 'arraybuffer';
    sockets.add(this.socket);
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => sockets.delete(this.socket));
    this.socket.on('message', (data: ArrayBuffer | Buffer, isBinary) => {
      try {
        if (isBinary) this.positions(data as ArrayBuffer);
        else this.message(JSON.parse(new TextDecoder().decode(data)) as LiveMessage);
      } catch (error) {
        this.#wrong = error;
      }
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  async until(isSo: () => boolean): Promise<void> {
    while (this.#wrong === undefined && !isSo()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#wrong !== undefined) throw this.#wrong;
  }

  /** Continues where another page of the same person was. */
  continues(other: LivePage): void {
    this.boot = other.boot;
    this.state = other.state;
    for (const [mmsi, fix] of other.fixes) this.fixes.set(mmsi, fix);
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.close();
    await once(this.socket, 'close');
  }
}

/** The HTTP answer to an upgrade that was refused. */
async function refusal(path: string, options: WebSocket.ClientOptions = {}): Promise<string> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, options);
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, import('node:http').IncomingMessage];
  const body = JSON.parse(Buffer.concat(await response.toArray()).toString()) as { code: string };
  return `${response.statusCode} ${body.code}`;
}

const same = (page: LivePage, of: MemoryTheatre): void => {
  assert.deepEqual(inOrder(page.state), inOrder(of.hub.state));
};

before(async () => {
  scans = await scanSamples();
  [node, server] = await start('boot-1');
  theatre = node.theatre('gulf-of-finland')!;
});
after(async () => {
  for (const socket of sockets) socket.terminate();
  for (const started of servers) await started.close();
});

describe('the live stream', { timeout: 120_000 }, () => {
  it('begins with state, vessels and positions, then tells what acts change, then beats', async () => {
    const page = new Page(server.url);
    await page.until(() => page.received.frames > 0);
    same(page, theatre);
    assert.equal(page.fixes.size, theatre.scan.document.alerts.length);
    assert.deepEqual(page.vessels.get(290000001)?.name, 'EAGLE S SIM');
    await postJson(server.url, `${GULF}/acts`, {
      actId: 'live-1',
      officer: 'mari-tamm',
      body: { kind: 'acknowledge', alertId: EAGLE },
    });
    await page.until(() => page.received.change > 0);
    assert.equal(
      page.state!.queue.rows.find((r) => r.alert.id === EAGLE)!.handling.acknowledged?.officerName,
      'Mari Tamm',
    );
    theatre.hub.beat({ dataAt: '2024-12-26T00:00:01Z' });
    await page.until(() => page.received.beat > 0);
    same(page, theatre);
    assert.equal(page.received.state, 1);
    await page.close();
  });

  it('gives a page that comes back the changes it missed, and no state', async () => {
    const first = new Page(server.url);
    await first.until(() => first.received.frames > 0);
    await first.close();
    for (let i = 100; i < 120; i++) theatre.hub.publish({ actCount: i });
    const again = new Page(server.url, `?boot=${first.boot}&since=${first.state!.revision}`);
    again.continues(first);
    await again.until(() => again.received.frames > 0);
    assert.deepEqual([again.received.state, again.received.change], [0, 20]);
    same(again, theatre);
    await again.close();
  });

  it('gives it the whole state where the changes are no longer held', async () => {
    const first = new Page(server.url);
    await first.until(() => first.received.frames > 0);
    await first.close();
    for (let i = 1000; i < 1700; i++) theatre.hub.publish({ actCount: i });
    const again = new Page(server.url, `?boot=${first.boot}&since=${first.state!.revision}`);
    await again.until(() => again.received.frames > 0);
    assert.deepEqual([again.received.state, again.received.change], [1, 0]);
    same(again, theatre);
    await again.close();
  });

  it('gives it the whole state after another start, and tells all of a reset', async () => {
    const [other, second] = await start('boot-2');
    const page = new Page(second.url, '?boot=boot-1&since=0');
    await page.until(() => page.received.frames > 0);
    assert.deepEqual([page.boot, page.received.state], ['boot-2', 1]);
    const gulf = other.theatre('gulf-of-finland')!;
    gulf.hub.reset('boot-2.1', { ...gulf.sections(), actCount: 77 });
    await page.until(() => page.received.state > 1);
    assert.deepEqual([page.boot, page.fixes.size, page.state!.actCount], ['boot-2.1', 0, 77]);
    await second.close();
    await page.close();
  });

  it('keeps two theatres apart', async () => {
    const page = new Page(server.url, '', {}, '/api/theatres/taiwan-strait/live');
    await page.until(() => page.received.frames > 0);
    theatre.hub.publish({ actCount: 5 });
    const strait = node.theatre('taiwan-strait')!;
    strait.hub.publish({ actCount: 9 });
    await page.until(() => page.received.change > 0);
    same(page, strait);
    assert.equal(page.received.change, 1);
    await page.close();
  });

  it('lets a slow page fall behind and then gives it the latest whole, and holds nothing up for others', async () => {
    const slow = new Page(server.url);
    const quick = new Page(server.url);
    await Promise.all([slow.until(() => slow.received.frames > 0), quick.until(() => quick.received.frames > 0)]);
    const counts = async (): Promise<number[]> => {
      const { text } = await ask(server.url, '/metrics');
      return ['behind', 'wholes'].map((name) =>
        Number(new RegExp(`^merivaht_live_${name}_total (\\d+)`, 'm').exec(text)![1]),
      );
    };
    assert.deepEqual(await counts(), [0, 0]);
    slow.socket.pause();
    const long = 'x'.repeat(400_000);
    let sent = 0;
    // How much the sockets of both ends hold before the bound counts is the system's choice.
    while ((await counts())[0] === 0) {
      assert.ok(++sent < 1000, 'it never fell behind');
      theatre.hub.publish({
        alarms: [{ code: 'core-behind', since: '2024-12-25T00:00:00Z', text: `${long}${sent}`, values: {} }],
      });
      const { revision } = theatre.hub.state;
      await quick.until(() => quick.state!.revision === revision);
    }
    for (let i = 0; i < 30; i++) theatre.hub.publish({ actCount: i, alarms: [] });
    const { bytes, columns } = makePositionFrame(1, Date.parse('2024-12-26T00:00:00Z'));
    columns.mmsi[0] = 290000099;
    columns.timeS[0] = 1_735_171_200;
    theatre.hub.positions(bytes);
    await quick.until(() => quick.fixes.has(290000099));
    same(quick, theatre);
    assert.equal(slow.received.change, 0);
    slow.socket.resume();
    await slow.until(() => slow.received.state > 1 && slow.fixes.has(290000099));
    same(slow, theatre);
    assert.ok(slow.received.change < sent, 'what passed it by was not queued');
    assert.deepEqual(await counts(), [1, 1]);
    theatre.hub.publish({ actCount: 4242 });
    await slow.until(() => slow.state!.actCount === 4242);
    same(slow, theatre);
    await Promise.all([slow.close(), quick.close()]);
  });

  it('serves 50 consoles at once, and refuses more streams than its bound with a code', async () => {
    const pages = Array.from({ length: 50 }, () => new Page(server.url));
    await Promise.all(pages.map((p) => p.until(() => p.received.frames > 0)));
    for (let i = 0; i < 20; i++) theatre.hub.publish({ actCount: 9000 + i });
    await Promise.all(pages.map((p) => p.until(() => p.state!.actCount === 9019)));
    for (const page of pages) same(page, theatre);
    const more = Array.from({ length: MAX_STREAMS - 50 }, () => new Page(server.url));
    await Promise.all(more.map((p) => p.until(() => p.state !== undefined)));
    assert.equal(await refusal(`${GULF}/live`), '503 MV-BUSY');
    assert.match((await ask(server.url, '/metrics')).text, new RegExp(`^merivaht_live_streams ${MAX_STREAMS}$`, 'm'));
    await Promise.all([...pages, ...more].map((p) => p.close()));
    const again = new Page(server.url);
    await again.until(() => again.state !== undefined);
    await again.close();
    assert.equal(theatre.hub.listenerCount, 0);
  });

  it('is refused to other hosts, other origins and for what does not exist', async () => {
    const { host, port } = new URL(server.url);
    assert.equal(await refusal(`${GULF}/live`, { headers: { host: `evil.example:${port}` } }), '403 MV-HOST-REFUSED');
    assert.equal(await refusal(`${GULF}/live`, { origin: 'http://evil.example' }), '403 MV-ORIGIN-REFUSED');
    assert.equal(await refusal(`${GULF}/live`, { origin: `http://localhost:${port}` }), '403 MV-ORIGIN-REFUSED');
    assert.equal(await refusal('/api/theatres/atlantis/live'), '404 MV-NOT-FOUND');
    assert.equal(await refusal('/api/%zz'), '400 MV-REQUEST-INVALID');
    assert.equal(await refusal(`${GULF}/live?since=minus`), '400 MV-REQUEST-INVALID');
    assert.equal(await refusal(`${GULF}/live?boot=${'b'.repeat(101)}`), '400 MV-REQUEST-INVALID');
    const own = new Page(server.url, '', { origin: `http://${host}` });
    await own.until(() => own.state !== undefined);
    await own.close();
    const plain = await ask(server.url, `${GULF}/live`);
    assert.deepEqual([plain.status, plain.headers.upgrade], [426, 'websocket']);
  });

  it('takes no messages from pages: not short ones, and none that would fill its memory', async () => {
    for (const [message, code] of [
      ['hello', 1008],
      ['x'.repeat(100_000), 1009],
    ] as const) {
      const page = new Page(server.url);
      await page.until(() => page.state !== undefined);
      page.socket.send(message);
      const [closed] = (await once(page.socket, 'close')) as [number];
      assert.equal(closed, code);
    }
    const fine = new Page(server.url);
    await fine.until(() => fine.state !== undefined);
    await fine.close();
  });

  it('lets go of a socket that no longer answers, and keeps one that does', async () => {
    const [other, second] = await start('boot-3', 40);
    const alive = new Page(second.url);
    const dead = new Page(second.url, '', { autoPong: false });
    await Promise.all([alive.until(() => alive.state !== undefined), dead.until(() => dead.state !== undefined)]);
    await once(dead.socket, 'close');
    while (other.theatre('gulf-of-finland')!.hub.listenerCount > 1) await new Promise(setImmediate);
    other.theatre('gulf-of-finland')!.hub.publish({ actCount: 3 });
    await alive.until(() => alive.state!.actCount === 3);
    await alive.close();
    await second.close();
  });

  it('says goodbye when the server stops, also to one that does not answer', async () => {
    const [other, second] = await start('boot-4');
    const page = new Page(second.url);
    const deaf = new Page(second.url);
    await Promise.all([page.until(() => page.state !== undefined), deaf.until(() => deaf.state !== undefined)]);
    deaf.socket.pause();
    const goodbye = once(page.socket, 'close');
    // As pages do.
    page.socket.on('close', () => new Page(second.url));
    await second.close();
    assert.equal(((await goodbye) as [number])[0], 1001);
    assert.equal(other.theatre('gulf-of-finland')!.hub.listenerCount, 0);
    deaf.socket.terminate();
    await assert.rejects(ask(second.url, '/health'));
  });
});
