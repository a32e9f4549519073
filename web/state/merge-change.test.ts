import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Queue, QueueRow } from '../../src/contract/desk.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { mergeQueue } from './merge-change.ts';

const row = (id: string, logCount: number): QueueRow => ({
  alert: { id } as QueueRow['alert'],
  handling: { logCount },
  sounds: false,
  inDrawer: false,
});

describe('a changed queue', () => {
  it('is the whole queue again, however rows come, change, fold and go', () => {
    const random = seededRandom(21);
    let shown: Queue = { order: [], rows: [], folds: [] };
    let before = new Map<string, QueueRow>();
    for (let round = 0; round < 400; round++) {
      const now = new Map<string, QueueRow>();
      for (let i = 0; i < 12; i++) if (random.next() < 0.6) now.set(`a${i}`, row(`a${i}`, random.integer(0, 2)));
      const ids = [...now.keys()];
      const folded = ids.filter(() => random.next() < 0.3);
      const isFold = folded.length >= 2;
      const order = [...ids.filter((id) => !isFold || !folded.includes(id)), ...(isFold ? ['storm'] : [])];
      const folds: Queue['folds'] = isFold
        ? [{ foldId: 'storm', cause: 'storm', since: '', severity: 'watch', alertIds: folded, values: {} }]
        : [];
      const fresh = [...now.values()].filter((r) => before.get(r.alert.id)?.handling.logCount !== r.handling.logCount);
      shown = mergeQueue(shown, { order, rows: fresh, folds });
      const found = new Map(shown.rows.map((r) => [r.alert.id, r.handling.logCount]));
      assert.equal(shown.rows.length, now.size);
      for (const [id, { handling }] of now) assert.equal(found.get(id), handling.logCount);
      before = now;
    }
  });
});
