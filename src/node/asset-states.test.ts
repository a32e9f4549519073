import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Feed } from '../contract/feed.ts';
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

const feed = (state: Feed['state'], since = '2026-01-01T00:00:00Z', feedId = 'a'): Feed =>
  ({ feedId, state, since, because: '' }) as Feed;

describe('the states of assets', () => {
  it('are the core’s, one for each asset of the region, while a feed is live', () => {
    const watch = watched(10, 0);
    const states = assetStatesOf(watch, setup, watch.feeds());
    const core = watch.core.assetStates();
    assert.ok(states.length > 0);
    assert.deepEqual(new Set(states.map((s) => s.assetId)), new Set(core.map((s) => s.assetId)));
    for (const { assetId, state, because } of core) {
      const shown = states.find((s) => s.assetId === assetId)!;
      assert.deepEqual([shown.state, shown.because], [state, because]);
    }
    const named = states.find((s) => s.names !== undefined);
    assert.equal(named?.names?.et, 'Estlink 1 (et)');
  });

  it('are not watched, each of them, from the moment the last feed falls silent, whatever the last hour says', () => {
    const watch = watched(10, 5);
    const [last] = watch.feeds();
    assert.equal(last!.state, 'silent');
    const states = assetStatesOf(watch, setup, watch.feeds());
    assert.ok(states.length > 0);
    for (const { state, since, because } of states) {
      assert.deepEqual([state, since], ['not-watched', last!.since]);
      assert.match(because, /no feed is live: feed-0 is silent/);
    }
  });

  it('count a recording that has ended as heard, and name the feed that was lost last', () => {
    assert.equal(feedsLost([]), undefined);
    assert.equal(feedsLost([feed('ended')]), undefined);
    assert.equal(feedsLost([feed('cut'), feed('live')]), undefined);
    assert.deepEqual(feedsLost([feed('down', '2026-01-01T01:00:00Z', 'b'), feed('cut')]), {
      since: '2026-01-01T01:00:00Z',
      because: 'no feed is live: b is down',
    });
  });
});
