import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Feed } from '../contract/feed.ts';
import { assetState } from '../contract/live.ts';
import type { JournalRecord } from '../pipeline/journal-record.ts';
import { Watch } from '../pipeline/watch.ts';
import { assetStatesOf, feedsLost } from './asset-states.ts';
import { madeChunk, madeSetup, madeSource } from './made-setup.contract.ts';
import { watchOptions } from './theatre-setup.ts';

const START_MS = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
const setup = madeSetup({
  assetDetails: { 'estlink-1': { names: { et: 'Estlink 1 (et)' }, landings: [] } },
});

/** A ship on the gulf, heard each ten seconds for so many minutes, then nothing for so many. */
function watched(heardMin: number, silentMin: number): Watch {
  const watch = new Watch(watchOptions(setup));
  let seq = 0;
  const give = (record: JournalRecord) => watch.accept({ seq: ++seq, record });
  give(madeSource(START_MS));
  for (let ms = 0; ms < heardMin * MINUTE_MS; ms += 10_000)
    give(madeChunk(START_MS + ms, 230_000_001, 24.6 + ms / 1e9));
  for (let ms = 0; ms < silentMin * MINUTE_MS; ms += 10_000)
    give({ kind: 'clock', atMs: START_MS + heardMin * MINUTE_MS + ms });
  return watch;
}

/** Three ships along Estlink 2 from end to end. */
const eastern = (atMs: number, source: number): JournalRecord[] =>
  [
    [26.9, 59.5],
    [26.5, 59.8],
    [25.8, 60.3],
  ].map(([lon, lat], i) => madeChunk(atMs, 230_000_002 + i, lon! + (atMs - START_MS) / 1e10, source, lat));

const feed = (state: Feed['state'], since = '2026-01-01T00:00:00Z', feedId = 'a'): Feed =>
  ({ feedId, state, since, because: '' }) as Feed;

