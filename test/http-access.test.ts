/** Who may ask the server, with what body, and which files it gives. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { NONCE_PLACE } from '../src/http/console-files.ts';
import { createServer, type RunningServer, startServer } from '../src/http/server.ts';
import { type Answer, ask, postJson, problem, refused } from './ask.contract.ts';
import { MemoryNode, scanSamples } from './memory-node.contract.ts';

const GULF = '/api/theatres/gulf-of-finland';
const EAGLE = '290000001-drag-20241225T1011Z';

let node: MemoryNode;
let server: RunningServer;
let web: string;
const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => ask(server.url, path, { headers });
const post = (path: string, value: unknown): Promise<Answer> => postJson(server.url, path, value);

before(async () => {
  web = mkdtempSync(join(tmpdir(), 'merivaht-web-'));
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(web, 'assets', 'index-Ab12_x-9.js'), 'console.log(1)');
  writeFileSync(join(web, 'icon.svg'), '<svg/>');
  writeFileSync(join(web, '.secret'), 'no');
  node = new MemoryNode(await scanSamples(), 'boot-1');
  server = await startServer(node, { host: '127.0.0.1', port: 0, webFolder: web });
});
after(async () => {
  await server.close();
  rmSync(web, { recursive: true });
});

describe('bodies', () => {
  const json = { 'content-type': 'application/json' };
  const raw = (body: string | Buffer, headers: Record<string, string> = json): Promise<Answer> =>
    ask(server.url, `${GULF}/acts`, { method: 'POST', headers, body });

  it('of more than 1 MiB are refused', async () => {
    const long = 'x'.repeat(1024 * 1024);
    assert.equal(await refused(raw(JSON.stringify({ long }))), '413 MV-REQUEST-INVALID');
  });

  it('that are no JSON, or not said to be, are refused', async () => {
    assert.equal(await refused(raw('{"actId":')), '400 MV-REQUEST-INVALID');
    assert.equal(await refused(raw('')), '400 MV-REQUEST-INVALID');
    assert.equal(
      await refused(raw('a=1', { 'content-type': 'application/x-www-form-urlencoded' })),
      '415 MV-REQUEST-INVALID',
    );
    assert.equal(await refused(raw('{}', { 'content-type': 'text/plain' })), '415 MV-REQUEST-INVALID');
    assert.equal(await refused(raw('{}', {})), '415 MV-REQUEST-INVALID');
    assert.equal(await refused(raw('{"__proto__":{"x":1}}')), '400 MV-REQUEST-INVALID');
  });

  it('with fields that nobody knows are refused, and the field is named', async () => {
    const answer = await post(`${GULF}/acts`, {
      actId: 'a',
      officer: 'mari-tamm',
      body: { kind: 'acknowledge', alertId: EAGLE, severity: 'low' },
    });
    assert.equal(answer.status, 400);
    assert.match(problem.parse(answer.json()).message, /body\.body.*severity/);
  });
});

describe('access', () => {
  const port = (): string => new URL(server.url).port;

  it('is refused under any name but a loopback one with our port', async () => {
    const { port: own } = new URL(server.url);
    for (const host of [
      'evil.example',
      `evil.example:${own}`,
      `127.0.0.1.evil.example:${own}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `localhost.evil:${own}`,
    ])
      for (const path of ['/', '/api/node', '/health', '/api/docs', '/no/such'])
        assert.equal(await refused(get(path, { host })), '403 MV-HOST-REFUSED', `${host} ${path}`);
    for (const host of [`127.0.0.1:${own}`, `localhost:${own}`, `LOCALHOST:${own}`, `[::1]:${own}`])
      assert.equal((await get('/api/node', { host })).status, 200, host);
    // A request without a Host: HTTP/1.0 allows it.
    const bare = connect(Number(own), '127.0.0.1', () => bare.write('GET /api/node HTTP/1.0\r\n\r\n'));
    assert.match(await text(bare), /^HTTP\/1\.1 403 .*MV-HOST-REFUSED/s);
  });

  it('is refused to pages of any other origin, for looking and for acting', async () => {
    const origins = [
      'http://evil.example',
      'null',
      `https://127.0.0.1:${port()}`,
      'http://127.0.0.1:1',
      `http://localhost:${port()}`,
    ];
    const request = { actId: 'act-x', officer: 'mari-tamm', body: { kind: 'note', text: 'x' } };
    for (const origin of origins) {
      assert.equal(await refused(get('/api/node', { origin })), '403 MV-ORIGIN-REFUSED', origin);
      assert.equal(
        await refused(postJson(server.url, `${GULF}/acts`, request, { origin })),
        '403 MV-ORIGIN-REFUSED',
        origin,
      );
    }
    assert.equal((await get('/api/node', { origin: server.url })).status, 200);
    assert.equal((await get('/api/node', { origin: server.url })).headers['access-control-allow-origin'], undefined);
  });

  it('is never opened on an address that others can reach', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.10', 'example.org', '127.0.0.1.evil.example', ''])
      assert.throws(() => createServer(node, { host, port: 0, webFolder: web }), { code: 'MV-ADDRESS-REFUSED' }, host);
  });

  it('says that a port is taken', async () => {
    const taken = startServer(node, { host: '127.0.0.1', port: Number(port()), webFolder: web });
    await assert.rejects(taken, { code: 'MV-PORT-IN-USE' });
  });
});

describe('the console files', () => {
  it('are kept for ever where their name is a hash, and asked for again where it is not', async () => {
    assert.equal(
      (await get('/assets/index-Ab12_x-9.js')).headers['cache-control'],
      'public, max-age=31536000, immutable',
    );
    assert.equal((await get('/icon.svg')).headers['cache-control'], 'public, max-age=0');
    for (const path of ['/', '/index.html', '/watch/anything', '/apiary']) {
      const page = await get(path);
      assert.deepEqual(
        [page.status, page.headers['cache-control'], page.text],
        [200, 'no-cache', '<!doctype html><title>console</title>'],
        path,
      );
    }
  });

  it('are all that is served', async () => {
    for (const path of [
      '/../package.json',
      '/assets/../../package.json',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/.secret',
      '/missing.js',
      '/assets/missing-12345678.js',
      '//etc/passwd.x',
    ])
      assert.ok([400, 403, 404].includes((await get(path)).status), path);
    assert.equal(await refused(get('/api/nothing')), '404 MV-NOT-FOUND');
    assert.equal(
      await refused(
        ask(server.url, '/', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{}' }),
      ),
      '404 MV-NOT-FOUND',
    );
  });

  it('come with a policy that allows no inline script and nothing of others', async () => {
    for (const path of ['/', '/api/node', '/icon.svg', '/api/docs/', '/missing.js']) {
      const { headers } = await get(path);
      const policy = headers['content-security-policy'] as string;
      assert.match(policy, /default-src 'self'/, path);
      assert.doesNotMatch(policy, /unsafe|https:|\*/, path);
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin', path);
    }
    assert.match(
      (await get('/')).headers['content-security-policy'] as string,
      /style-src 'self';.*connect-src 'self' ws:\/\/127/,
    );
  });

  it('get a nonce of their own where they have a place for it', async () => {
    writeFileSync(join(web, 'index.html'), `<meta nonce="${NONCE_PLACE}"><style nonce="${NONCE_PLACE}"></style>`);
    const [a, b] = [await get('/'), await get('/')];
    const nonce = /nonce="([\w+/=]{20,})"/.exec(a.text)![1]!;
    assert.ok((a.headers['content-security-policy'] as string).includes(`style-src 'self' 'nonce-${nonce}'`));
    assert.ok(!a.text.includes(NONCE_PLACE) && a.text !== b.text);
  });

  it('say how to build the console where it was not', async () => {
    const bare = await startServer(node, { host: 'localhost', port: 0, webFolder: join(web, 'none') });
    try {
      const page = await ask(bare.url, '/');
      assert.equal(page.status, 503);
      assert.match(page.text, /vite build/);
    } finally {
      await bare.close();
    }
  });
});
