import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { QueueRow } from '../contract/desk.ts';
import { makePositionFrame, readPositionFrame } from '../contract/position-frame.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { FRAME_EVERY_MS, HELD_CHANGES, LiveHub, type LiveSections } from './live-hub.ts';
import { inOrder, LivePage } from './live-page.contract.ts';

const at = (s: number): string => new Date(Date.UTC(2024, 11, 25, 10, 0, s)).toISOString().replace('.000', '');

function row(id: string, over: Partial<QueueRow> = {}): QueueRow {
  return {
    alert: {
      schema: 'merivaht.alert/1',
      id,
      kind: 'drag',
      severity: 'high',
      status: 'open',
      rank: 1,
      vessel: { mmsi: 290000001 },
      onsetAt: at(0),
      raisedAt: at(0),
      updatedAt: at(0),
      position: { lonE5: 2500000, latE5: 5990000 },
      sentence: 'It slowed.',
      vhfText: 'Check your anchors.',
      evidenceMilliNats: 1,
      speaksFor: [],
      speaksAgainst: [],
      assetsAtRisk: [],
      configurationHash: 'ab',
    },
    handling: { logCount: 0 },
    sounds: true,
    inDrawer: false,
    ...over,
  };
}

function sections(over: Partial<LiveSections> = {}): LiveSections {
  return {
    clock: { dataAt: at(0) },
    queue: { order: [], rows: [], folds: [] },
    books: { units: [], contacts: [], works: [] },
    feeds: [],
    assets: [],
    alarms: [],
    actCount: 0,
    ...over,
  };
}

function frame(rows: readonly (readonly [mmsi: number, lonE6: number, timeS: number])[]): ArrayBuffer {
  const { bytes, columns } = makePositionFrame(rows.length, 1000 * Math.max(0, ...rows.map((r) => r[2])));
  rows.forEach(([mmsi, lonE6, timeS], i) => {
    columns.mmsi[i] = mmsi;
    columns.lonE6[i] = lonE6;
    columns.timeS[i] = timeS;
  });
  return bytes;
}

/** Seconds that pass when they are told to. */
class Seconds {
  #waiting: (() => void)[] = [];
  readonly later = (run: () => void, afterMs: number): void => {
    assert.equal(afterMs, FRAME_EVERY_MS);
    this.#waiting.push(run);
    assert.equal(this.#waiting.length, 1, 'one timer at most');
  };

  pass(): void {
    const due = this.#waiting;
    this.#waiting = [];
    for (const run of due) run();
  }
}

const held = (page: LivePage): unknown => [...page.fixes].sort(([a], [b]) => a - b);

describe('the live hub', () => {
  it('gives a page that joins late, and one that came back, what a page that never left has: 30 seeds', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = seededRandom(seed);
      const pick = (n: number): number => random.integer(0, n - 1);
      const seconds = new Seconds();
      const hub = new LiveHub('gulf-of-finland', 'boot-1', sections(), seconds.later);
      const [always, returning] = [new LivePage(), new LivePage()];
      hub.subscribe(always);
      let leave: (() => void) | undefined = hub.subscribe(returning);
      const rows = new Map<string, QueueRow>();
      for (let step = 0; step < 300; step++) {
        for (let k = pick(3); k > 0; k--) {
          const id = `alert-${pick(12)}`;
          if (pick(4) === 0) rows.delete(id);
          else rows.set(id, row(id, { handling: { logCount: pick(3) }, sounds: pick(2) === 0 }));
        }
        const all = [...rows.values()];
        const folded = all.filter(() => pick(3) === 0).map((r) => r.alert.id);
        const folds =
          folded.length < 2
            ? []
            : [
                {
                  foldId: 'f',
                  cause: 'storm' as const,
                  since: at(0),
                  severity: 'watch' as const,
                  alertIds: folded,
                  values: {},
                },
              ];
        const order = all.map((r) => r.alert.id).filter((id) => folds.length === 0 || !folded.includes(id));
        hub.publish({
          clock: { dataAt: at(step) },
          queue: { order: [...order, ...folds.map((f) => f.foldId)], rows: all.map((r) => structuredClone(r)), folds },
          ...(pick(5) === 0 ? { actCount: step } : {}),
        });
        hub.positions(
          frame([
            [290000000 + pick(200), pick(1000), step],
            [290000000 + pick(200), pick(1000), pick(step + 1)],
          ]),
        );
        hub.vessels([{ mmsi: 290000000 + pick(20), name: `SHIP ${pick(3)}` }]);
        if (pick(10) === 0) hub.beat({ dataAt: at(step) });
        if (pick(10) === 0) seconds.pass();
        if (leave !== undefined && pick(20) === 0) {
          leave();
          leave = undefined;
        } else if (leave === undefined && pick(6) === 0)
          leave = hub.subscribe(returning, { boot: returning.boot!, since: returning.state!.revision });
      }
      leave?.();
      hub.subscribe(returning, { boot: returning.boot!, since: returning.state!.revision });
      const newcomer = new LivePage();
      seconds.pass();
      hub.subscribe(newcomer);
      hub.beat({ dataAt: at(999) });
      for (const page of [always, returning, newcomer]) {
        assert.deepEqual(inOrder(page.state), inOrder(hub.state), `seed ${seed}`);
        assert.deepEqual(held(page), held(always), `seed ${seed}`);
        assert.deepEqual([...page.vessels].sort(), [...always.vessels].sort(), `seed ${seed}`);
      }
      assert.equal(returning.received.state, 1, `seed ${seed}: what it missed was held`);
    }
  });

