/** How long to wait before the next try: doubled each time from 1 s to 60 s, with jitter so that many nodes do not come at once. */
export const FIRST_WAIT_MS = 1000;
export const LONGEST_WAIT_MS = 60_000;

export class BackOff {
  readonly #random: () => number;
  #tries = 0;

  /** `random`: uniform in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Between half of the full wait and all of it, never below 1 s. */
  nextMs(): number {
    const fullMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.#tries, 16));
    this.#tries++;
    return Math.max(FIRST_WAIT_MS, Math.round(fullMs * (0.5 + 0.5 * this.#random())));
  }

  /** The other side has shown that it is well. */
  reset(): void {
    this.#tries = 0;
  }
}
