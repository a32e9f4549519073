/** Runs a function again and again and says how long it took: never one run, never without a warm-up. */
export interface Times {
  readonly minMs: number;
  readonly medianMs: number;
  readonly maxMs: number;
}

export const RUNS = 5;

export function timesOf(ms: readonly number[]): Times {
  const sorted = [...ms].sort((a, b) => a - b);
  return { minMs: sorted[0]!, medianMs: sorted[sorted.length >> 1]!, maxMs: sorted[sorted.length - 1]! };
}

/** Several contestants in turns, so that what disturbs the machine disturbs all; times of each. */
export function inTurns(contestants: Readonly<Record<string, () => void>>, runs = RUNS): Record<string, Times> {
  const ms: Record<string, number[]> = {};
  for (const run of Object.values(contestants)) run();
  for (let i = 0; i < runs; i++)
    for (const [name, run] of Object.entries(contestants)) {
      const started = performance.now();
      run();
      ms[name] = [...(ms[name] ?? []), performance.now() - started];
    }
  return Object.fromEntries(Object.entries(ms).map(([name, times]) => [name, timesOf(times)]));
}

/** One line each: nanoseconds per operation, and how many times the first one's median. */
export function print(times: Record<string, Times>, operations: number): void {
  const base = Object.values(times)[0]!.medianMs;
  const ns = (ms: number): string => ((ms * 1e6) / operations).toFixed(1).padStart(8);
  for (const [name, t] of Object.entries(times))
    console.log(
      `${name.padEnd(34)} min ${ns(t.minMs)} ns, median ${ns(t.medianMs)} ns, ${(t.medianMs / base).toFixed(2)} x the first`,
    );
}
