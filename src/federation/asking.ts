/**
 * When to ask which partner what: one request at a time of each. Reading goes first, at once where the partner said that it has
 * something new; then our checkpoint is shown to be cosigned, and what others saw of third logs is compared. Who does not answer
 * is asked more and more seldom.
 */
import type { WireRequest } from '../contract/partner-wire.ts';

/** Without a word from the partner, how often it is asked. */
const READ_EVERY_MS = 2000;
export const COSIGN_EVERY_MS = 5000;
const COMPARE_EVERY_MS = 10_000;
const CLAIM_EVERY_MS = 5000;
const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 30_000;
/** An answer that never came; whoever runs this gives up before. */
const LOST_AFTER_MS = 60_000;

interface Asked {
  out: { readonly request: WireRequest; readonly atMs: number } | undefined;
  readAtMs: number;
  cosignAtMs: number;
  compareAtMs: number;
  claimAtMs: number;
  failures: number;
  notBeforeMs: number;
  /** Of the third logs, which is compared next. */
  compareNext: number;
}

/** What could be asked of one partner now; each undefined where there is nothing to ask. */
export interface Askable {
  readonly entries: () => WireRequest;
  readonly cosign: () => WireRequest | undefined;
  readonly claim: () => WireRequest | undefined;
  /** Origins of third logs that both know. */
  readonly thirds: () => readonly string[];
}

export class Asking {
  readonly #asked = new Map<string, Asked>();

  hurry(partner: string): void {
    this.#of(partner).readAtMs = Number.NEGATIVE_INFINITY;
  }

  /** Shows our checkpoint again soon: the partner said which one it has. */
  cosignAgain(partner: string, atMs: number): void {
    this.#of(partner).cosignAtMs = atMs;
  }

  next(partner: string, can: Askable, nowMs: number): WireRequest | undefined {
    const asked = this.#of(partner);
    // A clock that was set back must not stop the reading.
    if (asked.out !== undefined && Math.abs(nowMs - asked.out.atMs) < LOST_AFTER_MS) return undefined;
    if (nowMs < asked.notBeforeMs && asked.notBeforeMs - nowMs <= LONGEST_BACKOFF_MS) return undefined;
    const request = this.#choose(asked, can, nowMs);
    if (request !== undefined) asked.out = { request, atMs: nowMs };
    return request;
  }

  /** `more`: there are more entries to be read at once. */
  answered(partner: string, isAnswered: boolean, more: boolean, nowMs: number): void {
    const asked = this.#of(partner);
    asked.out = undefined;
    if (isAnswered) {
      asked.failures = 0;
      asked.notBeforeMs = Number.NEGATIVE_INFINITY;
      if (more) this.hurry(partner);
      return;
    }
    const waitMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 * asked.failures + FIRST_BACKOFF_MS);
    asked.failures++;
    asked.notBeforeMs = nowMs + waitMs;
  }

  /** Cut off: what was out is not waited for. */
  forget(partner: string): void {
    this.#asked.delete(partner);
  }

  #choose(asked: Asked, can: Askable, nowMs: number): WireRequest | undefined {
    if (isDue(asked.readAtMs, READ_EVERY_MS, nowMs)) {
      asked.readAtMs = nowMs + READ_EVERY_MS;
      return can.entries();
    }
    if (isDue(asked.cosignAtMs, COSIGN_EVERY_MS, nowMs)) {
      asked.cosignAtMs = nowMs + COSIGN_EVERY_MS;
      const request = can.cosign();
      if (request !== undefined) return request;
    }
    if (isDue(asked.claimAtMs, CLAIM_EVERY_MS, nowMs)) {
      asked.claimAtMs = nowMs + CLAIM_EVERY_MS;
      const request = can.claim();
      if (request !== undefined) return request;
    }
    if (isDue(asked.compareAtMs, COMPARE_EVERY_MS, nowMs)) {
      const thirds = can.thirds();
      const origin = thirds[asked.compareNext % Math.max(1, thirds.length)];
      asked.compareNext = (asked.compareNext + 1) % 1000;
      asked.compareAtMs = nowMs + COMPARE_EVERY_MS / Math.max(1, thirds.length);
      if (origin !== undefined) return { kind: 'seen', origin };
    }
    return undefined;
  }

  #of(partner: string): Asked {
    const known = this.#asked.get(partner);
    if (known !== undefined) return known;
    const never = Number.NEGATIVE_INFINITY;
    const asked: Asked = {
      out: undefined,
      readAtMs: never,
      cosignAtMs: never,
      compareAtMs: never,
      claimAtMs: never,
      failures: 0,
      notBeforeMs: never,
      compareNext: 0,
    };
    this.#asked.set(partner, asked);
    return asked;
  }
}

/** At `atMs` or after; also where a clock was set back so far that it would not come for longer than it ever waits. */
const isDue = (atMs: number, everyMs: number, nowMs: number): boolean => nowMs >= atMs || atMs - nowMs > everyMs;
