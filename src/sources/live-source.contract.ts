/** For tests of sources: what a source told, waiting for it, and timers that a test runs by hand. */
import type { LiveEvents, LiveIdentity, LiveState } from './live-source.ts';
import { type Transport, TransportSource } from './live-transport.ts';
import type { Timers } from './timers.ts';

export const identity = (kind: LiveIdentity['kind']): LiveIdentity => ({
  feedId: 'test',
  kind,
  address: `${kind}://test`,
  format: 'nmea',
  timesFrom: 'receipt',
});

export class Told implements LiveEvents {
  readonly states: LiveState[] = [];
  readonly because: string[] = [];
  readonly chunks: Buffer[] = [];
  #waiting: (() => void)[] = [];

  chunk(bytes: Uint8Array): void {
    this.chunks.push(Buffer.from(bytes));
    this.#wake();
  }

  state(state: LiveState, because: string): void {
    this.states.push(state);
    this.because.push(because);
    this.#wake();
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString('latin1');
  }

  get lines(): string[] {
    return this.text.split(/\r?\n/).filter((line) => line !== '');
  }

  /** Resolves once it is true; looked at after each event, and now and then for what is no event. */
  async until(isSo: (told: Told) => boolean): Promise<void> {
    while (!isSo(this))
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 20);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
  }

  async count(state: LiveState, times = 1): Promise<void> {
    await this.until((told) => told.states.filter((s) => s === state).length >= times);
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** A started source and what it tells. */
export function started(kind: LiveIdentity['kind'], transport: Transport): { source: TransportSource; told: Told } {
  const told = new Told();
  const source = new TransportSource(identity(kind), transport);
  source.start(told);
  return { source, told };
}

/** Timers that go off at once; keeps how long each would have been. Waits of `never` ms or longer do not go off at all. */
export class HastyTimers implements Timers {
  readonly delaysMs: number[] = [];
  readonly #isHeld: (delayMs: number) => boolean;

  constructor(isHeld: (delayMs: number) => boolean = () => false) {
    this.#isHeld = isHeld;
  }

  after(delayMs: number, run: () => void): () => void {
    this.delaysMs.push(delayMs);
    if (this.#isHeld(delayMs)) return () => undefined;
    const timer = setTimeout(run, 1);
    return () => clearTimeout(timer);
  }
}

/** Sentences that no two are alike, without a time, as a receiver gives them. */
export function madeSentences(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const content = `AIVDM,1,1,,A,${String(i).padStart(28, '0')},0`;
    let sum = 0;
    for (let k = 0; k < content.length; k++) sum ^= content.charCodeAt(k);
    return `!${content}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
