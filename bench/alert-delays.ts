/**
 * How long alerts take, one by one: from the sentence that decided a tick to the page that hears of what the tick made of an alert.
 * A row is waited for half a minute, so that one that comes late finds its place (design, law 2): a tick is decided by the first
 * sentence that is half a minute younger.
 */
import type { LiveMessage } from '../src/contract/live.ts';

const BOUND_MS = 30_000;
/** Sends remembered: a tick that is decided later than this is told as decided by the oldest. */
const REMEMBER_MS = 600_000;

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export class AlertDelays {
  readonly #sinceMs: number;
  #sentMs: number[] = [];
  readonly #heard = new Map<string, string>();
  readonly #fromDeciding: number[] = [];
  readonly #overBound: number[] = [];
  #raised = 0;

  /** Ticks decided before `sinceMs` do not count: they were made of what was sent in one go. */
  constructor(sinceMs: number) {
    this.#sinceMs = sinceMs;
  }

  /** Sentences of this moment were handed to the socket. */
  sent(atMs: number): void {
    this.#sentMs.push(atMs);
    if (this.#sentMs.length > 20_000) this.#sentMs = this.#sentMs.filter((ms) => atMs - ms < REMEMBER_MS);
  }

  heard(message: LiveMessage, atMs: number): void {
    if (message.type !== 'change') return;
    for (const { alert } of message.queue?.rows ?? []) {
      if (this.#heard.get(alert.id) === alert.updatedAt) continue;
      const isNew = !this.#heard.has(alert.id);
      this.#heard.set(alert.id, alert.updatedAt);
      const tickMs = Date.parse(alert.updatedAt);
      const decidedMs = this.#sentMs.find((ms) => ms >= tickMs + BOUND_MS);
      if (decidedMs === undefined || tickMs + BOUND_MS < this.#sinceMs) continue;
      if (isNew) this.#raised++;
      this.#fromDeciding.push(atMs - decidedMs);
      this.#overBound.push(atMs - tickMs - BOUND_MS);
    }
  }

  /** Versions of alerts, of which so many were the first; milliseconds. */
  get figures() {
    return {
      versions: this.#fromDeciding.length,
      raised: this.#raised,
      afterTheDecidingSentenceMs: spread(this.#fromDeciding),
      overTheBoundMs: spread(this.#overBound),
    };
  }
}

function spread(list: readonly number[]): Spread {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
