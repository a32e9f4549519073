/** A track over an asset. Times are data time; sigma includes the gap between fixes and the route's uncertainty. */
export interface Crossing {
  readonly mmsi: number;
  readonly assetId: string;
  readonly timeMs: number;
  readonly sigmaTimeMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly kpM: number;
  readonly sigmaKpM: number;
  /** Course and speed of the leg that crosses. */
  readonly courseDeg: number;
  readonly speedKn: number;
  /** Time between the two fixes around it. */
  readonly gapMs: number;
}
