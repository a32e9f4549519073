/**
 * kill -9 while ingesting and acting, fifty times: every act that was acknowledged is there afterwards, once, and the alerts
 * are those of a scan of the same recording, which nobody interrupted.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Progress } from '../src/cli/progress.ts';
import { runScan } from '../src/cli/run-scan.ts';
import { scanOptions } from '../src/cli/scan-options.ts';
import type { Act } from '../src/contract/act.ts';
import type { TheatreState } from '../src/contract/live.ts';
import type { NodeInfo } from '../src/contract/views.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { demoOfficer } from '../src/storage/officers.ts';
import { eventually, getJson, postJson, startWatch, type WatchProcess } from './watch-process.contract.ts';

const KILLS = 50;
const SEED = 20261125;
const SAMPLE = 'data/samples/gulf-of-finland-2024-12-25.nmea.gz';

describe('a watch that is killed', () => {
  const data = mkdtempSync(join(tmpdir(), 'merivaht-kill-'));
  after(() => rmSync(data, { recursive: true, force: true }));
  const random = seededRandom(SEED);
  const acknowledged = new Map<string, Act>();

  async function actOnce(watch: WatchProcess, officer: string, n: number): Promise<void> {
    const request = { actId: `act-${n}`, officer, body: { kind: 'note', text: `note ${n}` } };
    try {
      const response = await postJson(`${watch.url}/api/theatres/gulf-of-finland/acts`, request);
      if (response.status === 201) acknowledged.set(request.actId, (await response.json()) as Act);
    } catch {
      // The process died under the request: nothing was promised.
    }
  }

  async function allActs(base: string): Promise<Act[]> {
    const acts: Act[] = [];
    for (;;) {
      const before = acts.at(-1)?.actId;
      const page = await getJson<Act[]>(`${base}/acts?limit=1000${before === undefined ? '' : `&before=${before}`}`);
      acts.push(...page);
      if (page.length < 1000) return acts;
    }
  }

  it(`loses nothing it acknowledged in ${KILLS} kills (seed ${SEED}), and finds what an uninterrupted scan finds`, async (t) => {
    await demoOfficer(data);
    const args = [
      '--source',
      `replay:${SAMPLE}?speed=1000`,
      '--region',
      'gulf-of-finland',
      '--data',
      data,
      '--port',
      '0',
    ];
    let n = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const watch = await startWatch(args);
      const { officers } = await getJson<NodeInfo>(`${watch.url}/api/node`);
      const livesMs = random.integer(50, 900);
      const endsAtMs = Date.now() + livesMs;
      const acting = (async () => {
        while (Date.now() < endsAtMs) await actOnce(watch, officers[0]!.officerId, ++n);
      })();
      await new Promise((resolve) => setTimeout(resolve, livesMs));
      await watch.kill();
      await acting;
    }
    const watch = await startWatch(args);
    t.after(() => watch.kill());
    const base = `${watch.url}/api/theatres/gulf-of-finland`;
    await postJson(`${base}/replay`, { do: 'jump', to: '2024-12-26T00:00:00Z' });
    const state = await eventually(
      'the end of the recording',
      () => getJson<TheatreState>(`${base}/state`),
      (s) => s.replay?.ended === true && s.clock.tickAt !== undefined && s.clock.tickAt >= '2024-12-25T23:58:00Z',
      300_000,
    );
    const acts = await allActs(base);
    assert.equal(new Set(acts.map((a) => a.actId)).size, acts.length, 'an act is kept once');
    const kept = new Set(acts.map((a) => a.actId));
    const lost = [...acknowledged.keys()].filter((id) => !kept.has(id));
    assert.deepEqual(lost, []);
    assert.ok(
      acknowledged.size >= KILLS,
      `only ${acknowledged.size} acts were acknowledged: the test tests too little`,
    );
    const scanned = await runScan(
      scanOptions([SAMPLE, '--region', 'gulf-of-finland']),
      process.stdin,
      Date.UTC(2026, 0, 1),
      new Progress(process.stderr, true),
    );
    for (const wanted of scanned.document.alerts) {
      const { alert } = await getJson<{ alert: { severity: string; raisedAt: string; onsetAt: string } }>(
        `${base}/alerts/${encodeURIComponent(wanted.id)}`,
      );
      const brief = (a: { severity: string; raisedAt: string; onsetAt: string }) => [a.severity, a.raisedAt, a.onsetAt];
      assert.deepEqual(brief(alert), brief(wanted), wanted.id);
    }
    t.diagnostic(
      `${KILLS} kills, ${acknowledged.size} acts acknowledged, ${acts.length} kept, revision ${state.revision}`,
    );
    assert.equal(await watch.stop(), 0);
  });
});
