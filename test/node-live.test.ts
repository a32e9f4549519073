/** A watch on real sockets: what feeds do and do not send, what a page hears of it, and what comes back after a stop. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';
import { theatreSetup } from '../src/cli/theatre-setups.ts';
import type { Act } from '../src/contract/act.ts';
import type { Feed } from '../src/contract/feed.ts';
import type { TheatreState } from '../src/contract/live.ts';
import type { Health } from '../src/contract/views.ts';
import { LivePage } from '../src/http/live-page.contract.ts';
import { LiveDriver } from '../src/node/live-driver.ts';
import { NodeTheatre } from '../src/node/node-theatre.ts';
import { SILENT_AFTER_MS } from '../src/pipeline/feed-book.ts';
import { openSources } from '../src/sources/open-sources.ts';
import { demoOfficer } from '../src/storage/officers.ts';
import { openLive } from './live-socket.contract.ts';
import { positionSentence, TcpFeed } from './tcp-feed.contract.ts';
import { eventually, getJson, postJson, runWatch, startWatch } from './watch-process.contract.ts';

const REGION = 'gulf-of-finland';
const SEND_EVERY_MS = 100;

async function feedOf(t: TestContext): Promise<TcpFeed> {
  const feed = await TcpFeed.listen();
  t.after(() => feed.close());
  return feed;
}

/** Sends a ship that sails on, until the function that it gives is called. */
function sail(
  t: TestContext,
  feed: TcpFeed,
  mmsi: number,
  atS: () => number | undefined = () => undefined,
): () => void {
  let lon = 24;
  const timer = setInterval(() => {
    lon += 0.0001;
    feed.send(positionSentence({ mmsi, lon, lat: 59.8, speedKn: 12, courseDeg: 90 }, atS()));
  }, SEND_EVERY_MS);
  t.after(() => clearInterval(timer));
  return () => clearInterval(timer);
}

