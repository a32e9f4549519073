import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DoubtBook } from './doubt-book.ts';

describe('the doubt book', () => {
  it('counts what cannot be, a vessel and reason, newest last, and nothing that only reception explains', () => {
    const book = new DoubtBook();
    book.note(1, 'jump-impossible', 10);
    book.note(2, 'identity-shared', 20);
    book.note(1, 'duplicate', 30);
    book.note(1, 'jump-impossible', 40);
    assert.deepEqual(book.list(), [
      { mmsi: 2, reason: 'identity-shared', times: 1, lastMs: 20 },
      { mmsi: 1, reason: 'jump-impossible', times: 2, lastMs: 40 },
    ]);
    assert.deepEqual(new DoubtBook(structuredClone(book.list())).list(), book.list());
  });

  it('is bounded: the one noted longest ago goes first', () => {
    const book = new DoubtBook();
    for (let mmsi = 0; mmsi < 6000; mmsi++) book.note(mmsi, 'jump-impossible', mmsi);
    assert.equal(book.list().length, 5000);
    assert.equal(book.list()[0]!.mmsi, 1000);
  });
});
