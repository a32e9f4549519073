import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Feed } from '../../../src/contract/feed.ts';
import { feedsInBar, shortAddress } from './feeds-in-bar.ts';

const feed = (feedId: string, state: Feed['state']): Feed => ({ feedId, state }) as Feed;

describe('the feed bar', () => {
  it('shows trouble first, and counts what it has no room for', () => {
    const feeds = ['a', 'b', 'c', 'd', 'e'].map((id) => feed(id, 'live'));
    const { shown, hidden } = feedsInBar([...feeds, feed('x', 'silent'), feed('y', 'down')]);
    assert.deepEqual(
      shown.map((f) => f.feedId),
      ['y', 'x', 'a', 'b', 'c'],
    );
    assert.equal(hidden, 2);
  });
});

describe('the address of a feed', () => {
  it('is shown without the folders of a file, and whole for the network', () => {
    assert.equal(shortAddress('replay:/srv/data/day.nmea.gz'), 'replay:day.nmea.gz');
    assert.equal(shortAddress('file:C:\\data\\day.nmea'), 'file:day.nmea');
    assert.equal(shortAddress('replay:gulf-of-finland-2024-12-25'), 'replay:gulf-of-finland-2024-12-25');
    assert.equal(shortAddress('tcp://127.0.0.1:2947'), 'tcp://127.0.0.1:2947');
  });
});
