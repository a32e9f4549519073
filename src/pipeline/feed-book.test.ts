import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FeedBook, LOST_AFTER_SILENT_MS, SILENT_AFTER_MS } from './feed-book.ts';
import type { SourceRecord } from './journal-record.ts';

const AT = Date.UTC(2026, 0, 1);
const record = (state: SourceRecord['state'], atMs: number): SourceRecord => ({
  kind: 'source',
  atMs,
  source: 0,
  feedId: 'harbour',
  feedKind: 'tcp',
  address: 'tcp://127.0.0.1:1',
  format: 'nmea',
  timesFrom: 'receipt',
  state,
  because: state,
});
const only = (book: FeedBook, nowMs: number) => book.feeds(nowMs, () => undefined)[0]!;

describe('the feed book', () => {
  it('calls an open source silent until a message comes, and again when none came for a minute', () => {
    const book = new FeedBook();
    book.source(record('up', AT));
    assert.equal(only(book, AT).state, 'silent');
    book.message(0, AT + 1000);
    assert.equal(only(book, AT + 1000).state, 'live');
    book.clock(AT + 1000 + SILENT_AFTER_MS);
    assert.equal(only(book, AT).state, 'live');
    book.clock(AT + 1001 + SILENT_AFTER_MS);
    assert.equal(only(book, AT).state, 'silent');
    assert.match(only(book, AT).because, /no message/);
  });

  it('gives the reason of each state as a code', () => {
    const book = new FeedBook();
    const code = (): string | undefined =>
      only(book, AT)
        .reasons?.map((r) => r.code)
        .join();
    book.source(record('up', AT));
    assert.equal(code(), 'no-message-yet');
    book.message(0, AT + 1000);
    assert.equal(code(), 'messages-arrive');
    book.clock(AT + 1001 + SILENT_AFTER_MS);
    assert.equal(code(), 'no-message-for-a-minute');
    book.source(record('down', AT + 90_000));
    assert.deepEqual(only(book, AT).reasons, [{ code: 'connection-lost', values: { address: 'tcp://127.0.0.1:1' } }]);
    book.source(record('cut', AT + 91_000));
    assert.equal(code(), 'cut-by-officer');
    book.source(record('ended', AT + 92_000));
    assert.equal(code(), 'source-ended');
  });

  it('leaves a feed cut, whatever its socket does, until it is restored', () => {
    const book = new FeedBook();
    book.source(record('up', AT));
    book.source(record('cut', AT + 1));
    book.source(record('down', AT + 2));
    book.source(record('up', AT + 3));
    assert.equal(only(book, AT + 3).state, 'cut');
    book.source(record('restored', AT + 4));
    assert.equal(only(book, AT + 4).state, 'silent');
  });

  it('calls a source lost that is cut or down, or from which no message came for three minutes', () => {
    const book = new FeedBook();
    book.source(record('up', AT));
    book.message(0, AT + 1000);
    const lost = (ms: number) => {
      book.clock(AT + ms);
      return book.lost(AT + ms).map((one) => `${one.feedId} ${one.state}`);
    };
    assert.deepEqual(lost(1000 + SILENT_AFTER_MS + 1), [], 'silent, and not lost');
    assert.deepEqual(lost(1000 + LOST_AFTER_SILENT_MS - 1), []);
    assert.deepEqual(lost(1000 + LOST_AFTER_SILENT_MS), ['harbour silent']);
    book.message(0, AT + 300_000);
    assert.deepEqual(lost(300_000), []);
    book.source(record('down', AT + 301_000));
    assert.deepEqual(lost(301_000), ['harbour down']);
    book.source(record('cut', AT + 302_000));
    assert.deepEqual(lost(302_000), ['harbour cut']);
    book.source(record('ended', AT + 303_000));
    assert.deepEqual(lost(303_000), []);
  });

  it('counts the messages of the last minute by the clock of the watch', () => {
    const book = new FeedBook();
    book.source(record('up', AT));
    for (let s = 0; s < 120; s++) {
      book.clock(AT + s * 1000);
      book.message(0, AT + s * 1000);
      book.message(0, AT + s * 1000);
    }
    book.clock(AT + 120_000);
    assert.equal(only(book, AT + 120_000).messagesPerMin, 120);
    book.clock(AT + 600_000);
    assert.equal(only(book, AT + 600_000).messagesPerMin, 0);
    assert.equal(only(book, AT + 600_000).messages, 240);
  });

  it('goes on from what it saved', () => {
    const book = new FeedBook();
    book.source(record('up', AT));
    book.message(0, AT);
    const again = FeedBook.restore(structuredClone(book.save()));
    for (const b of [book, again]) b.clock(AT + 61_000);
    assert.deepEqual(only(again, AT), only(book, AT));
  });
});
