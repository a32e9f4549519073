/** The server over real sockets, before a node in memory that holds the scans of both samples. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { act } from '../src/contract/act.ts';
import { considered } from '../src/contract/alert.ts';
import { queue } from '../src/contract/desk.ts';
import { theatreState } from '../src/contract/live.ts';
import { readPositionFrame } from '../src/contract/position-frame.ts';
import {
  alertView,
  assetPage,
  crossingRow,
  falseAlarmTable,
  health,
  integrityView,
  nodeInfo,
  searchHit,
  trackPoint,
  vesselCard,
} from '../src/contract/views.ts';
import { NONCE_PLACE } from '../src/http/console-files.ts';
import { createServer, type RunningServer, startServer } from '../src/http/server.ts';
import { type Answer, ask, postJson } from './ask.contract.ts';
import { MemoryNode, scanSamples } from './memory-node.contract.ts';

const GULF = '/api/theatres/gulf-of-finland';
const EAGLE = '290000001-drag-20241225T1011Z';
const problem = z.strictObject({ code: z.string(), message: z.string().min(1), remedy: z.string().min(1) });

let node: MemoryNode;
let server: RunningServer;
let web: string;
const log: string[] = [];
const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => ask(server.url, path, { headers });
const post = (path: string, value: unknown): Promise<Answer> => postJson(server.url, path, value);

/** Status and code of a refusal, which has the shape of all refusals. */
async function refused(answer: Promise<Answer>): Promise<string> {
  const { status, headers, json } = await answer;
  assert.match(headers['content-type']!, /^application\/json/);
  return `${status} ${problem.parse(json()).code}`;
}

before(async () => {
  web = mkdtempSync(join(tmpdir(), 'merivaht-web-'));
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(web, 'assets', 'index-Ab12_x-9.js'), 'console.log(1)');
  writeFileSync(join(web, 'icon.svg'), '<svg/>');
  writeFileSync(join(web, '.secret'), 'no');
  node = new MemoryNode(await scanSamples(), 'boot-1');
  server = await startServer(node, {
    host: '127.0.0.1',
    port: 0,
    webFolder: web,
    logger: { level: 'info', stream: { write: (line) => void log.push(line) } },
  });
});
after(async () => {
  await server.close();
  rmSync(web, { recursive: true });
});

