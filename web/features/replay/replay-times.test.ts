import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { progressPercent, readJump } from './replay-times.ts';

const span = { from: '2024-12-25T00:00:00Z', to: '2024-12-26T06:00:00Z' };

describe('a jump', () => {
  it('goes to a time of the day that the data have', () => {
    assert.equal(readJump('12:30', '2024-12-25T10:00:00Z', span), '2024-12-25T12:30:00Z');
    assert.equal(readJump(' 4:05:06 ', '2024-12-26T01:00:00Z', span), '2024-12-26T04:05:06Z');
  });

  it('goes to another day where the time lies only there, or where one is given', () => {
    assert.equal(readJump('23:00', '2024-12-26T01:00:00Z', span), '2024-12-25T23:00:00Z');
    assert.equal(readJump('2024-12-26 01:00', '2024-12-25T01:00:00Z', span), '2024-12-26T01:00:00Z');
    assert.equal(readJump('2024-12-26T01:00:00Z', '2024-12-25T01:00:00Z', span), '2024-12-26T01:00:00Z');
  });

  it('goes nowhere outside the replay, or where there is no such time', () => {
    for (const text of ['', 'noon', '25:00', '12:99', '2024-12-27 01:00'])
      assert.equal(readJump(text, '2024-12-25T10:00:00Z', span), undefined, text);
  });
});

describe('the progress of a replay', () => {
  it('is the share of its span', () => {
    assert.equal(progressPercent('2024-12-25T15:00:00Z', span), 50);
    assert.equal(progressPercent('2024-12-24T15:00:00Z', span), 0);
    assert.equal(progressPercent('2025-12-24T15:00:00Z', span), 100);
    assert.equal(progressPercent('2024-12-25T15:00:00Z', { from: span.from, to: span.from }), 0);
  });
});