  it('sends nothing where nothing differs, and only the rows that do', () => {
    const hub = new LiveHub(
      't',
      'b',
      sections({ queue: { order: ['a', 'b'], rows: [row('a'), row('b')], folds: [] } }),
    );
    const page = new LivePage();
    hub.subscribe(page);
    const sent: unknown[] = [];
    hub.subscribe({ message: (m) => void sent.push(m), positions: () => undefined });
    sent.length = 0;
    assert.equal(hub.publish(sections({ queue: { order: ['a', 'b'], rows: [row('a'), row('b')], folds: [] } })), 0);
    assert.equal(hub.publish({ clock: { dataAt: at(9) } }), 0);
    assert.equal(sent.length, 0);
    const queue = { order: ['a', 'b'], rows: [row('a'), row('b', { sounds: false })], folds: [] };
    assert.equal(hub.publish({ queue }), 1);
    assert.deepEqual(sent, [{ type: 'change', revision: 1, queue: { ...queue, rows: [queue.rows[1]] } }]);
    assert.deepEqual(inOrder(page.state), inOrder({ ...hub.state, clock: { dataAt: at(0) } }));
  });

  it('sends a row again that stood nowhere for a while, though it is the same', () => {
    const hub = new LiveHub('t', 'b', sections({ queue: { order: ['a'], rows: [row('a')], folds: [] } }));
    const page = new LivePage();
    hub.subscribe(page);
    hub.publish({ queue: { order: [], rows: [row('a')], folds: [] } });
    assert.equal(page.state!.queue.rows.length, 0);
    hub.publish({ queue: { order: ['a'], rows: [row('a')], folds: [] } });
    assert.deepEqual(inOrder(page.state), inOrder(hub.state));
  });

  it('gives the whole to one who comes back after another start, too late, or from the future', () => {
    const hub = new LiveHub('t', 'b', sections());
    for (let i = 1; i <= HELD_CHANGES + 10; i++) hub.publish({ actCount: i });
    const kindOf = (resume: { boot: string; since: number }): string => {
      const kinds: string[] = [];
      hub.subscribe({ message: (m) => void kinds.push(m.type), positions: () => undefined }, resume)();
      return `${kinds[0]} ${kinds.length}`;
    };
    assert.equal(kindOf({ boot: 'b', since: 10 }), `change ${HELD_CHANGES + 1}`);
    assert.equal(kindOf({ boot: 'b', since: HELD_CHANGES + 10 }), 'beat 1');
    assert.equal(kindOf({ boot: 'b', since: 9 }), 'state 1');
    assert.equal(kindOf({ boot: 'b', since: HELD_CHANGES + 11 }), 'state 1');
    assert.equal(kindOf({ boot: 'another', since: 500 }), 'state 1');
  });

