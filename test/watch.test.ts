/** The watch against the scan: the same recorded sequence gives the same alerts, live or from a file, and after a restart. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { Progress } from '../src/cli/progress.ts';
import { runScan } from '../src/cli/run-scan.ts';
import { scanOptions } from '../src/cli/scan-options.ts';
import { theatreSetup } from '../src/cli/theatre-setups.ts';
import type { Act, ActBody } from '../src/contract/act.ts';
import type { Alert } from '../src/contract/alert.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { watchOptions } from '../src/node/theatre-setup.ts';
import type { JournalRecord, NumberedRecord } from '../src/pipeline/journal-record.ts';
import type { StoreChange } from '../src/pipeline/keeping.ts';
import { Watch } from '../src/pipeline/watch.ts';
import { samplePath, sampleRecords } from './sample-records.contract.ts';

const CASES = [
  { sample: 'gulf-of-finland-2024-12-25', region: 'gulf-of-finland' },
  { sample: 'taiwan-strait-2025-02-24', region: 'taiwan-strait' },
] as const;

const GRAVITY = { watch: 0, actionable: 1, high: 2 } as const;

const options = (region: string) => watchOptions(theatreSetup({ region, assets: [], config: undefined }));

/** Everything that leaves the core for the store, as one hash. */
function run(
  watch: Watch,
  records: readonly NumberedRecord[],
  hash = createHash('sha256'),
): ReturnType<typeof createHash> {
  for (const record of records) {
    const { change } = watch.accept(record);
    if (change !== undefined) hash.update(JSON.stringify(change));
  }
  return hash;
}

const act = (n: number, body: ActBody): Act => ({
  schema: 'merivaht.act/1',
  actId: `act-${n}`,
  officer: 'officer-1',
  officerName: 'Mari Maasikas',
  theatreId: 'gulf-of-finland',
  at: '2026-01-01T00:00:00Z',
  dataAt: '2024-12-25T00:00:00Z',
  body,
});

