import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reasonSentence } from '../contract/reason-words-table.ts';
import { cellOf } from '../detectors/grid-cell.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { SEA } from './made-reports.contract.ts';
import { bitOf, SampleHearing, silentSlots } from './sample-hearing.ts';
import { type LostSource, type WatchedNow, WatchNow } from './watch-now.ts';

const GULF = [22, 59, 30, 61] as const;
const MIDNIGHT = Date.UTC(2024, 11, 25);
const at = (minute: number): number => MIDNIGHT + minute * MINUTE_MS;
/** Cells three apart, so that what is heard in one is not heard in the other: the cable's two ends. */
const [SOUTH, NORTH] = [cellOf(26, 59.5), cellOf(26, 60.2)];

type Heard = (minute: number) => readonly (readonly [cell: number, source: number])[];

/** The state of the first cable after each minute. */
function watch(minutes: number, heard: Heard, lostAt: (minute: number) => readonly LostSource[] = () => []) {
  const book = new WatchNow(SEA.assets, GULF);
  const states: WatchedNow[] = [];
  for (let m = 1; m <= minutes; m++) {
    book.tick(at(m), cells(heard(m)), lostAt(m));
    states[m] = book.states()[0]!;
  }
  return states;
}

function cells(heard: ReturnType<Heard>): Map<number, number> {
  const map = new Map<number, number>();
  for (const [cell, source] of heard) map.set(cell, (map.get(cell) ?? 0) | bitOf(source));
  return map;
}

/** The first minute from `from` on in which it is not watched wholly. */
const turned = (states: readonly WatchedNow[], from: number): number =>
  states.findIndex((s, m) => m >= from && s.state !== 'watched');

const lost = (source: number, minute: number, state: LostSource['state'] = 'down'): LostSource => ({
  source,
  feedId: `feed-${source}`,
  state,
  sinceMs: at(minute),
});

describe('the watch of an asset now', () => {
  it('turns ten minutes after the last word along a stretch that was always heard, with since when and why', () => {
    const states = watch(240, (m) =>
      m <= 180
        ? [
            [SOUTH, 0],
            [NORTH, 1],
          ]
        : [[SOUTH, 0]],
    );
    assert.equal(turned(states, 2), 190);
    const { state, sinceMs, because, reasons } = states[190]!;
    assert.deepEqual([state, sinceMs], ['degraded', at(180)]);
    const text = /^no vessel was heard along (\d+) of 78 km of the route, at the longest from KP (\d+) to 78$/.exec(
      because,
    )!;
    assert.deepEqual(reasons, [
      {
        code: 'heard-in-part',
        values: { unheardKm: Number(text[1]), routeKm: 78, fromKpKm: Number(text[2]), toKpKm: 78 },
      },
    ]);
    assert.deepEqual(states[180]!.reasons, [{ code: 'heard-all-along', values: {} }]);
    assert.deepEqual(new Set(states.slice(190).map((s) => s.state)), new Set(['degraded']));
  });

  it('gives a stretch that is heard seldom as much longer as it is heard more seldom, and an hour at most', () => {
    const turnsAfter = (every: number): number => {
      const states = watch(300, (m) => [
        [SOUTH, 0] as const,
        ...(m <= 180 && m % every === 0 ? [[NORTH, 0] as const] : []),
      ]);
      return turned(states, 181) - 180;
    };
    // Shares of 1/2, 1/3 and 1/6 of the slots: (1 - 12/26)^8, (1 - 8/26)^13 and (1 - 4/26)^28 are the first below 0.01.
    assert.deepEqual([1, 5, 10, 15, 30].map(turnsAfter), [10, 10, 40, 60, 60]);
  });

  it('does not turn while a sparse stretch is heard as it was heard before', () => {
    const states = watch(600, (m) => [[SOUTH, 0] as const, ...(m % 20 === 7 ? [[NORTH, 0] as const] : [])]);
    assert.equal(turned(states, 10), -1);
  });

  it('turns at the next tick where the only feed that heard it is lost, and names the feed; not where another hears it', () => {
    const both: Heard = (m) => [[SOUTH, 0], ...(m <= 180 ? [[NORTH, 1] as const] : [])];
    const states = watch(200, both, (m) => (m >= 181 ? [lost(1, 180)] : []));
    assert.equal(turned(states, 2), 181);
    assert.equal(states[181]!.sinceMs, at(180));
    assert.match(states[181]!.because, /; feed-1, which heard it, is down$/);
    const { reasons } = states[181]!;
    assert.deepEqual(
      reasons.map((r) => r.code),
      ['heard-in-part', 'lost-feed-heard-it'],
    );
    assert.deepEqual(reasons[1]!.values, { feedId: 'feed-1', feedState: 'down' });
    assert.match(reasonSentence(reasons, 'et'), /; allikas feed-1, mis seda kuulis: maas$/);

    const shared: Heard = (m) => [[SOUTH, 0], [NORTH, 0], ...(m <= 180 ? [[NORTH, 1] as const] : [])];
    assert.equal(
      turned(
        watch(200, shared, (m) => (m >= 181 ? [lost(1, 180)] : [])),
        2,
      ),
      -1,
    );
    // One that another feed did hear within the time is not named for what it did not hear.
    const other = watch(240, both, (m) => (m >= 181 ? [lost(0, 180), lost(7, 180)] : []));
    assert.doesNotMatch(other[181]!.because, /feed-7/);
    assert.ok(other[181]!.reasons.every((r) => r.values.feedId !== 'feed-7'));
  });

  it('is watched again with the first word after the feed is back', () => {
    const states = watch(
      300,
      (m) =>
        m <= 180 || m > 230
          ? [
              [SOUTH, 0],
              [NORTH, 1],
            ]
          : [[SOUTH, 0]],
      (m) => (m > 180 && m <= 230 ? [lost(1, 180, 'cut')] : []),
    );
    assert.equal(states[230]!.state, 'degraded');
    assert.deepEqual([states[231]!.state, states[231]!.sinceMs], ['watched', at(231)]);
    assert.equal(turned(states, 231), -1);
  });

  it('is not watched anywhere once all is silent, through a time without ticks too', () => {
    const book = new WatchNow(SEA.assets, GULF);
    assert.deepEqual(book.states()[0], {
      assetId: SEA.assets[0]!.id,
      state: 'unknown',
      sinceMs: -1,
      because: 'no vessel has been heard yet',
      reasons: [{ code: 'nothing-heard-yet', values: {} }],
    });
    for (let m = 1; m <= 180; m++)
      book.tick(
        at(m),
        cells([
          [SOUTH, 0],
          [NORTH, 0],
        ]),
        [],
      );
    book.tick(at(400), new Map(), []);
    const [now] = book.states();
    assert.deepEqual([now!.state, now!.sinceMs], ['not-watched', at(180)]);
    assert.equal(now!.because, 'no vessel was heard anywhere along the route');
    assert.deepEqual(now!.reasons, [{ code: 'heard-nowhere', values: {} }]);
    book.tick(
      at(401),
      cells([
        [SOUTH, 0],
        [NORTH, 0],
      ]),
      [],
    );
    assert.equal(book.states()[0]!.state, 'watched');
  });

  it('goes on from a copy as if nothing had been, at any minute', () => {
    const random = seededRandom(11);
    const heard = Array.from({ length: 300 }, () => {
      const some: [number, number][] = [];
      if (random.next() < 0.5) some.push([SOUTH, random.integer(0, 2)]);
      if (random.next() < 0.3) some.push([NORTH, 1]);
      return some;
    });
    const lostAt = (m: number): LostSource[] => (m % 100 > 70 ? [lost(1, m - (m % 100) + 70)] : []);
    const whole = watch(299, (m) => heard[m]!, lostAt);
    let book = new WatchNow(SEA.assets, GULF);
    for (let m = 1; m < 300; m++) {
      book.tick(at(m), cells(heard[m]!), lostAt(m));
      book = new WatchNow(SEA.assets, GULF, structuredClone(book.save()));
      assert.deepEqual(book.states()[0], whole[m], `minute ${m}`);
    }
    assert.ok(new Set(whole.slice(1).map((s) => s.state)).size > 1);
  });
});

