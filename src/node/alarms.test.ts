import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Feed } from '../contract/feed.ts';
import type { JournalState } from '../pipeline/keeping.ts';
import { type AlarmInput, alarmsOf } from './alarms.ts';

const feed = (feedId: string, state: Feed['state']): Feed => ({
  feedId,
  address: 'tcp://127.0.0.1:1',
  kind: 'tcp',
  state,
  since: '2026-01-01T00:00:00Z',
  because: '',
  timesFrom: 'sentence',
  messagesPerMin: 0,
  vesselsHeard: 0,
  messages: 0,
  setAside: 0,
  untimed: 0,
  late: 0,
  dropped: 0,
});
const JOURNAL: JournalState = { last: 9, durableThrough: 9, state: 'ok', because: '', waitingBytes: 0 };
const input = (over: Partial<AlarmInput>): AlarmInput => ({
  nowMs: Date.UTC(2026, 0, 1, 3),
  journal: JOURNAL,
  coreBehind: 0,
  feeds: [feed('a', 'live'), feed('b', 'live')],
  troubles: [],
  known: [],
  ...over,
});
const codes = (over: Partial<AlarmInput>): string[] => alarmsOf(input(over)).map((a) => a.code);

describe('alarms', () => {
  it('are silent while all is well, and a recording that has ended is no trouble', () => {
    assert.deepEqual(codes({}), []);
    assert.deepEqual(codes({ feeds: [feed('a', 'ended')] }), []);
  });

  it('tell one lost feed from all lost', () => {
    assert.deepEqual(codes({ feeds: [feed('a', 'live'), feed('b', 'silent')] }), ['feed-lost']);
    const [lost] = alarmsOf(input({ feeds: [feed('a', 'live'), feed('b', 'silent')] }));
    assert.deepEqual(lost!.values, { feeds: 1, feedIds: 'b' });
    assert.deepEqual(codes({ feeds: [feed('a', 'cut'), feed('b', 'down')] }), ['all-feeds-lost']);
  });

  it('say that a full disk acknowledges nothing, since when, and keep that time', () => {
    const journal = { ...JOURNAL, state: 'stopped' as const, because: 'ENOSPC' };
    const [first] = alarmsOf(input({ journal }));
    assert.equal(first!.code, 'disk-full');
    assert.match(first!.text, /ENOSPC.*goes on by itself/);
    const [later] = alarmsOf(input({ journal, nowMs: Date.UTC(2026, 0, 1, 4), known: [first!] }));
    assert.equal(later!.since, first!.since);
  });

  it('say that the core is behind or has stopped', () => {
    assert.deepEqual(codes({ coreBehind: 5000 }), ['core-behind']);
    const troubles = [{ what: 'core' as const, message: 'x' }];
    assert.deepEqual(codes({ troubles, coreBehind: 5000 }), ['core-behind']);
    assert.match(alarmsOf(input({ troubles }))[0]!.text, /stopped.*Restart/);
  });

  it('say in one alarm what of the store, the archive and the snapshots is refused', () => {
    const troubles = [
      { what: 'store' as const, message: 'x' },
      { what: 'snapshot' as const, message: 'y' },
    ];
    const [alarm, ...others] = alarmsOf(input({ troubles }));
    assert.deepEqual([alarm!.code, alarm!.values], ['archive-failed', { what: 'store, snapshot' }]);
    assert.match(alarm!.text, /store refuses \(x\).*snapshot refuses \(y\)/);
    assert.deepEqual(others, []);
  });

  it('say why there are no partners and what to do, or what failed with them, since when', () => {
    const [closed] = alarmsOf(input({ partners: { kind: 'closed', code: 'MV-CARD-OLD' } }));
    assert.deepEqual([closed!.code, closed!.values], ['partners-closed', { code: 'MV-CARD-OLD' }]);
    assert.match(closed!.text, /MV-CARD-OLD.*make the next card.*Then start the watch again/);
    const partners = { kind: 'failed' as const, message: 'the disk is full' };
    const [failed] = alarmsOf(input({ partners }));
    assert.deepEqual([failed!.code, failed!.values], ['partners-failed', { because: 'the disk is full' }]);
    const later = Date.UTC(2026, 0, 1, 4);
    assert.equal(alarmsOf(input({ partners, nowMs: later, known: [failed!] }))[0]!.since, failed!.since);
    assert.deepEqual(codes({ partners, feeds: [feed('a', 'down')] }), ['all-feeds-lost', 'partners-failed']);
  });
});
