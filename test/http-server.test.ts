/** The server over real sockets, before a node in memory that holds the scans of both samples. */
import assert from 'node:assert/strict';
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
import { type RunningServer, startServer } from '../src/http/server.ts';
import { type Answer, ask, postJson, problem, refused } from './ask.contract.ts';
import { MemoryNode, scanSamples } from './memory-node.contract.ts';

const GULF = '/api/theatres/gulf-of-finland';
const EAGLE = '290000001-drag-20241225T1011Z';

let node: MemoryNode;
let server: RunningServer;
const log: string[] = [];
const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => ask(server.url, path, { headers });
const post = (path: string, value: unknown): Promise<Answer> => postJson(server.url, path, value);

before(async () => {
  node = new MemoryNode(await scanSamples(), 'boot-1');
  server = await startServer(node, {
    host: '127.0.0.1',
    port: 0,
    webFolder: '/none',
    logger: { level: 'info', stream: { write: (line) => void log.push(line) } },
  });
});
after(() => server.close());

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
    await get('/api/node', { host: 'evil.example' });
    assert.match((await get('/metrics')).text, /merivaht_http_refusals_total\{code="MV-HOST-REFUSED"\} 1/);
    // As a number of its own: digits of a measured time may hold it.
    assert.doesNotMatch(counts, /(?<![\d.])290000001(?!\d)/);
    const lines = log.map((line) => JSON.parse(line) as { route?: string; status?: number });
    assert.ok(lines.some((l) => l.route === '/api/theatres/:theatreId/vessels/:mmsi' && l.status === 400));
    assert.doesNotMatch(log.join(''), /SECRET|(?<![\d.])290000001(?!\d)|eagle/i);
  });
});
