/** What every store must do, whatever it is made of: compared with a plain list of all changes, over random ones. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Act, ActBody, CloseReason } from '../contract/act.ts';
import type { Alert, Severity } from '../contract/alert.ts';
import type { CrossingRow } from '../contract/views.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import type { StoreChange } from '../pipeline/keeping.ts';
import type { WatchStore } from './sqlite-store.ts';

/** 2024-12-25T12:00:00Z. */
const START_MS = 1_735_128_000_000;
const MINUTE_MS = 60_000;
const SEEDS = [1, 2, 3];

const utc = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

export function madeAlert(id: string, severity: Severity, atMs: number, note = 0): Alert {
  return {
    schema: 'merivaht.alert/1', id, kind: 'anchor-drag', severity, status: 'open', rank: 1, vessel: { mmsi: 111_000_001 },
    onsetAt: utc(START_MS), raisedAt: utc(START_MS), updatedAt: utc(atMs), position: { lonE5: 2_500_000, latE5: 5_960_000 },
    sentence: `Version ${note}.`, vhfText: '', evidenceMilliNats: note, speaksFor: [], speaksAgainst: [], exposure: [],
    assetsAtRisk: [], crossed: [], profile: [], configurationHash: 'c',
  }; // biome-ignore format: a made one
}

export function madeAct(actId: string, body: ActBody, atMs: number): Act {
  return {
    schema: 'merivaht.act/1', actId, officer: 'mari', officerName: 'Mari Tamm', theatreId: 'gulf', at: utc(atMs),
    dataAt: utc(atMs), body,
  }; // biome-ignore format: a made one
}

function madeBody(random: SeededRandom, earlier: readonly string[]): ActBody {
  const alertId = `alert-${random.integer(1, 4)}`;
  const reason = random.pick<CloseReason>(['engine', 'ice', 'drag-confirmed']);
  const bodies: ActBody[] = [
    { kind: 'acknowledge', alertId },
    { kind: 'close', alertId, reason, note: '' },
    { kind: 'close', alertId, reason, note: 'again' },
    { kind: 'reopen', alertId },
    { kind: 'note', text: 'quiet' },
  ];
  if (earlier.length > 0) bodies.push({ kind: 'undo', actId: random.pick(earlier) });
  return random.pick(bodies);
}

/** Some records make several ticks, and some none. */
export function madeChanges(seed: number, count: number): StoreChange[] {
  const random = seededRandom(seed);
  const actIds: string[] = [];
  const changes: StoreChange[] = [];
  let seq = 0;
  for (let i = 1; i <= count; i++) {
    const tickMs = START_MS + i * MINUTE_MS;
    seq += i === 1 || random.next() < 0.8 ? random.integer(1, 5) : 0;
    const acts: Act[] = [];
    if (random.next() < 0.4) {
      acts.push(madeAct(`act-${i}`, madeBody(random, actIds), START_MS + i * 12 * 60 * MINUTE_MS));
      actIds.push(`act-${i}`);
    }
    const alertIds = [1, 2, 3, 4].filter(() => random.next() < 0.4);
    const crossings: CrossingRow[] = Array.from({ length: random.integer(0, 2) }, (_, n) => ({
      mmsi: 111_000_000 + random.integer(1, 3),
      ...(n === 0 ? { name: 'PÄRL' } : { speedTenthKn: 81 }),
      assetId: random.pick(['estlink-1', 'estlink-2']),
      at: utc(tickMs - random.integer(0, 59) * 1000),
      sigmaS: 4,
      kpM: random.integer(0, 90_000),
      sigmaKpM: 30,
    }));
    changes.push({
      seq,
      tickMs,
      alerts: alertIds.map((n) => madeAlert(`alert-${n}`, random.pick(['high', 'actionable', 'watch']), tickMs, i)),
      acts,
      crossings,
      ...(random.next() < 0.5 ? { queueJson: JSON.stringify({ order: alertIds, rows: [], folds: [] }) } : {}),
    });
  }
  return changes;
}

