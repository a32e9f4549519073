/** Waiting as an argument, so that a test decides when time is over. */
export interface Timers {
  /** Runs it once after so many milliseconds; the result calls it off. */
  after(delayMs: number, run: () => void): () => void;
}

export const machineTimers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
