/** A disk that is really full under a watch that runs: nothing is acknowledged, all of it says so, and it goes on by itself. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';
import { theatreSetup } from '../src/cli/theatre-setups.ts';
import type { Act } from '../src/contract/act.ts';
import type { TheatreState } from '../src/contract/live.ts';
import type { Health } from '../src/contract/views.ts';
import { watchOptions } from '../src/node/theatre-setup.ts';
import { theatreFolder, theatreParts } from '../src/storage/data-folder.ts';
import { demoOfficer } from '../src/storage/officers.ts';
import { openLive } from './live-socket.contract.ts';
import { NO_SMALL_DISK, SmallDisk } from './small-disk.contract.ts';
import { assertStoreIsOfJournal, judgeJournal } from './store-against-journal.contract.ts';
import { positionSentence, TcpFeed } from './tcp-feed.contract.ts';
import { eventually, getJson, postJson, runWatch, startWatch } from './watch-process.contract.ts';

const REGION = 'gulf-of-finland';
const DISK_MB = 16;
const BEFORE = 230_000_001;
const MEANWHILE = 230_000_002;
const SEND_EVERY_MS = 50;

describe('a watch on a full disk', () => {
  const root = mkdtempSync(join(tmpdir(), 'merivaht-full-'));
  after(() => rmSync(root, { recursive: true, force: true }));

  function smallDisk(t: TestContext, path: string): SmallDisk | undefined {
    const disk = SmallDisk.mount(path, DISK_MB);
    if (disk === undefined) t.skip(NO_SMALL_DISK);
    else t.after(() => disk.unmount());
    return disk;
  }

  /** A watch on a feed of one ship that sails on; more ships are added as the test goes. */
  async function sailing(t: TestContext, data: string) {
    const officer = await demoOfficer(data);
    const feed = await TcpFeed.listen();
    const ships = [BEFORE];
    let lon = 24;
    const sender = setInterval(() => {
      lon += 0.0001;
      for (const mmsi of ships) feed.send(positionSentence({ mmsi, lon, lat: 59.8, speedKn: 12, courseDeg: 90 }));
    }, SEND_EVERY_MS);
    const argsOn = (folder: string) => [
      ...['--source', feed.address, '--region', REGION, '--data', folder, '--port', '0'],
    ];
    const watch = await startWatch(argsOn(data));
    const base = `${watch.url}/api/theatres/${REGION}`;
    const live = await openLive(base);
    t.after(async () => {
      clearInterval(sender);
      live.close();
      await watch.kill();
      await feed.close();
    });
    let asked = 0;
    const answers: { actId: string; status: number; code: string | undefined }[] = [];
    const act = async (actId = `act-${++asked}`) => {
      const body = { kind: 'note', text: actId };
      const response = await postJson(`${base}/acts`, { actId, officer: officer.officerId, body });
      const { code } = (await response.json()) as { code?: string };
      const answer = { actId, status: response.status, code };
      answers.push(answer);
      return answer;
    };
    const health = async (): Promise<{ status: number; health: Health }> => {
      const response = await fetch(`${watch.url}/health`);
      return { status: response.status, health: (await response.json()) as Health };
    };
    return {
      argsOn,
      watch,
      base,
      live,
      ships,
      act,
      answers,
      health,
      acts: () => getJson<Act[]>(`${base}/acts?limit=1000`),
    };
  }

  type Sailing = Awaited<ReturnType<typeof sailing>>;
  const codesOf = ({ theatres }: Health): string[] => theatres.flatMap((t) => t.alarms.map((a) => a.code));

  /** Acknowledged acts are kept once; the journal has no gap; the store has what the journal gives. */
  async function assertNothingIsLost({ watch, answers, acts }: Sailing, data: string): Promise<void> {
    const acknowledged = answers.filter((a) => a.status < 300).map((a) => a.actId);
    await eventually(
      'the acts in the store',
      async () => (await acts()).map((a) => a.actId),
      (kept) => acknowledged.every((id) => kept.includes(id)),
    );
    assert.equal(await watch.stop(), 0);
    const folder = theatreFolder(data, REGION);
    const judged = judgeJournal(folder, watchOptions(theatreSetup({ region: REGION, assets: [], config: undefined })));
    const counts = assertStoreIsOfJournal(folder, judged);
    assert.ok(counts.acts >= new Set(acknowledged).size);
  }

  it('acknowledges nothing, says so everywhere, and goes on by itself when there is room', async (t) => {
    const data = join(root, 'whole');
    const disk = smallDisk(t, data);
    if (disk === undefined) return;
    const sea = await sailing(t, data);
    const { live, act, answers, health, ships } = sea;
    await eventually('the ship on the page', () => live.page.fixes.has(BEFORE), Boolean);
    assert.equal((await act()).status, 201);
    await eventually('health', health, ({ status }) => status === 200);

    disk.fill();
    // What still fits into the last page of a file is acknowledged, and rightly.
    const refused = await eventually('an act that is refused', act, ({ status }) => status !== 201);
    assert.deepEqual([refused.status, refused.code], [503, 'MV-JOURNAL-STOPPED']);
    const ill = await health();
    assert.deepEqual([ill.status, ill.health.status], [503, 'failing']);
    assert.ok(codesOf(ill.health).includes('disk-full'));
    await eventually(
      'the alarm on the page',
      () => alarmsOnPage(live.page.state),
      (codes) => codes.includes('disk-full'),
    );
    ships.push(MEANWHILE);
    const { beat } = live.page.received;
    await eventually(
      'beats',
      () => live.page.received.beat,
      (beats) => beats >= beat + 3,
    );
    assert.ok(!live.page.fixes.has(MEANWHILE), 'what is not on disk is not shown');
    assert.equal((await act(refused.actId)).status, 503);

    disk.free();
    await eventually(
      'an act that is taken',
      () => act(refused.actId),
      ({ status }) => status < 300,
    );
    assert.equal((await act()).status, 201);
    await eventually('what came meanwhile', () => live.page.fixes.has(MEANWHILE), Boolean);
    await eventually('health', health, (h) => h.status === 200 && codesOf(h.health).length === 0);
    await eventually(
      'no alarm on the page',
      () => alarmsOnPage(live.page.state),
      (codes) => codes.length === 0,
    );
    assert.ok(answers.filter((a) => a.status === 503).every((a) => a.code === 'MV-JOURNAL-STOPPED'));
    assert.equal(live.trouble(), undefined);
    await assertNothingIsLost(sea, data);
  });

  it('goes on while only the store finds no room, and brings the store up to date afterwards', async (t) => {
    const data = join(root, 'store');
    const disk = smallDisk(t, data);
    if (disk === undefined) return;
    const { journal } = theatreParts(theatreFolder(data, REGION));
    mkdirSync(journal, { recursive: true });
    if (smallDisk(t, journal) === undefined) return;
    const sea = await sailing(t, data);
    const { act, acts, health } = sea;
    assert.equal((await act()).status, 201);
    disk.fill();
    // The journal has them: they are acknowledged.
    const ill = await eventually(
      'the alarm',
      async () => {
        assert.equal((await act()).status, 201);
        return await health();
      },
      (h) => codesOf(h.health).includes('archive-failed'),
    );
    assert.deepEqual([ill.status, ill.health.status], [200, 'degraded']);
    const last = await act();
    assert.equal(last.status, 201);
    assert.ok(!(await acts()).some((a) => a.actId === last.actId), 'the store is full: it cannot have it');
    disk.free();
    await eventually('the act in the store', acts, (kept) => kept.some((a) => a.actId === last.actId));
    await eventually('health', health, (h) => h.status === 200 && codesOf(h.health).length === 0);
    await assertNothingIsLost(sea, data);
  });

  it('from the start is refused with what to do, and takes up the watch when there is room', async (t) => {
    const data = join(root, 'start');
    const disk = smallDisk(t, data);
    if (disk === undefined) return;
    const sea = await sailing(t, join(data, 'old'));
    await eventually('the ship on the page', () => sea.live.page.fixes.has(BEFORE), Boolean);
    assert.equal((await sea.act()).status, 201);
    await sea.watch.kill();
    // The lock, a folder, the store: each finds no room in one of these.
    for (const [folder, pages] of [
      ['old', 0],
      ['new', 2],
      ['newer', 8],
    ] as const) {
      disk.fill(pages);
      const { status, output } = await runWatch(sea.argsOn(join(data, folder)));
      assert.equal(status, 1, output);
      assert.match(output, /^merivaht: MV-OUTPUT-FAILED: .*(ENOSPC|full|I\/O)/);
      disk.free();
    }
    const again = await startWatch(sea.argsOn(join(data, 'old')));
    t.after(() => again.kill());
    const kept = await getJson<Act[]>(`${again.url}/api/theatres/${REGION}/acts?limit=10`);
    assert.deepEqual(
      kept.map((a) => a.actId),
      ['act-1'],
    );
    assert.equal(await again.stop(), 0);
  });
});

const alarmsOnPage = (state: TheatreState | undefined): string[] => (state?.alarms ?? []).map((a) => a.code);
