import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assetWatch } from '../contract/alert.ts';
import { reason } from '../contract/reason.ts';
import { geodesicM } from '../geo/geodesic.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { AssetWatchBook } from './asset-watch.ts';
import { SEA } from './made-reports.contract.ts';
import { routeSamples } from './route-samples.ts';

const GULF = [22, 59, 30, 61] as const;
const MIDNIGHT = Date.UTC(2024, 11, 25);
const [CABLE] = SEA.assets;

type Heard = (minute: number, lat: number) => number;

function watch(minutes: number, heard: Heard, fromMs = MIDNIGHT, box: typeof GULF = GULF): AssetWatchBook {
  const book = new AssetWatchBook(SEA.assets, { box });
  for (let m = 1; m <= minutes; m++) book.tick(fromMs + m * MINUTE_MS, (_lon, lat) => heard(m, lat));
  book.finish(fromMs + minutes * MINUTE_MS);
  for (const w of book.watches()) assert.deepEqual(assetWatch.parse(w), w);
  return book;
}

describe('points along a route', () => {
  it('stand for its whole length, each at the KP that the asset index finds there', () => {
    const samples = routeSamples(CABLE!, GULF);
    const length = samples.reduce((sum, s) => sum + s.lengthM, 0);
    assert.ok(Math.abs(length - geodesicM(26, 59.5, 26, 60.2)) < 1);
    for (const { lon, lat, kpM } of samples) {
      const near = SEA.nearest(lon, lat, 1000).find((a) => a.assetId === CABLE!.id)!;
      assert.ok(near.distanceM < 5);
      assert.ok(Math.abs(near.kpM - kpM) < 50, `${near.kpM} and ${kpM}`);
    }
  });

  it('lie inside the box only', () => {
    const samples = routeSamples(CABLE!, [22, 59, 30, 59.8]);
    assert.ok(samples.length > 2 && samples.every((s) => s.lat <= 59.8));
    assert.deepEqual(routeSamples(CABLE!, [0, 0, 1, 1]), []);
  });
});