export function storeContract(name: string, open: () => WatchStore): void {
  describe(`a store in ${name}`, () => {
    for (const seed of SEEDS)
      it(`answers as a plain list of all changes does, also when they come again (seed ${seed})`, () => {
        const changes = madeChanges(seed, 120);
        const store = open();
        const random = seededRandom(seed).fork('batches');
        for (let at = 0; at < changes.length; ) {
          const end = at + random.integer(1, 9);
          store.apply(changes.slice(Math.max(0, at - random.integer(0, 30)), end));
          at = end;
        }
        store.apply(changes);
        assert.equal(store.appliedThrough, changes.at(-1)!.seq);
        sameAnswers(store, changes);
        store.close();
      });

    it('counts an alert once, under its last close that stands', () => {
      const store = open();
      const close = (n: number, alertId: string, reason: CloseReason, day: string) =>
        madeAct(`act-${n}`, { kind: 'close', alertId, reason, note: '' }, Date.parse(`${day}T10:00:00Z`));
      const other = (n: number, body: ActBody) => madeAct(`act-${n}`, body, Date.parse('2024-12-30T00:00:00Z'));
      const alerts = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => madeAlert(id, 'high', START_MS));
      const acts = [
        close(1, 'a', 'engine', '2024-12-26'),
        close(2, 'b', 'engine', '2024-12-26'),
        close(3, 'c', 'ice', '2024-12-27'),
        other(4, { kind: 'undo', actId: 'act-3' }),
        close(5, 'd', 'pilot', '2024-12-27'),
        other(6, { kind: 'reopen', alertId: 'd' }),
        close(7, 'd', 'drag-confirmed', '2024-12-31'),
        close(8, 'e', 'works', '2025-01-01'),
        close(9, 'f', 'pilot', '2024-12-27'),
        other(10, { kind: 'reopened', alertId: 'f', because: 'graver' }),
      ];
      store.apply([{ seq: 1, tickMs: START_MS, alerts, acts: [], crossings: [] }]);
      store.apply(acts.map((act, i) => ({ seq: 2 + i, tickMs: START_MS, alerts: [], acts: [act], crossings: [] })));
      assert.deepEqual(store.falseAlarms('2024-12'), {
        month: '2024-12',
        rows: [
          { severity: 'high', reason: 'engine', times: 2 },
          { severity: 'high', reason: 'drag-confirmed', times: 1 },
        ],
        stillOpen: 2,
      });
      assert.deepEqual(store.falseAlarms('2025-01').rows, [{ severity: 'high', reason: 'works', times: 1 }]);
      assert.deepEqual(store.falseAlarms('2024-11'), { month: '2024-11', rows: [], stillOpen: 0 });
      store.close();
    });
  });
}

function sameAnswers(store: WatchStore, changes: readonly StoreChange[]): void {
  const endMs = changes.at(-1)!.tickMs;
  for (let atMs = START_MS; atMs <= endMs + MINUTE_MS; atMs += 7 * MINUTE_MS - 1000) {
    const before = changes.filter((c) => c.tickMs <= atMs);
    for (const id of ['alert-1', 'alert-2', 'alert-3', 'alert-4', 'never']) {
      const expected = before.flatMap((c) => c.alerts).findLast((a) => a.id === id);
      assert.deepEqual(store.alert(id, atMs), expected);
    }
    assert.equal(store.queueAt(atMs), before.findLast((c) => c.queueJson !== undefined)?.queueJson);
  }
  assert.deepEqual(
    store.alert('alert-1'),
    changes.flatMap((c) => c.alerts).findLast((a) => a.id === 'alert-1'),
  );
  const acts = changes.flatMap((c) => c.acts.map((act) => ({ seq: c.seq, act })));
  assert.ok(acts.length > 20);
  assert.deepEqual(
    store.acts({ limit: 1000 }),
    acts.map((a) => a.act),
  );
  const some = acts[12]!;
  assert.deepEqual(store.act(some.act.actId), some.act);
  assert.equal(store.act('never'), undefined);
  assert.deepEqual(
    store.acts({ kinds: ['close', 'undo'], afterSeq: some.seq, limit: 3 }),
    acts.filter((a) => a.seq > some.seq && ['close', 'undo'].includes(a.act.body.kind)).map((a) => a.act).slice(0, 3),
  ); // biome-ignore format: one question, one answer
  assert.deepEqual(
    store.acts({ alertId: 'alert-2', limit: 1000 }),
    acts.filter(({ act: { body } }) => 'alertId' in body && body.alertId === 'alert-2').map((a) => a.act),
  );
  assert.deepEqual(
    store.acts({ beforeActId: some.act.actId, newestFirst: true, limit: 5 }),
    acts.slice(7, 12).map((a) => a.act).reverse(),
  ); // biome-ignore format: one question, one answer
  const rows = changes.flatMap((c) => c.crossings);
  for (const filter of [
    {},
    { assetId: 'estlink-1' },
    { mmsi: 111_000_002 },
    { assetId: 'estlink-2', mmsi: 111_000_001 },
  ]) {
    const range = { fromMs: START_MS + 20 * MINUTE_MS, toMs: START_MS + 80 * MINUTE_MS };
    const expected = rows
      .map((row, i) => ({ row, i }))
      .filter(({ row }) => Object.entries(filter).every(([key, value]) => row[key as keyof CrossingRow] === value))
      .filter(({ row }) => Date.parse(row.at) >= range.fromMs && Date.parse(row.at) <= range.toMs)
      .sort((a, b) => Date.parse(b.row.at) - Date.parse(a.row.at) || b.i - a.i)
      .map(({ row }) => row);
    assert.ok(expected.length > 5);
    assert.deepEqual(store.crossings({ ...filter, ...range, limit: 1000 }), expected);
    assert.deepEqual(store.crossings({ ...filter, ...range, limit: 4 }), expected.slice(0, 4));
  }
}