describe('the hearing of a point', () => {
  it('is what a search through all that was ever heard says', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const hearing = new SampleHearing(1);
      const log: { tickMs: number; bits: number }[] = [];
      const density = random.next();
      let minute = 0;
      for (let n = 0; n < 600; n++) {
        minute += random.next() < 0.01 ? random.integer(2, 120) : 1;
        hearing.move(at(minute));
        if (random.next() < density * (n % 150 < 100 ? 1 : 0.05)) {
          const bits = bitOf(random.integer(0, 4));
          log.push({ tickMs: at(minute), bits });
          hearing.hear(0, at(minute), bits);
        }
        assert.equal(hearing.sourcesNow(0, at(minute)), searched(log, minute), `seed ${seed}, minute ${minute}`);
      }
    }
  });

  /** As the rule is told, from a list. */
  function searched(log: readonly { tickMs: number; bits: number }[], minute: number): number {
    const slot = (ms: number): number => Math.floor((ms - 1 - MIDNIGHT) / (5 * MINUTE_MS));
    const last = log.at(-1);
    if (last === undefined) return 0;
    // The watch begins with its first minute, which lies in slot 0.
    const from = Math.max(0, slot(last.tickMs) - 24);
    const slots = slot(last.tickMs) - from;
    const heard = new Set(log.map((l) => slot(l.tickMs)).filter((s) => s >= from && s < slot(last.tickMs))).size;
    const chance = 1 - heard / (slots + 2);
    let wait = 2;
    while (wait < 12 && chance ** wait >= 0.01) wait++;
    if (at(minute) - last.tickMs >= wait * 5 * MINUTE_MS) return 0;
    return log.filter((l) => slot(l.tickMs) >= slot(at(minute)) - wait).reduce((bits, l) => bits | l.bits, 0);
  }

  it('takes the fewer slots of silence the more surely it was heard', () => {
    assert.deepEqual(
      [0, 6, 12, 18, 22, 24].map((heard) => silentSlots(heard, 24)),
      [12, 12, 8, 4, 3, 2],
    );
    // Little is known yet after a quarter of an hour and after an hour.
    assert.deepEqual([silentSlots(0, 0), silentSlots(3, 3), silentSlots(12, 12)], [12, 6, 3]);
  });
});
