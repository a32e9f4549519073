import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { falseShare } from './false-share.ts';

describe('the share of false alarms', () => {
  it('is what was closed otherwise than as confirmed, without doubles', () => {
    assert.equal(
      falseShare([
        { severity: 'high', reason: 'drag-confirmed', times: 1 },
        { severity: 'high', reason: 'engine', times: 2 },
        { severity: 'watch', reason: 'duplicate', times: 9 },
      ]),
      67,
    );
    assert.equal(falseShare([]), undefined);
    assert.equal(falseShare([{ severity: 'watch', reason: 'duplicate', times: 1 }]), undefined);
  });
});