describe('the states of assets', () => {
  it('are the core’s, one for each asset of the region, while a feed is live', () => {
    const watch = watched(10, 0);
    const states = assetStatesOf(watch, setup, watch.feeds());
    const core = watch.core.assetStates();
    assert.ok(states.length > 0);
    assert.deepEqual(new Set(states.map((s) => s.assetId)), new Set(core.map((s) => s.assetId)));
    for (const { assetId, state, because, reasons } of core) {
      const shown = states.find((s) => s.assetId === assetId)!;
      assert.deepEqual([shown.state, shown.because, shown.reasons], [state, because, reasons]);
      assert.deepEqual(assetState.parse(shown), shown);
    }
    assert.ok(states.some((s) => s.reasons?.[0]?.code === 'heard-nowhere'));
    const named = states.find((s) => s.names !== undefined);
    assert.equal(named?.names?.et, 'Estlink 1 (et)');
  });

  it('are not watched, each of them, from the moment the last feed falls silent, whatever the last hour says', () => {
    const watch = watched(10, 5);
    const [last] = watch.feeds();
    assert.equal(last!.state, 'silent');
    const states = assetStatesOf(watch, setup, watch.feeds());
    assert.ok(states.length > 0);
    for (const { state, since, because, reasons } of states) {
      assert.deepEqual(reasons, [{ code: 'no-live-feed', values: { feedId: 'feed-0', feedState: 'silent' } }]);
      assert.deepEqual([state, since], ['not-watched', last!.since]);
      assert.match(because, /no feed is live: feed-0 is silent/);
    }
  });

  it('turn at the next minute where the feed that heard them is lost while another lives, and say which', () => {
    const watch = new Watch(watchOptions(setup));
    let seq = 0;
    const give = (record: JournalRecord) => watch.accept({ seq: ++seq, record });
    give(madeSource(START_MS, 'up', 0));
    give(madeSource(START_MS, 'up', 1));
    const shown = (id: string) => assetStatesOf(watch, setup, watch.feeds()).find((s) => s.assetId === id)!;
    const hear = (fromMin: number, toMin: number, both: boolean): void => {
      for (let ms = fromMin * MINUTE_MS; ms < toMin * MINUTE_MS; ms += 10_000) {
        give(madeChunk(START_MS + ms, 230_000_001, 24.6 + ms / 1e10, 0));
        if (both) for (const chunk of eastern(START_MS + ms, 1)) give(chunk);
      }
    };
    hear(0, 150, true);
    // The west hears Estlink 1, the east Estlink 2: neither hears the other's.
    const [west, east] = [shown('estlink-1'), shown('estlink-2')];
    assert.deepEqual([west.state, east.state], ['watched', 'watched']);
    give({ ...madeSource(START_MS + 150 * MINUTE_MS, 'cut', 1) });
    hear(150, 152, false);
    const turned = shown('estlink-2');
    assert.equal(turned.state, 'not-watched');
    assert.equal(turned.since, '2026-01-01T02:30:00Z');
    assert.match(turned.because, /; feed-1, which heard it, is cut$/);
    assert.deepEqual(turned.reasons?.at(-1), {
      code: 'lost-feed-heard-it',
      values: { feedId: 'feed-1', feedState: 'cut' },
    });
    assert.equal(shown('estlink-1').state, 'watched');
    // The same from a copy.
    const copy = Watch.restore(watchOptions(setup), structuredClone(watch.save()));
    assert.deepEqual(assetStatesOf(copy, setup, copy.feeds()), assetStatesOf(watch, setup, watch.feeds()));
    give({ ...madeSource(START_MS + 152 * MINUTE_MS, 'restored', 1) });
    hear(152, 156, true);
    assert.equal(shown('estlink-2').state, 'watched');
  });

  it('stay watched where another feed heard the same ships, though each report counts once', () => {
    for (const cut of [0, 1]) {
      const watch = new Watch(watchOptions(setup));
      let seq = 0;
      const give = (record: JournalRecord) => watch.accept({ seq: ++seq, record });
      for (const source of [0, 1]) give(madeSource(START_MS, 'up', source));
      for (let ms = 0; ms < 34 * MINUTE_MS; ms += 10_000) {
        if (ms === 30 * MINUTE_MS) give(madeSource(START_MS + ms, 'cut', cut));
        for (const source of [0, 1])
          if (source !== cut || ms < 30 * MINUTE_MS) for (const c of eastern(START_MS + ms, source)) give(c);
      }
      assert.ok((watch.core.statistics.rejected.get('duplicate') ?? 0) > 100);
      const state = assetStatesOf(watch, setup, watch.feeds()).find((s) => s.assetId === 'estlink-2')!;
      assert.equal(state.state, 'watched', `without feed-${cut}: ${state.because}`);
    }
  });

  it('turn within minutes where a feed goes on with others’ ships and theirs fall silent', () => {
    const watch = new Watch(watchOptions(setup));
    let seq = 0;
    const give = (record: JournalRecord) => watch.accept({ seq: ++seq, record });
    give(madeSource(START_MS, 'up', 0));
    const state = () => assetStatesOf(watch, setup, watch.feeds()).find((s) => s.assetId === 'estlink-2')!;
    let turnedMin = -1;
    for (let min = 0; min < 180 && turnedMin < 0; min++) {
      for (let ms = min * MINUTE_MS; ms < (min + 1) * MINUTE_MS; ms += 10_000) {
        give(madeChunk(START_MS + ms, 230_000_001, 24.6 + ms / 1e10));
        if (min < 150) for (const chunk of eastern(START_MS + ms, 0)) give(chunk);
      }
      if (min >= 150 && state().state !== 'watched') turnedMin = min;
    }
    assert.ok(turnedMin >= 150 + 10 - 1 && turnedMin <= 150 + 13, `it turned in minute ${turnedMin}`);
    assert.match(state().because, /no vessel was heard/);
  });

  it('count a recording that has ended as heard, and name the feed that was lost last', () => {
    assert.equal(feedsLost([]), undefined);
    assert.equal(feedsLost([feed('ended')]), undefined);
    assert.equal(feedsLost([feed('cut'), feed('live')]), undefined);
    assert.deepEqual(feedsLost([feed('down', '2026-01-01T01:00:00Z', 'b'), feed('cut')]), {
      since: '2026-01-01T01:00:00Z',
      because: 'no feed is live: b is down',
      reasons: [{ code: 'no-live-feed', values: { feedId: 'b', feedState: 'down' } }],
    });
  });
});
