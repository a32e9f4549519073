import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REJECT_REASONS } from '../../../src/contract/reject-reasons.ts';
import { hasText } from '../../i18n/translate.ts';
import { commonFirst } from './common-first.ts';

describe('the integrity page', () => {
  it('has words for every reason the reader knows', () => {
    assert.deepEqual(
      Object.keys(REJECT_REASONS).filter((reason) => !hasText('integrity', `reason-${reason}`)),
      [],
    );
  });

  it('puts the most common first and keeps the order of equals', () => {
    const rows = [
      { reason: 'c', times: 2 },
      { reason: 'b', times: 9 },
      { reason: 'a', times: 2 },
    ];
    assert.deepEqual(
      commonFirst(rows).map((r) => r.reason),
      ['b', 'a', 'c'],
    );
    assert.equal(rows[0]!.reason, 'c');
  });
});
