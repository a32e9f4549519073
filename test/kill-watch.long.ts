/**
 * kill -9 while ingesting and acting, fifty times, at any moment and just when a snapshot was saved: every act that was
 * acknowledged is there afterwards, once; the store has what the journal gives to a watch that nobody interrupted; and the
 * alerts are those of a scan of the same recording.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Progress } from '../src/cli/progress.ts';
import { runScan } from '../src/cli/run-scan.ts';
import { scanOptions } from '../src/cli/scan-options.ts';
import { theatreSetup } from '../src/cli/theatre-setups.ts';
import type { Act, ActBody } from '../src/contract/act.ts';
import type { TheatreState } from '../src/contract/live.ts';
import type { NodeInfo } from '../src/contract/views.ts';
import { HOUR_MS } from '../src/geo/units.ts';
import { type SeededRandom, seededRandom } from '../src/lib/seeded-random.ts';
import { watchOptions } from '../src/node/theatre-setup.ts';
import { theatreFolder, theatreParts } from '../src/storage/data-folder.ts';
import { demoOfficer } from '../src/storage/officers.ts';
import { assertStoreIsOfJournal, judgeJournal } from './store-against-journal.contract.ts';
import { eventually, getJson, postJson, startWatch, type WatchProcess } from './watch-process.contract.ts';

const KILLS = 50;
/** Of them so many, in turn, die when a snapshot has just been saved, or is being saved. */
const AT_SNAPSHOT_EVERY = 3;
const SEED = 20261125;
const REGION = 'gulf-of-finland';
const SAMPLE = 'data/samples/gulf-of-finland-2024-12-25.nmea.gz';
/** Should none come, the process is killed all the same; counted. */
const SNAPSHOT_WITHIN_MS = 15_000;

interface Acted {
  readonly acknowledged: Map<string, Act>;
  /** Asked for, and killed before the answer came. */
  unanswered: { actId: string; body: ActBody } | undefined;
  refused: number;
  repeated: number;
}

