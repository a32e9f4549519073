/** Server and client over real sockets and real certificates: who is let in, who is cut, and what a hostile one can do. */
import assert from 'node:assert/strict';
import { request as httpsRequest } from 'node:https';
import { after, before, describe, it } from 'node:test';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { WireAnswer, WireRequest } from '../contract/partner-wire.ts';
import { MadeAuthority, type MadeTls } from './made-tls.contract.ts';
import { PartnerClient } from './partner-client.ts';
import type { PinnedPartner } from './partner-peer.ts';
import { PartnerServer, type PartnerServerLimits } from './partner-server.ts';

const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 1000; i++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.fail(`never: ${what}`);
};

describe('the exchange between nodes', () => {
  const authorities = new Map<string, MadeAuthority>();
  const tls = new Map<string, MadeTls>();
  const open = new Set<string>();
  const asked: [string, WireRequest][] = [];
  const servers: PartnerServer[] = [];
  const clients: PartnerClient[] = [];
  let answer: (nodeId: string, request: WireRequest) => WireAnswer = () => ({
    status: 200,
    type: 'text',
    body: 'hello',
  });

  before(async () => {
    for (const nodeId of ['EE', 'FI', 'JP', 'XX']) {
      const authority = await MadeAuthority.make(nodeId);
      authorities.set(nodeId, authority);
      tls.set(nodeId, await authority.certify(nodeId));
    }
  });
  after(async () => {
    for (const client of clients) client.close();
    for (const server of servers) await server.close();
  });

  const pinned = (nodeId: string, port = 1): PinnedPartner => ({
    nodeId,
    endpoint: `https://127.0.0.1:${port}`,
    authorityPem: authorities.get(nodeId)!.pem,
  });
  async function listening(limits: Partial<PartnerServerLimits> = {}): Promise<PartnerServer> {
    const server = await PartnerServer.listen({
      host: '127.0.0.1',
      port: 0,
      tls: tls.get('EE')!,
      partners: () => [...open].map((nodeId) => pinned(nodeId)),
      isOpenTo: (nodeId) => open.has(nodeId),
      serve: (nodeId, request) => {
        asked.push([nodeId, request]);
        return answer(nodeId, request);
      },
      limits,
    });
    servers.push(server);
    return server;
  }
  function clientOf(own: MadeTls, options: { timeoutMs?: number; maxBytes?: number } = {}): PartnerClient {
    const client = new PartnerClient({ tls: own, ...options });
    clients.push(client);
    return client;
  }
  const reset = (...nodes: string[]) => {
    open.clear();
    for (const node of nodes) open.add(node);
    asked.length = 0;
    answer = () => ({ status: 200, type: 'text', body: 'hello' });
  };
  /** A socket of its own, for what no client of ours would do. */
  function socketTo(server: PartnerServer, own: MadeTls | undefined, more: ConnectionOptions = {}): TLSSocket {
    const socket = connect({
      host: '127.0.0.1',
      port: server.port,
      ca: [authorities.get('EE')!.pem],
      checkServerIdentity: () => undefined,
      ...(own === undefined ? {} : { cert: own.certPem, key: own.keyPem }),
      ...more,
    });
    socket.on('error', () => undefined);
    return socket;
  }

  it('carries each request and each answer to the partner that asked', async () => {
    reset('FI', 'JP');
    const server = await listening();
    const bytes = new Uint8Array([0, 255, 13, 10]);
    const answers: Record<string, WireAnswer> = {
      checkpoint: { status: 200, type: 'text', body: 'merivaht/EE/1\n48\n' },
      entries: { status: 200, type: 'json', body: '{"ä":"海"}' },
      tile: { status: 200, type: 'bytes', body: bytes },
      consistency: { status: 404, type: 'text', body: 'not found\n' },
      'add-checkpoint': { status: 409, type: 'size', body: '96\n' },
      seen: { status: 429, type: 'text', body: 'later\n' },
    };
    answer = (_nodeId, request) => answers[request.kind]!;
    const requests: WireRequest[] = [
      { kind: 'checkpoint' },
      { kind: 'entries', since: 48, cursor: 'abc' },
      { kind: 'tile', level: 0, index: 5, width: 256 },
      { kind: 'consistency', from: 48, to: 96 },
      { kind: 'add-checkpoint', body: 'old 48\n\nnote\n' },
      { kind: 'seen', origin: 'merivaht/JP/1' },
    ];
    for (const nodeId of ['FI', 'JP']) {
      const client = clientOf(tls.get(nodeId)!);
      for (const request of requests)
        assert.deepEqual(await client.ask(pinned('EE', server.port), request), answers[request.kind]);
    }
    assert.deepEqual(
      asked,
      ['FI', 'JP'].flatMap((n) => requests.map((r): [string, WireRequest] => [n, r])),
    );
  });

  it('names the type of each answer as C2SP has it', async () => {
    reset('FI');
    const server = await listening();
    const types: Record<string, WireAnswer> = {
      'text/x.tlog.size': { status: 409, type: 'size', body: '96\n' },
      'application/octet-stream': { status: 200, type: 'bytes', body: new Uint8Array(3) },
      'text/plain; charset=utf-8': { status: 422, type: 'text', body: 'the proof does not hold\n' },
    };
    for (const [type, given] of Object.entries(types)) {
      answer = () => given;
      const socket = socketTo(server, tls.get('FI')!);
      socket.write('GET /fed/v1/checkpoint HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      let text = '';
      for await (const part of socket) text += String(part);
      assert.equal(/^content-type: (.+)\r$/im.exec(text)?.[1], type);
    }
  });

  it('lets in nobody whose certificate is not the one of a partner', async () => {
    reset('FI', 'JP');
    const server = await listening();
    const [fi, xx] = [authorities.get('FI')!, authorities.get('XX')!];
    const strangers: [string, MadeTls][] = [
      ['another authority', tls.get('XX')!],
      ["another authority, with a partner's name", await xx.certify('JP')],
      ["a partner's authority, with another partner's name", await fi.certify('JP')],
      ["a partner's authority, with a stranger's name", await fi.certify('XX')],
      ['no name of the node in it', await fi.certify('FI', 'JP')],
    ];
    for (const [what, own] of strangers)
      assert.equal(await clientOf(own).ask(pinned('EE', server.port), { kind: 'checkpoint' }), undefined, what);
    const bare = socketTo(server, undefined);
    bare.write('GET /fed/v1/checkpoint HTTP/1.1\r\nhost: x\r\n\r\n');
    let heard = 0;
    bare.on('data', (part: Buffer) => {
      heard += part.length;
    });
    await until('no certificate, no connection', () => bare.destroyed);
    assert.equal(heard, 0);
    const old = socketTo(server, tls.get('FI')!, { maxVersion: 'TLSv1.2' });
    await until('TLS 1.2 is refused', () => old.destroyed);
    assert.deepEqual(asked, []);
    const { handshake, stranger } = server.refusals;
    assert.equal(handshake + stranger, strangers.length + 2);
  });

  it('asks only a server that proves to be the partner', async () => {
    reset('FI');
    const server = await listening();
    const client = clientOf(tls.get('FI')!);
    // The server shows the certificate of EE; whoever expects another is not spoken with.
    assert.equal(await client.ask(pinned('JP', server.port), { kind: 'checkpoint' }), undefined);
    assert.equal(
      await client.ask(
        { ...pinned('EE', server.port), authorityPem: authorities.get('JP')!.pem },
        { kind: 'checkpoint' },
      ),
      undefined,
    );
    assert.notEqual(await client.ask(pinned('EE', server.port), { kind: 'checkpoint' }), undefined);
    assert.equal(asked.length, 1);
  });

  it('says the size of the log to all who listen, and cuts who is suspended', async (t) => {
    const TRIALS = 100;
    reset('FI', 'JP');
    const server = await listening({ burst: 10_000, requestsPerSecond: 10_000, connectionsAPartner: 50 });
    const tookMs: number[] = [];
    const jp = clientOf(tls.get('JP')!);
    const jpSizes: number[] = [];
    const stopJp = jp.listen(
      pinned('EE', server.port),
      (size) => jpSizes.push(size),
      () => undefined,
    );
    for (let trial = 1; trial <= TRIALS; trial++) {
      open.add('FI');
      server.refresh();
      const client = clientOf(tls.get('FI')!);
      const sizes: number[] = [];
      let lastByteMs = 0;
      let ended = false;
      client.listen(
        pinned('EE', server.port),
        (size) => {
          sizes.push(size);
          lastByteMs = performance.now();
        },
        () => {
          ended = true;
        },
      );
      await until('it listens', () => sizes.length > 0);
      server.announce(trial * 1000);
      await until('it heard', () => sizes.includes(trial * 1000));
      const cutAtMs = performance.now();
      open.delete('FI');
      server.refresh();
      server.announce(trial * 1000 + 1);
      const answered = await client.ask(pinned('EE', server.port), { kind: 'checkpoint' });
      await until('its stream ended', () => ended);
      tookMs.push(Math.max(0, lastByteMs - cutAtMs));
      assert.equal(answered, undefined, 'nothing is answered after the cut');
      assert.ok(!sizes.includes(trial * 1000 + 1), 'nothing is said after the cut');
      client.close();
    }
    await until('the other hears on', () => jpSizes.includes(TRIALS * 1000 + 1));
    stopJp();
    assert.ok(asked.every(([nodeId]) => nodeId !== 'FI'));
    tookMs.sort((a, b) => a - b);
    t.diagnostic(
      `${TRIALS} suspensions: last byte at most ${tookMs.at(-1)!.toFixed(1)} ms after, 0 bytes of new content`,
    );
  });

  it('holds a flood, slow ones, long heads and long bodies within bounds, and others are served meanwhile', async () => {
    reset('FI', 'JP');
    const server = await listening({
      burst: 20,
      requestsPerSecond: 1,
      headersMs: 300,
      requestMs: 500,
      bodyBytes: 2000,
    });
    const flood = clientOf(tls.get('FI')!);
    const floods = await Promise.all(
      Array.from({ length: 200 }, () => flood.ask(pinned('EE', server.port), { kind: 'checkpoint' })),
    );
    assert.equal(floods.filter((a) => a?.status === 200).length <= 25, true);
    assert.equal(floods.filter((a) => a?.status === 429).length + floods.filter((a) => a?.status === 200).length, 200);
    const jp = clientOf(tls.get('JP')!);
    assert.equal((await jp.ask(pinned('EE', server.port), { kind: 'checkpoint' }))?.status, 200);
    const long = await jp.ask(pinned('EE', server.port), { kind: 'add-checkpoint', body: 'x'.repeat(3000) });
    assert.ok(long === undefined || long.status === 400);
    assert.equal(server.refusals['too-long'], 1);
    const slow = socketTo(server, tls.get('JP')!);
    slow.write('GET /fed/v1/checkpoint HTTP/1.1\r\nhost: x\r\n');
    await until('a head that does not end is cut', () => slow.destroyed || slow.readableEnded);
    const wide = socketTo(server, tls.get('JP')!);
    wide.write(`GET /fed/v1/checkpoint HTTP/1.1\r\nhost: x\r\nx-y: ${'a'.repeat(20_000)}\r\n\r\n`);
    await until('a head that is too long is cut', () => wide.destroyed || wide.readableEnded);
    const many = Array.from({ length: 20 }, () => socketTo(server, tls.get('JP')!));
    await until('sockets beyond the bound are closed', () => many.filter((s) => s.destroyed).length >= 12);
    assert.ok(server.refusals['too-many-sockets'] >= 12);
    for (const socket of many) socket.destroy();
  });

  it('takes no answer that is too long, too late or of no known kind', async () => {
    reset('FI');
    const server = await listening();
    const client = clientOf(tls.get('FI')!, { maxBytes: 1000, timeoutMs: 200 });
    answer = () => ({ status: 200, type: 'text', body: 'x'.repeat(1001) });
    assert.equal(await client.ask(pinned('EE', server.port), { kind: 'checkpoint' }), undefined);
    answer = () => ({ status: 500 as never, type: 'text', body: '' });
    assert.equal(await client.ask(pinned('EE', server.port), { kind: 'checkpoint' }), undefined);
    answer = () => new Promise(() => undefined) as never;
    assert.equal(await client.ask(pinned('EE', server.port), { kind: 'checkpoint' }), undefined);
    answer = () => ({ status: 200, type: 'text', body: 'x'.repeat(1000) });
    assert.equal((await client.ask(pinned('EE', server.port), { kind: 'checkpoint' }))?.status, 200);
  });

  it('resumes no session: each connection shows its certificate', async () => {
    reset('FI');
    const server = await listening();
    const own = tls.get('FI')!;
    const sessions: Buffer[] = [];
    const first = socketTo(server, own);
    first.on('session', (session) => sessions.push(session));
    first.write('GET /fed/v1/checkpoint HTTP/1.1\r\nhost: x\r\n\r\n');
    await new Promise((resolve) => first.once('data', resolve));
    const again = await new Promise<boolean>((resolve) => {
      const socket = socketTo(server, own, sessions[0] === undefined ? {} : { session: sessions[0] });
      socket.once('secureConnect', () => resolve(socket.isSessionReused()));
    });
    assert.equal(again, false);
    const plain = await new Promise<string>((resolve) => {
      httpsRequest({ host: '127.0.0.1', port: server.port, path: '/fed/v1/checkpoint' })
        .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'))
        .on('response', () => resolve('answered'))
        .end();
    });
    assert.notEqual(plain, 'answered');
  });
});
