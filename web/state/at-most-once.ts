/** Does a thing at once when asked, and then at most once in a while however often it is asked; the last request is never lost. */
export interface Later {
  nowMs(): number;
  /** Calls `run` once after `afterMs`; gives what stops it. */
  after(afterMs: number, run: () => void): () => void;
}

export class AtMostOnce {
  readonly #everyMs: number;
  readonly #run: () => void;
  readonly #later: Later;
  #lastMs = Number.NEGATIVE_INFINITY;
  #stop: (() => void) | undefined;

  constructor(everyMs: number, run: () => void, later: Later) {
    this.#everyMs = everyMs;
    this.#run = run;
    this.#later = later;
  }

  ask(): void {
    if (this.#stop !== undefined) return;
    const waitMs = this.#lastMs + this.#everyMs - this.#later.nowMs();
    if (waitMs <= 0) this.#do();
    else this.#stop = this.#later.after(waitMs, () => this.#do());
  }

  close(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #do(): void {
    this.#stop = undefined;
    this.#lastMs = this.#later.nowMs();
    this.#run();
  }
}

export const browserLater: Later = {
  nowMs: () => performance.now(),
  after: (afterMs, run) => {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
};