describe('a watch on real sockets', () => {
  const root = mkdtempSync(join(tmpdir(), 'merivaht-live-'));
  after(() => rmSync(root, { recursive: true, force: true }));
  const argsOf = (data: string, ...sources: string[]) => [
    ...sources.flatMap((source) => ['--source', source]),
    ...['--region', REGION, '--data', data, '--port', '0'],
  ];

  it('hears a feed by its messages, not by its connection, and watches nothing when all are silent', async (t) => {
    const [heard, mute] = [await feedOf(t), await feedOf(t)];
    // A clock that the test puts forward: a minute's silence takes no minute.
    let aheadMs = 0;
    const sources = openSources([`${heard.address}?id=heard`, `${mute.address}?id=mute`]);
    const theatre = await NodeTheatre.open({
      setup: theatreSetup({ region: REGION, assets: [], config: undefined }),
      folder: join(root, 'silence'),
      driver: new LiveDriver(sources, () => Date.now() + aheadMs),
      boot: 'boot',
      officers: async () => [],
      log: () => {},
    });
    t.after(() => theatre.close());
    const page = new LivePage();
    theatre.subscribe(page);
    const feed = (feedId: string): Feed | undefined => page.state?.feeds.find((f) => f.feedId === feedId);
    const states = () => [feed('heard')?.state, feed('mute')?.state];
    const alarms = () => (page.state?.alarms ?? []).map((a) => a.code);
    const stop = sail(t, heard, 230_000_001);
    await eventually('one live, one silent', states, (s) => s[0] === 'live' && s[1] === 'silent');
    await eventually('its alarm', alarms, (codes) => codes.length === 1 && codes[0] === 'feed-lost');
    const stopOther = sail(t, mute, 230_000_002);
    await eventually('both live', states, (s) => s[0] === 'live' && s[1] === 'live');
    await eventually('no alarm', alarms, (codes) => codes.length === 0);

    // It stays connected, and nothing comes after this one.
    stopOther();
    mute.send(positionSentence({ mmsi: 230_000_003, lon: 25, lat: 59.8, speedKn: 12, courseDeg: 90 }));
    await eventually('its last ship', () => page.fixes.has(230_000_003), Boolean);
    aheadMs += SILENT_AFTER_MS + 1000;
    await eventually('one silent', states, (s) => s[0] === 'live' && s[1] === 'silent');
    await eventually('its alarm', alarms, (codes) => codes.join() === 'feed-lost');
    assert.equal(mute.connections, 1);
    assert.match(feed('mute')!.because, /no message/);
    assert.notEqual(page.state!.assets.length, 0);

    stop();
    heard.hangUp();
    await heard.close();
    aheadMs += SILENT_AFTER_MS + 1000;
    await eventually('none live', states, (s) => s[0] === 'down' && s[1] === 'silent');
    await eventually('the alarm', alarms, (codes) => codes.join() === 'all-feeds-lost');
    const notWatched = () => page.state!.assets.map((a) => a.state);
    await eventually('no asset watched', notWatched, (all) => all.every((s) => s === 'not-watched'));
    assert.match(page.state!.assets[0]!.because, /no feed is live/);
  });

  it('gives untimed sentences the time of their receipt, counts what is late or has no time, and takes up after a stop', async (t) => {
    const data = join(root, 'data');
    const officer = await demoOfficer(data);
    const [receiver, timed] = [await feedOf(t), await feedOf(t)];
    const args = argsOf(data, `${receiver.address}?id=receiver`, `${timed.address}?id=timed&times=sentence`);
    const watch = await startWatch(args);
    t.after(() => watch.kill());
    const base = `${watch.url}/api/theatres/${REGION}`;
    const live = await openLive(base);
    t.after(() => live.close());
    const page = live.page;
    const nowS = (): number => Math.floor(Date.now() / 1000);
    const startedS = nowS();
    sail(t, receiver, 230_000_001);
    sail(t, timed, 230_000_002, nowS);
    await eventually(
      'both ships',
      () => page.fixes,
      (f) => f.has(230_000_001) && f.has(230_000_002),
    );
    const [lon, lat, timeS] = page.fixes.get(230_000_001)!;
    assert.ok(Math.abs(lon / 1e6 - 24) < 0.1 && Math.abs(lat / 1e6 - 59.8) < 1e-3);
    assert.ok(timeS >= startedS && timeS <= nowS());
    const feed = (feedId: string): Feed | undefined => page.state?.feeds.find((f) => f.feedId === feedId);
    assert.equal(feed('receiver')!.untimed, 0);

    timed.send(positionSentence({ mmsi: 230_000_003, lon: 25, lat: 59.8, speedKn: 12, courseDeg: 90 }));
    await eventually(
      'one without a time',
      () => feed('timed')?.untimed,
      (n) => n === 1,
    );
    timed.send(positionSentence({ mmsi: 230_000_004, lon: 25, lat: 59.8, speedKn: 12, courseDeg: 90 }, nowS() - 600));
    await eventually(
      'one that is late',
      () => feed('timed')?.late,
      (n) => n === 1,
    );
    timed.send('!AIVDM,1,1,,A,not a sentence,0*00\r\n');
    await eventually(
      'one set aside',
      () => feed('timed')?.setAside,
      (n) => n === 1,
    );
    assert.ok(!page.fixes.has(230_000_003), 'what has no time is on no map');

    for (const text of ['first', 'second']) {
      const request = { actId: text, officer: officer.officerId, body: { kind: 'note', text } };
      assert.equal((await postJson(`${base}/acts`, request)).status, 201);
      assert.equal((await postJson(`${base}/acts`, request)).status, 200);
    }
    const unit = { id: 'unit-1', name: 'PVL-101', kind: 'patrol-vessel', position: [24.5, 59.5], speedTenthKn: 200 };
    const body = { kind: 'unit-set', unit: { ...unit, readiness: 'ready-15-min', call: 'VHF 16' } };
    const set = await postJson(`${base}/acts`, { actId: 'unit', officer: officer.officerId, body });
    assert.equal(set.status, 201);
    const before = await getJson<TheatreState>(`${base}/state`);
    assert.equal(live.trouble(), undefined);
    assert.equal(await watch.stop(), 0);
    assert.match(watch.output(), /stopping: what has been handed in is kept/);
    assert.doesNotMatch(watch.output(), /Deprecation|Warning|"level"/);

    const again = await startWatch(args);
    t.after(() => again.kill());
    const state = await getJson<TheatreState>(`${again.url}/api/theatres/${REGION}/state`);
    assert.equal(state.actCount, 3);
    assert.deepEqual([state.queue, state.books], [before.queue, before.books]);
    const acts = await getJson<Act[]>(`${again.url}/api/theatres/${REGION}/acts?limit=10`);
    assert.deepEqual(
      acts.map((a) => a.actId),
      ['unit', 'second', 'first'],
    );
    const ships = await openLive(`${again.url}/api/theatres/${REGION}`);
    t.after(() => ships.close());
    await eventually(
      'the ships go on',
      () => ships.page.fixes.get(230_000_001)?.[2],
      (s) => (s ?? 0) > timeS,
    );
    const health = () => getJson<Health>(`${again.url}/health`);
    await eventually('health', health, (h) => h.status === 'ok');
    assert.equal(await again.stop(), 0);
  });

  it('refuses an address that others reach, a folder or port in use, and a source that is none', async (t) => {
    const data = join(root, 'refused');
    const source = 'tcp://127.0.0.1:1';
    const refused = async (code: string, args: readonly string[]) => {
      const { status, output } = await runWatch(args);
      assert.match(output, new RegExp(`^merivaht: ${code}: `), output);
      assert.match(output, /What to do: /);
      return status;
    };
    assert.equal(await refused('MV-ADDRESS-REFUSED', [...argsOf(data, source), '--host', '0.0.0.0']), 2);
    assert.equal(await refused('MV-SOURCE-INVALID', argsOf(data, 'tcp://127.0.0.1')), 2);
    assert.equal(await refused('MV-SOURCE-INVALID', argsOf(data, 'serial:/dev/ttyUSB0')), 2);
    assert.equal(await refused('MV-SOURCE-INVALID', argsOf(data, `${source}?id=same`, 'udp://127.0.0.1:4?id=same')), 2);
    assert.ok(!existsSync(data), 'what is refused has made nothing');
    writeFileSync(join(root, 'file'), '');
    assert.equal(await refused('MV-OUTPUT-FAILED', argsOf(join(root, 'file', 'below'), source)), 1);

    const watch = await startWatch(argsOf(data, source));
    t.after(() => watch.kill());
    assert.equal(await refused('MV-DATA-LOCKED', argsOf(data, source)), 2);
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    t.after(() => taken.close());
    const { port } = taken.address() as { port: number };
    assert.equal(await refused('MV-PORT-IN-USE', [...argsOf(join(root, 'other'), source), '--port', String(port)]), 2);
    // Neither left a lock, or harmed the one that runs.
    assert.equal(await getJson<Health>(`${watch.url}/health`).catch((e: Error) => e.message.includes('503')), true);
    assert.equal(await watch.stop(), 0);
    const other = await startWatch(argsOf(join(root, 'other'), source));
    assert.equal(await other.stop(), 0);
  });
});
