/** What is known of all vessels together, merged at a tick from integer histograms and used by the next tick. */
export interface TickContext {
  /** The tick this was merged at; -1 before the first. */
  readonly tickMs: number;
  /**
   * Cargo ships and tankers with a known own pace under way within about 30 km and on a course within 45 degrees:
   * how many, and how many of them make less than 0.93 of their own pace. `exceptBin` takes the asker out again.
   */
  peers(
    lon: number,
    lat: number,
    courseDeg: number,
    ownRatioMilli: number,
  ): { readonly count: number; readonly slowed: number };
  /** Vessels heard in the cell and its neighbours within the last ten minutes. */
  heard(lon: number, lat: number): number;
}

/** The context of one vessel alone at sea: nobody near. */
export const NO_CONTEXT: TickContext = {
  tickMs: -1,
  peers: () => ({ count: 0, slowed: 0 }),
  heard: () => 0,
};
