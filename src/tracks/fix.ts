/** An accepted position. Absent values are undefined. */
export interface Fix {
  readonly timeMs: number;
  readonly lon: number;
  readonly lat: number;
  /** As reported, or from positions where the source reports none. */
  readonly speedKn: number | undefined;
  readonly courseDeg: number | undefined;
  readonly headingDeg: number | undefined;
  /** ITU-R M.1371 navigational status; 15 = not given. */
  readonly navStatus: number;
}
