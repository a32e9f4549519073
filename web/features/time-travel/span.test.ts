import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hourMarks, travelSpan, travelTo } from './span.ts';

const ms = (text: string): number => Date.parse(text);

describe('the span of time travel', () => {
  it('is the last day, in whole minutes', () => {
    const span = travelSpan('2024-12-25T10:22:41Z', undefined);
    assert.deepEqual(span, { fromMs: ms('2024-12-24T10:22:00Z'), toMs: ms('2024-12-25T10:22:00Z') });
    assert.equal(travelSpan(undefined, undefined), undefined);
  });

  it('does not begin before a replay does', () => {
    assert.equal(travelSpan('2024-12-25T10:22:00Z', '2024-12-25T00:00:30Z')?.fromMs, ms('2024-12-25T00:01:00Z'));
    const atBegin = travelSpan('2024-12-25T00:00:10Z', '2024-12-25T00:00:05Z');
    assert.deepEqual(atBegin?.fromMs, atBegin?.toMs);
  });

  it('stops at its beginning and is now at its end', () => {
    const span = { fromMs: 0, toMs: 3_600_000 };
    assert.equal(travelTo(span, -5), 0);
    assert.equal(travelTo(span, 1_234_567), 1_260_000);
    assert.equal(travelTo(span, 3_600_000), undefined);
    assert.equal(travelTo(span, 9_000_000), undefined);
  });

  it('has no more marks than there is room for, on whole hours', () => {
    for (const hours of [1, 5, 11, 24]) {
      const marks = hourMarks({ fromMs: 100_000, toMs: 100_000 + hours * 3_600_000 }, 8);
      assert.ok(marks.length <= 9 && marks.length >= 1);
      for (const mark of marks) assert.equal(mark % 3_600_000, 0);
    }
  });
});
