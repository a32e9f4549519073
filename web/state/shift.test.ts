import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readShift, SHIFT_MS } from './shift.ts';

describe('a shift', () => {
  const kept = JSON.stringify({ officerId: 'kask', name: 'Mari Kask', sinceMs: 1000 });
  it('holds until it is over, and is asked for again then', () => {
    assert.equal(readShift(kept, 1000)?.name, 'Mari Kask');
    assert.equal(readShift(kept, 1000 + SHIFT_MS - 1)?.officerId, 'kask');
    assert.equal(readShift(kept, 1000 + SHIFT_MS), undefined);
    assert.equal(readShift(kept, 0), undefined);
  });

  it('is none where what was kept is something else', () => {
    for (const text of [null, '', '{', '[]', '{"officerId":1}']) assert.equal(readShift(text, 0), undefined);
  });
});
