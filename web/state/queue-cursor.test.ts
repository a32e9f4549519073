import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { steppedTo } from './queue-cursor.ts';

describe('the cursor of the queue', () => {
  const steps = ['a', 'b', 'c'];
  it('goes row by row and stays at the ends', () => {
    assert.equal(steppedTo(steps, 'a', 1), 'b');
    assert.equal(steppedTo(steps, 'c', 1), 'c');
    assert.equal(steppedTo(steps, 'b', -1), 'a');
    assert.equal(steppedTo(steps, 'a', -1), 'a');
  });

  it('begins at an end where nothing was chosen or the row has gone', () => {
    assert.equal(steppedTo(steps, undefined, 1), 'a');
    assert.equal(steppedTo(steps, 'gone', -1), 'c');
    assert.equal(steppedTo([], 'a', 1), undefined);
  });
});
