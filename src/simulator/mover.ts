/** How a simulated ship moves: its state at any time of its life. Movers are made once with their own seed and only read later. */
export interface Motion {
  readonly lon: number;
  readonly lat: number;
  readonly speedKn: number;
  readonly courseDeg: number;
  readonly headingDeg: number;
  /** ITU-R M.1371 navigational status. */
  readonly navStatus: number;
}

export interface Mover {
  readonly fromMs: number;
  readonly toMs: number;
  /** `timeMs` lies between `fromMs` and `toMs`. */
  at(timeMs: number): Motion;
}

/** Step of all time series, in ms: shorter than any time constant of a ship. */
export const STEP_MS = 10_000;
