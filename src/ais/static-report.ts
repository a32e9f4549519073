/** Who a vessel says it is (messages 5, 19, 24 or the same from a CSV or JSON row). Absent means not given. */
export interface StaticReport {
  /** Event time, ms since 1970 UTC; undefined where the source gave none. */
  readonly timeMs: number | undefined;
  readonly mmsi: number;
  readonly source: number;
  readonly offset: number;
  readonly imo?: number;
  readonly name?: string;
  readonly callsign?: string;
  /** ITU-R M.1371 ship type, 1 to 99. */
  readonly shipType?: number;
  /** Distances from the antenna in metres. */
  readonly toBowM?: number;
  readonly toSternM?: number;
  readonly toPortM?: number;
  readonly toStarboardM?: number;
  readonly draughtTenthM?: number;
  readonly destination?: string;
  /** Month, day, hour, minute as sent: a year is not. */
  readonly eta?: { readonly month: number; readonly day: number; readonly hour: number; readonly minute: number };
}
