import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AtMostOnce, type Later } from './at-most-once.ts';

/** A clock that is moved by hand. */
class HandClock implements Later {
  #now = 0;
  #due: { at: number; run: () => void } | undefined;
  nowMs(): number {
    return this.#now;
  }
  after(afterMs: number, run: () => void): () => void {
    this.#due = { at: this.#now + afterMs, run };
    return () => {
      this.#due = undefined;
    };
  }
  move(ms: number): void {
    const end = this.#now + ms;
    while (this.#due !== undefined && this.#due.at <= end) {
      const { at, run } = this.#due;
      this.#due = undefined;
      this.#now = at;
      run();
    }
    this.#now = end;
  }
}

describe('at most once in a while', () => {
  it('runs at once, then once a second under a flood, and once more for the last request', () => {
    const clock = new HandClock();
    const ranAt: number[] = [];
    const once = new AtMostOnce(1000, () => ranAt.push(clock.nowMs()), clock);
    for (let i = 0; i < 25; i++) {
      once.ask();
      clock.move(100);
    }
    clock.move(5000);
    assert.deepEqual(ranAt, [0, 1000, 2000, 3000]);
    once.ask();
    assert.equal(ranAt.at(-1), clock.nowMs());
  });

  it('does nothing after it was closed', () => {
    const clock = new HandClock();
    let runs = 0;
    const once = new AtMostOnce(1000, () => runs++, clock);
    once.ask();
    once.ask();
    once.close();
    clock.move(5000);
    assert.equal(runs, 1);
  });
});