  it('forgets ships at a reset and tells every page', () => {
    const seconds = new Seconds();
    const hub = new LiveHub('t', 'b', sections({ actCount: 7 }), seconds.later);
    const page = new LivePage();
    hub.subscribe(page);
    hub.vessels([{ mmsi: 290000001 }]);
    hub.positions(frame([[290000001, 5, 100]]));
    hub.publish({ actCount: 8 });
    hub.reset('b.1', sections());
    assert.deepEqual([page.boot, page.state!.revision, page.vessels.size, page.fixes.size], ['b.1', 0, 0, 0]);
    hub.positions(frame([[290000001, 6, 50]]));
    seconds.pass();
    assert.deepEqual(page.fixes.get(290000001), [6, 0, 50]);
  });

  it('sends where ships are once a second, each ship once and as it then stands, however many batches come', () => {
    const seconds = new Seconds();
    const hub = new LiveHub('t', 'b', sections(), seconds.later);
    const sent: { count: number; fixes: Map<number, readonly number[]> }[] = [];
    const everything = new LivePage();
    hub.subscribe({
      message: (m) => everything.message(m),
      positions: (bytes) => {
        const { count, mmsi, lonE6, timeS } = readPositionFrame(bytes)!;
        sent.push({ count, fixes: new Map([...mmsi].map((ship, i) => [ship, [lonE6[i]!, timeS[i]!]])) });
        everything.positions(bytes);
      },
    });
    const SHIPS = 16_000;
    const BATCHES = 20;
    const batch = (second: number, k: number): ArrayBuffer =>
      frame(Array.from({ length: SHIPS / BATCHES }, (_, i) => [200_000_000 + ((k * 800 + i) % SHIPS), second, second]));
    for (let second = 0; second < 10; second++) {
      // Forty batches of the core: each ship twice in the second.
      for (let k = 0; k < 2 * BATCHES; k++) hub.positions(batch(second, k));
      seconds.pass();
    }
    // The first frame went out at once with what there was; then one a second.
    assert.deepEqual(
      sent.map((f) => f.count),
      [SHIPS / BATCHES, ...Array.from({ length: 10 }, () => SHIPS)],
    );
    for (const [second, { fixes }] of sent.slice(1).entries())
      for (const fix of fixes.values()) assert.deepEqual(fix, [second, second]);
    const late = new LivePage();
    hub.subscribe(late);
    assert.deepEqual(held(late), held(everything));
    assert.equal(hub.positionCount, SHIPS);

    // Nothing came for a second: no frame, no timer, and the next goes out at once.
    seconds.pass();
    seconds.pass();
    assert.equal(sent.length, 11);
    hub.positions(frame([[200_000_000, 99, 99]]));
    assert.deepEqual([sent.length, sent.at(-1)!.count], [12, 1]);
    // What is older than what is held is not sent.
    hub.positions(frame([[200_000_000, 1, 1]]));
    seconds.pass();
    assert.equal(sent.length, 12);
  });

  it('splits who ships are into messages of bounded length, and refuses what is no frame', () => {
    const hub = new LiveHub('t', 'b', sections());
    hub.vessels(Array.from({ length: 4500 }, (_, i) => ({ mmsi: 290000000 + i })));
    const page = new LivePage();
    hub.subscribe(page);
    assert.deepEqual([page.received.vessels, page.vessels.size], [3, 4500]);
    assert.equal(hub.positions(new ArrayBuffer(7)), false);
    assert.equal(page.received.frames, 0);
  });

  it('sends nothing to a page that left', () => {
    const hub = new LiveHub('t', 'b', sections());
    const page = new LivePage();
    hub.subscribe(page)();
    hub.publish({ actCount: 1 });
    assert.deepEqual([page.received.change, hub.listenerCount], [0, 0]);
  });
});