describe('the resources', () => {
  it('answer in the shapes of the contracts', async () => {
    const shapes: [string, z.ZodType][] = [
      ['/api/node', nodeInfo],
      ['/health', health],
      [`${GULF}/state`, theatreState],
      [`${GULF}/acts`, z.array(act)],
      [`${GULF}/alerts/${EAGLE}`, alertView],
      [`${GULF}/alerts/${EAGLE}?at=2024-12-25T12:00:00Z`, alertView],
      [`${GULF}/considered`, z.array(considered)],
      [`${GULF}/false-alarms?month=2024-12`, falseAlarmTable],
      [`${GULF}/vessels/290000001`, vesselCard],
      [
        `${GULF}/vessels/290000001/track?from=2024-12-25T00:00:00Z&to=2024-12-26T00:00:00Z`,
        z.array(trackPoint).min(10),
      ],
      [`${GULF}/assets/estlink-2`, assetPage],
      [`${GULF}/crossings?mmsi=290000001&assetId=estlink-2`, z.array(crossingRow).min(1)],
      [`${GULF}/queue?at=${Date.parse('2024-12-25T12:00:00Z')}`, queue],
      [`${GULF}/search?q=eagle`, z.array(searchHit).min(1)],
      [`${GULF}/integrity`, integrityView],
      ['/api/theatres/taiwan-strait/state', theatreState],
    ];
    for (const [path, shape] of shapes) {
      const answer = await get(path);
      assert.equal(answer.status, 200, `${path}: ${answer.text}`);
      assert.match(answer.headers['content-type']!, /^application\/json/, path);
      shape.parse(answer.json());
    }
  });

  it('give positions as the bytes of a frame', async () => {
    const answer = await get(`${GULF}/positions?at=2024-12-25T12:00:00Z`);
    const { buffer, byteOffset, byteLength } = answer.bytes;
    const frame = readPositionFrame(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
    assert.equal(frame?.count, node.theatre('gulf-of-finland')!.scan.document.alerts.length);
  });

  it('give land and assets once, and 304 to one who has them', async () => {
    for (const name of ['land', 'assets']) {
      const first = await get(`${GULF}/${name}.geojson`);
      assert.match(first.headers['content-type']!, /^application\/geo\+json/);
      assert.equal((first.json() as { type: string }).type, 'FeatureCollection');
      const second = await get(`${GULF}/${name}.geojson`, { 'if-none-match': first.headers.etag! });
      assert.deepEqual([second.status, second.bytes.length], [304, 0]);
    }
  });

  it('keep an act once, however often it is asked for', async () => {
    const request = { actId: 'act-1', officer: 'mari-tamm', body: { kind: 'acknowledge', alertId: EAGLE } };
    const first = await post(`${GULF}/acts`, request);
    const second = await post(`${GULF}/acts`, request);
    assert.deepEqual([first.status, second.status], [201, 200]);
    assert.deepEqual(act.parse(first.json()), act.parse(second.json()));
    const log = (await get(`${GULF}/acts?alertId=${EAGLE}`)).json() as unknown[];
    assert.deepEqual(log, [first.json()]);
  });

  it('refuse acts with the status that fits', async () => {
    const request = (over: object): unknown => ({
      actId: 'act-2',
      officer: 'mari-tamm',
      body: { kind: 'acknowledge', alertId: EAGLE },
      ...over,
    });
    const tried = (over: object): Promise<string> => refused(post(`${GULF}/acts`, request(over)));
    assert.equal(await tried({ officer: 'nobody' }), '403 MV-OFFICER-UNKNOWN');
    assert.equal(await tried({ officer: 'guest' }), '403 MV-OFFICER-OBSERVES');
    assert.equal(await tried({ body: { kind: 'silence', alertId: 'none' } }), '409 MV-ACT-REFUSED');
    const theatre = node.theatre('gulf-of-finland')!;
    theatre.isStopped = true;
    assert.equal(await tried({ body: { kind: 'silence', alertId: EAGLE } }), '503 MV-JOURNAL-STOPPED');
    theatre.isStopped = false;
    assert.equal(((await get(`${GULF}/acts`)).json() as unknown[]).length, 1, 'nothing refused was kept');
  });

  it('move a replay', async () => {
    assert.equal((await post(`${GULF}/replay`, { do: 'jump', to: '2024-12-25T10:00:00Z' })).status, 204);
    assert.deepEqual(node.theatre('gulf-of-finland')!.commands, [{ do: 'jump', to: '2024-12-25T10:00:00Z' }]);
    assert.equal(await refused(post(`${GULF}/replay`, { do: 'speed', speed: 999 })), '409 MV-NOT-A-REPLAY');
    assert.equal(await refused(post(`${GULF}/replay`, { do: 'speed', speed: 1e9 })), '400 MV-REQUEST-INVALID');
  });

  it('say who was in a zone, and refuse a ring that is none', async () => {
    const ring = [
      [20, 58],
      [30, 58],
      [30, 61],
    ];
    const inside = (await post(`${GULF}/zone`, { ring })).json() as unknown[];
    assert.ok(inside.length > 0);
    const wrong = await post(`${GULF}/zone`, {
      ring: [
        [20, 58],
        [30, 58],
        [30, 610],
      ],
    });
    assert.equal(wrong.status, 400);
    assert.match((wrong.json() as { message: string }).message, /body\.ring\.2\.1/);
  });

  it('hand over as a page that runs nothing and as PDF', async () => {
    const page = await get(`${GULF}/hand-over?language=ja&to=J%C3%BCri&note=%E6%9C%AA`);
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    assert.match(page.text, /当直引継書/);
    assert.match(page.headers['content-security-policy'] as string, /^default-src 'none'; style-src 'sha256-/);
    const pdf = await get(`${GULF}/hand-over?format=pdf`);
    assert.equal(pdf.headers['content-type'], 'application/pdf');
    assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-');
  });

  it('say 404 for what is not known, 400 for what cannot be, naming the field', async () => {
    for (const path of ['vessels/290999999', 'alerts/none', 'assets/none', 'queue?at=1999-01-01T00:00:00Z', 'nothing'])
      assert.equal(await refused(get(`${GULF}/${path}`)), '404 MV-NOT-FOUND', path);
    assert.equal(await refused(get('/api/theatres/atlantis/state')), '404 MV-NOT-FOUND');
    const wrong: [string, RegExp][] = [
      ['queue', /query\.at/],
      ['queue?at=yesterday', /query\.at/],
      ['queue?at=2024-13-45T00:00:00Z', /query\.at/],
      ['acts?limit=0', /query\.limit/],
      ['acts?limit=1001', /query\.limit/],
      ['acts?unknown=1', /query/],
      ['search?q=', /query\.q/],
      ['vessels/12x', /address\.mmsi/],
      ['vessels/0', /address\.mmsi/],
      ['false-alarms?month=2024-13', /query\.month/],
      ['vessels/290000001/track?from=2024-12-26T00:00:00Z&to=2024-12-25T00:00:00Z', /from/],
      ['vessels/290000001/track?from=2004-12-26T00:00:00Z&to=2024-12-25T00:00:00Z', /from/],
      ['hand-over?language=ru', /query\.language/],
    ];
    for (const [path, field] of wrong) {
      const answer = await get(`${GULF}/${path}`);
      assert.equal(answer.status, 400, path);
      assert.match(problem.parse(answer.json()).message, field, path);
    }
  });

  it('take nonsense in ids for nonsense', async () => {
    const nonsense = [
      "1'%20OR%20'1'='1",
      '..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e%2f%2e%2e%2fpackage.json',
      'a%00b',
      '%F0%9F%9A%A2',
      'a;DROP%20TABLE%20acts',
      'x'.repeat(200),
      '__proto__',
    ];
    for (const id of nonsense)
      for (const place of ['alerts', 'assets', 'vessels']) {
        const { status } = await get(`${GULF}/${place}/${id}`);
        assert.ok(status >= 400 && status < 500, `${place}/${id}: ${status}`);
      }
    for (const id of nonsense) assert.ok((await get(`/api/theatres/${id}/state`)).status < 500, id);
    assert.equal(await refused(get('/api/%zz')), '400 MV-REQUEST-INVALID');
  });
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
      assert.doesNotMatch(policy.replace(/style-src[^;]*/, ''), /unsafe|https:|\*/, path);
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

describe('health, metrics and log', () => {
  it('tell the truth', async () => {
    for (const [status, code] of [
      ['degraded', 200],
      ['failing', 503],
      ['ok', 200],
    ] as const) {
      node.status = status;
      const answer = await get('/health');
      assert.deepEqual([answer.status, health.parse(answer.json()).status], [code, status]);
    }
  });

  it('count by route, with no name or number of a ship in it', async () => {
    await get(`${GULF}/vessels/290000001?x=SECRET`);
    const { text: counts, headers } = await get('/metrics');
    assert.match(headers['content-type']!, /^text\/plain/);
    assert.match(counts, /^merivaht_records_total 1$/m);
    assert.match(
      counts,
      /merivaht_http_request_seconds_count\{method="GET",route="\/api\/theatres\/:theatreId\/vessels\/:mmsi",status="200"\}/,
    );
    assert.match(counts, /merivaht_http_refusals_total\{code="MV-HOST-REFUSED"\}/);
    assert.doesNotMatch(counts, /290000001/);
    const lines = log.map((line) => JSON.parse(line) as { route?: string; status?: number });
    assert.ok(lines.some((l) => l.route === '/api/theatres/:theatreId/vessels/:mmsi' && l.status === 400));
    assert.doesNotMatch(log.join(''), /SECRET|290000001|eagle/i);
  });
});
