import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { documentRows, valueText } from './document-rows.ts';

describe('a document as rows', () => {
  it('has a row for each field, what matters first', () => {
    const rows = documentRows({ zeta: 1, sentence: 'A ship.', severity: 'high', vessel: { mmsi: 1 } });
    assert.deepEqual(
      rows.map((r) => r.field),
      ['severity', 'vessel', 'sentence', 'zeta'],
    );
  });

  it('leaves no value out at any depth', () => {
    const seed = { a: { b: [{ c: 'deep', d: 5 }], e: true }, f: ['x', 'y'], g: null };
    const text = documentRows(seed)
      .map((r) => r.text)
      .join(' ');
    for (const value of ['deep', '5', 'true', 'x', 'y']) assert.ok(text.includes(value), `${text} has ${value}`);
  });

  it('says how many of a long list are not written out', () => {
    assert.match(valueText(Array.from({ length: 240 }, (_, i) => ({ at: i }))), /… \+228$/);
  });

  it('writes times with their zone and positions in degrees', () => {
    assert.equal(valueText('2024-12-25T10:31:00Z'), '2024-12-25 10:31:00 UTC');
    assert.equal(valueText('2024-12-25T10:31:00.250Z'), '2024-12-25 10:31:00 UTC');
    assert.equal(valueText({ lonE5: 2445000, latE5: 5942500 }), '59.42500, 24.45000');
    assert.equal(valueText({ lonE5: -100, latE5: -200, at: 'x' }), '-0.00200, -0.00100; at: x');
  });
});