describe('the watch of an asset', () => {
  it('is kept along every point heard once an hour, and says how far it was not', () => {
    const book = watch(120, (m, lat) => (m % 60 === 30 && (m < 60 || lat > 59.9) ? 1 : 0));
    const [first] = book.watches();
    assert.deepEqual(
      first!.periods.map((p) => [p.from, p.to, p.state, p.because]),
      [
        ['2024-12-25T00:00:00Z', '2024-12-25T01:00:00Z', 'watched', 'a vessel was heard along all of the route'],
        [
          '2024-12-25T01:00:00Z',
          '2024-12-25T02:00:00Z',
          'degraded',
          'no vessel was heard along 49 of 78 km of the route, at the longest from KP 0 to 49',
        ],
      ],
    );
    assert.deepEqual([first!.hoursWatched, first!.hoursDegraded, first!.hoursNotWatched], [1, 1, 0]);
    assert.deepEqual(
      book.hoursOf(CABLE!.id).map((p) => p.reasons),
      [
        [{ code: 'heard-all-along', values: {} }],
        [{ code: 'heard-in-part', values: { unheardKm: 49, routeKm: 78, fromKpKm: 0, toKpKm: 49 } }],
      ],
    );
  });

  it('gives for other languages what the English says, and only where it is asked for', () => {
    const random = seededRandom(23);
    // Alone, or with one after it in which less was heard, so that there are runs with a worst hour.
    const to = Array.from({ length: 90 }, (_, i) => {
      const lat = 59.4 + random.integer(0, 9) / 10;
      return i % 2 === 0 ? [lat] : [lat, lat - 0.1];
    }).flat();
    const book = watch(to.length * 60, (m, lat) => (lat < to[Math.floor((m - 1) / 60)]! ? 1 : 0));
    const codes = new Set<string>();
    const hours = book.hoursOf(CABLE!.id);
    for (const { reasons, because } of hours) {
      const last = reasons.at(-1)!;
      const text = because.replace('in its worst hour ', '');
      codes.add(reasons.map((r) => r.code).join(' '));
      assert.equal(reasons[0]!.code === 'worst-hour', because !== text);
      assert.deepEqual(
        reasons.map((each) => reason.parse(each)),
        reasons,
      );
      const numbers = (text.match(/\d+/g) ?? []).map(Number);
      assert.deepEqual(Object.values(last.values), numbers, because);
      if (numbers.length === 0) assert.equal(last.code, /any/.test(text) ? 'heard-nowhere' : 'heard-all-along');
      else assert.deepEqual(Object.keys(last.values), ['unheardKm', 'routeKm', 'fromKpKm', 'toKpKm']);
    }
    assert.deepEqual([...codes].sort(), [
      'heard-all-along',
      'heard-in-part',
      'heard-nowhere',
      'worst-hour heard-in-part',
      'worst-hour heard-nowhere',
    ]);
    const [w] = book.watches();
    assert.deepEqual(
      hours.map(({ reasons: _, ...period }) => period),
      w!.periods,
    );
    assert.deepEqual(book.hoursOf('nobody knows it'), []);
  });

  it('keeps the reasons through a copy', () => {
    const book = watch(300, (m, lat) => (lat < 59.6 + (m > 60 ? 0.1 : 0) ? 1 : 0));
    const copy = new AssetWatchBook(SEA.assets, { box: GULF });
    copy.restore(structuredClone(book.save()));
    assert.deepEqual(copy.hoursOf(CABLE!.id), book.hoursOf(CABLE!.id));
    assert.deepEqual(copy.hoursOf(CABLE!.id)[0]!.reasons[0], { code: 'worst-hour', values: {} });
  });

  it('tells of a run of hours the worst', () => {
    const heardTo = [59.7, 59.7, 59.6, 59.7, 59.7];
    const [w] = watch(300, (m, lat) => (lat < heardTo[Math.floor((m - 1) / 60)]! ? 1 : 0)).watches();
    assert.deepEqual(
      w!.periods.map((p) => p.because),
      ['in its worst hour no vessel was heard along 68 of 78 km of the route, at the longest from KP 10 to 78'],
    );
  });

  it('agrees with a count by hand on any pattern of hearing', () => {
    const random = seededRandom(7);
    const hours = 40;
    const share = Array.from({ length: hours }, () => random.next());
    // A point is heard in an hour where its own draw is below the hour's share.
    const draw = (hour: number, lat: number): number => seededRandom(hour * 1000 + Math.round(lat * 100)).next();
    const book = watch(hours * 60, (m, lat) => {
      const hour = Math.floor((m - 1) / 60);
      return draw(hour, lat) < share[hour]! ? 1 : 0;
    });
    const samples = routeSamples(CABLE!, GULF);
    const counts = { watched: 0, degraded: 0, 'not-watched': 0 };
    for (let hour = 0; hour < hours; hour++) {
      const heard = samples.filter((s) => draw(hour, s.lat) < share[hour]!).length / samples.length;
      counts[heard >= 0.8 ? 'watched' : heard >= 0.3 ? 'degraded' : 'not-watched']++;
    }
    const [w] = book.watches();
    assert.deepEqual([w!.hoursWatched, w!.hoursDegraded, w!.hoursNotWatched], Object.values(counts));
    assert.ok(Object.values(counts).every((n) => n > 0));
    let end = MIDNIGHT;
    for (const period of w!.periods) {
      assert.equal(Date.parse(period.from), end);
      end = Date.parse(period.to);
    }
    assert.equal(end, MIDNIGHT + hours * HOUR_MS);
  });

  it('begins and ends with the data, not with the whole hour', () => {
    const [w] = watch(30, () => 1, MIDNIGHT + 20 * MINUTE_MS).watches();
    assert.equal(w!.periods[0]!.from, '2024-12-25T00:20:00Z');
    assert.equal(w!.periods[0]!.to, '2024-12-25T00:50:00Z');
  });

  it('was not kept in hours that had no tick at all', () => {
    const book = new AssetWatchBook(SEA.assets, { box: GULF });
    for (let m = 1; m <= 30; m++) book.tick(MIDNIGHT + m * MINUTE_MS, () => 1);
    for (let m = 1; m <= 30; m++) book.tick(MIDNIGHT + 30 * HOUR_MS + m * MINUTE_MS, () => 1);
    book.finish(MIDNIGHT + 30.5 * HOUR_MS);
    const [w] = book.watches();
    assert.deepEqual([w!.hoursWatched, w!.hoursNotWatched], [2, 29]);
    assert.deepEqual(
      w!.periods.map((p) => p.because),
      [
        'a vessel was heard along all of the route',
        'in its worst hour no vessel was heard anywhere along the route',
        'a vessel was heard along all of the route',
      ],
    );
  });

  it('is told of an asset for an alert, from its first minute on, and is unknown of assets outside the box', () => {
    const book = new AssetWatchBook(SEA.assets, { box: [25.5, 59, 30, 61] });
    assert.equal(book.stateOf('link-1'), 'not-watched');
    book.tick(MIDNIGHT + MINUTE_MS, () => 1);
    assert.equal(book.stateOf('link-1'), 'watched');
    assert.equal(book.stateOf('link-2'), 'unknown');
    assert.deepEqual(
      book.watches().map((w) => w.assetId),
      ['link-1'],
    );
  });

  it('keeps a bounded number of runs over a year in which it changes every hour', () => {
    const book = new AssetWatchBook(SEA.assets, { box: GULF });
    for (let h = 0; h < 365 * 24; h++) book.tick(MIDNIGHT + h * HOUR_MS + MINUTE_MS, () => h % 2);
    book.finish(MIDNIGHT + 365 * 24 * HOUR_MS);
    const [w] = book.watches();
    assert.equal(w!.hoursWatched + w!.hoursNotWatched, 365 * 24);
    assert.ok(w!.periods.length <= 1000);
  });
});