describe('a watch that is killed', () => {
  const data = mkdtempSync(join(tmpdir(), 'merivaht-kill-'));
  after(() => rmSync(data, { recursive: true, force: true }));
  const folder = theatreFolder(data, REGION);
  const args = ['--source', `replay:${SAMPLE}?speed=1000`, '--region', REGION, '--data', data, '--port', '0'];
  const acted: Acted = { acknowledged: new Map(), unanswered: undefined, refused: 0, repeated: 0 };

  it(`loses nothing it acknowledged in ${KILLS} kills (seed ${SEED}), and ends as if nobody had killed it`, async (t) => {
    await demoOfficer(data);
    const random = seededRandom(SEED);
    let atSnapshot = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const watch = await startWatch(args);
      const life = random.fork(`life ${kill}`);
      const acting = actUntilItDies(watch, kill, life);
      if (kill % AT_SNAPSHOT_EVERY === 0) atSnapshot += (await snapshotSaved(watch, life)) ? 1 : 0;
      else await pause(life.integer(50, 900));
      await watch.kill();
      await acting;
    }
    const watch = await startWatch(args);
    t.after(() => watch.kill());
    await runToTheEnd(watch);
    await assertActsAreKept(watch);
    await assertAlertsAreThoseOfAScan(watch);
    assert.equal(await watch.stop(), 0);

    const judged = judgeJournal(folder, watchOptions(theatreSetup({ region: REGION, assets: [], config: undefined })));
    const counts = assertStoreIsOfJournal(folder, judged);
    assert.ok(acted.acknowledged.size >= 2 * KILLS, `only ${acted.acknowledged.size} acts were acknowledged`);
    assert.ok(atSnapshot >= 5, `only ${atSnapshot} kills came with a snapshot`);
    assert.ok(counts.versions > 0 && counts.crossings > 0);
    t.diagnostic(
      `${KILLS} kills, ${atSnapshot} of them at a snapshot; ${acted.acknowledged.size} acts acknowledged ` +
        `(${acted.repeated} of them asked again after a kill), ${acted.refused} refused, ${counts.acts} kept; ` +
        `${judged.records} records, ${counts.versions} versions of alerts, ${counts.queues} of the queue, ` +
        `${counts.crossings} crossings, each as the journal gives it`,
    );
  });

  async function actUntilItDies(watch: WatchProcess, kill: number, random: SeededRandom): Promise<void> {
    try {
      const { officers } = await getJson<NodeInfo>(`${watch.url}/api/node`);
      // After an alert became high it runs as slowly as life.
      await postJson(`${watch.url}/api/theatres/${REGION}/replay`, { do: 'speed', speed: 1000 });
      if (acted.unanswered !== undefined) {
        acted.repeated++;
        await actOnce(watch, officers[0]!.officerId, acted.unanswered);
      }
      for (let n = 1; ; n++) {
        const body = await someBody(watch, random, `note ${n} of life ${kill}`);
        await actOnce(watch, officers[0]!.officerId, { actId: `act-${kill}-${n}`, body });
      }
    } catch (error) {
      // The process died under the request: nothing was promised. Anything else is a defect.
      if (error instanceof assert.AssertionError) throw error;
    }
  }

  async function actOnce(watch: WatchProcess, officer: string, act: { actId: string; body: ActBody }): Promise<void> {
    acted.unanswered = act;
    const response = await postJson(`${watch.url}/api/theatres/${REGION}/acts`, { ...act, officer });
    const answer = (await response.json()) as Act;
    acted.unanswered = undefined;
    if (response.status === 409) acted.refused++;
    else {
      assert.ok([200, 201].includes(response.status), `${response.status}: ${JSON.stringify(answer)}`);
      acted.acknowledged.set(act.actId, answer);
    }
  }

  /** Half of them about an alert that stands in the queue. */
  async function someBody(watch: WatchProcess, random: SeededRandom, text: string): Promise<ActBody> {
    if (random.integer(0, 1) === 0) return { kind: 'note', text };
    const { queue } = await getJson<TheatreState>(`${watch.url}/api/theatres/${REGION}/state`);
    if (queue.rows.length === 0) return { kind: 'note', text };
    const { alertId } = { alertId: queue.rows[random.integer(0, queue.rows.length - 1)]!.alert.id };
    return (
      [
        { kind: 'acknowledge', alertId },
        { kind: 'silence', alertId },
        { kind: 'assign', alertId, to: text },
        { kind: 'note', alertId, text },
      ] as const
    )[random.integer(0, 3)]!;
  }

  /** Runs an hour on, so that a snapshot is due; whether one came. Polled without a pause: what matters is the moment. */
  async function snapshotSaved(watch: WatchProcess, random: SeededRandom): Promise<boolean> {
    const before = new Set(names());
    const base = `${watch.url}/api/theatres/${REGION}`;
    const { clock } = await getJson<TheatreState>(`${base}/state`);
    const to = new Date(Date.parse(clock.dataAt) + HOUR_MS).toISOString().replace(/\.\d+Z/, 'Z');
    await postJson(`${base}/replay`, { do: 'jump', to });
    // Some die while it is being written.
    const isWanted = random.integer(0, 2) === 0 ? () => true : (name: string) => name.endsWith('.mvs');
    const untilMs = Date.now() + SNAPSHOT_WITHIN_MS;
    while (Date.now() < untilMs) {
      if (names().some((name) => !before.has(name) && isWanted(name))) {
        await pause(random.integer(0, 1) * random.integer(0, 60));
        return true;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    return false;
  }

  const names = (): string[] => {
    try {
      return readdirSync(theatreParts(folder).snapshots);
    } catch {
      return [];
    }
  };

  async function runToTheEnd(watch: WatchProcess): Promise<void> {
    const base = `${watch.url}/api/theatres/${REGION}`;
    await postJson(`${base}/replay`, { do: 'jump', to: '2024-12-26T00:00:00Z' });
    await eventually(
      'the end of the recording',
      () => getJson<TheatreState>(`${base}/state`),
      (s) => s.replay?.ended === true && (s.clock.tickAt ?? '') >= '2024-12-25T23:58:00Z',
      300_000,
    );
  }

  async function assertActsAreKept(watch: WatchProcess): Promise<void> {
    const kept: Act[] = [];
    for (let isMore = true; isMore; ) {
      const before = kept.length === 0 ? '' : `&before=${kept.at(-1)!.actId}`;
      const page = await getJson<Act[]>(`${watch.url}/api/theatres/${REGION}/acts?limit=1000${before}`);
      kept.push(...page);
      isMore = page.length === 1000;
    }
    const ids = new Map(kept.map((act) => [act.actId, act]));
    assert.equal(ids.size, kept.length, 'an act is kept once');
    for (const [id, act] of acted.acknowledged) assert.deepEqual(ids.get(id), act, `${id} was acknowledged`);
  }

  async function assertAlertsAreThoseOfAScan(watch: WatchProcess): Promise<void> {
    const scanned = await runScan(
      scanOptions([SAMPLE, '--region', REGION]),
      process.stdin,
      Date.UTC(2026, 0, 1),
      new Progress(process.stderr, true),
    );
    assert.ok(scanned.document.alerts.length > 0);
    for (const wanted of scanned.document.alerts) {
      const { alert } = await getJson<{ alert: typeof wanted }>(
        `${watch.url}/api/theatres/${REGION}/alerts/${encodeURIComponent(wanted.id)}`,
      );
      const brief = (a: typeof wanted) => [a.severity, a.raisedAt, a.onsetAt, a.evidenceMilliNats];
      assert.deepEqual(brief(alert), brief(wanted), wanted.id);
    }
  }
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