describe('the watch', () => {
  for (const { sample, region } of CASES) {
    const records = sampleRecords(sample);

    it(`gives on ${sample} the alerts that a scan of the file gives`, async () => {
      const watch = new Watch(options(region));
      run(watch, records);
      const scanned = await runScan(
        scanOptions([samplePath(sample), '--region', region]),
        process.stdin,
        Date.UTC(2026, 0, 1),
        new Progress(process.stderr, true),
      );
      const brief = (a: {
        id: string;
        severity: string;
        onsetAt: string;
        raisedAt: string;
        evidenceMilliNats: number;
      }) => [a.id, a.severity, a.onsetAt, a.raisedAt, a.evidenceMilliNats] as const;
      assert.ok(scanned.document.alerts.length > 0);
      assert.deepEqual(watch.core.alerts().map(brief), scanned.document.alerts.map(brief));
    });

    it(`opens again by itself what was closed on ${sample} before it was graver, once, and keeps both in the log`, () => {
      const watch = new Watch(options(region));
      const changes: StoreChange[] = [];
      const closedAs = new Map<string, 'watch' | 'actionable'>();
      let seq = 0;
      const give = (record: JournalRecord): void => {
        const { change } = watch.accept({ seq: ++seq, record });
        if (change !== undefined) changes.push(change);
      };
      for (const { record } of records) {
        give(record);
        for (const { alert } of watch.queue().rows) {
          if (alert.severity === 'high' || alert.status !== 'open' || closedAs.has(alert.id)) continue;
          closedAs.set(alert.id, alert.severity);
          const made = act(closedAs.size, { kind: 'close', alertId: alert.id, reason: 'engine', note: '' });
          give({ kind: 'act', atMs: watch.clockMs, act: { ...made, dataAt: new Date(watch.tickMs).toISOString() } });
        }
      }
      // By the versions that the store would keep: the first that is graver than the one that was closed.
      const graver = [...closedAs].flatMap(([id, severity]) => {
        const closing = changes.findIndex((c) => c.acts.some((a) => a.body.kind === 'close' && a.body.alertId === id));
        const isGraver = (a: Alert): boolean =>
          a.id === id && a.status === 'open' && GRAVITY[a.severity] > GRAVITY[severity];
        const found = changes.slice(closing + 1).find((c) => c.alerts.some(isGraver));
        return found === undefined ? [] : [`${id} ${found.seq}`];
      });
      const opened = changes.flatMap((c) =>
        c.acts.flatMap(({ body }) => (body.kind === 'reopened' ? [`${body.alertId} ${c.seq}`] : [])),
      );
      assert.ok(graver.length > 0, 'the sample has an alert that becomes graver');
      assert.deepEqual(opened.toSorted(), graver.toSorted());
    });

    it(`goes on after a restart at any record of ${sample} as if nothing had happened`, () => {
      const whole = run(new Watch(options(region)), records).digest('hex');
      const random = seededRandom(20261125).fork(sample);
      for (let i = 0; i < 3; i++) {
        const at = random.integer(1, records.length - 1);
        const hash = createHash('sha256');
        const first = new Watch(options(region));
        run(first, records.slice(0, at), hash);
        const second = Watch.restore(options(region), structuredClone(first.save()));
        assert.equal(run(second, records.slice(at), hash).digest('hex'), whole, `restarted after record ${at}`);
      }
    });
  }

  it('takes acts in their order, refuses what names nothing, and keeps them through a restart', () => {
    const records = sampleRecords('gulf-of-finland-2024-12-25');
    const watch = new Watch(options('gulf-of-finland'));
    let seq = 0;
    const give = (record: NumberedRecord['record']) => watch.accept({ seq: ++seq, record });
    for (const { record } of records) {
      give(record);
      if (watch.queue().rows.some((r) => r.sounds)) break;
    }
    const alertId = watch.queue().rows.find((r) => r.sounds)!.alert.id;
    const refused = give({
      kind: 'act',
      atMs: watch.clockMs,
      act: act(1, { kind: 'acknowledge', alertId: 'none-such' }),
    });
    assert.equal(refused.act?.ok, false);
    assert.equal(refused.change?.acts.length ?? 0, 0);
    const taken = give({ kind: 'act', atMs: watch.clockMs, act: act(2, { kind: 'acknowledge', alertId }) });
    assert.deepEqual(taken.act, { ok: true });
    assert.equal(taken.change?.acts.length, 1);
    const again = Watch.restore(options('gulf-of-finland'), structuredClone(watch.save()));
    for (const w of [watch, again]) {
      assert.equal(w.queue().rows.find((r) => r.alert.id === alertId)!.sounds, false);
      assert.equal(w.desk.actCount, 1);
    }
  });

  it('gives a live sentence without a time the journalled time of its receipt, and only where the source says so', () => {
    for (const timesFrom of ['receipt', 'sentence'] as const) {
      const watch = new Watch(options('gulf-of-finland'));
      const atMs = Date.UTC(2026, 0, 1);
      const source = {
        kind: 'source',
        atMs,
        source: 0,
        feedId: 'a',
        feedKind: 'tcp',
        address: 'tcp://x',
        format: 'nmea',
      };
      watch.accept({ seq: 1, record: { ...source, timesFrom, state: 'up', because: '' } as NumberedRecord['record'] });
      const bytes = new TextEncoder().encode('!AIVDM,1,1,,B,15M67FC000G?ufbE`FepT@3n00Sa,0*5C\r\n');
      watch.accept({ seq: 2, record: { kind: 'chunk', source: 0, receivedAtMs: atMs + 5000, bytes } });
      const [feed] = watch.feeds();
      assert.equal(feed!.messages, 1);
      assert.equal(feed!.untimed, timesFrom === 'receipt' ? 0 : 1);
    }
  });
});
