import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Feed } from '../../../src/contract/feed.ts';
import { feedsInBar } from './feeds-in-bar.ts';

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
