/** One international knot in metres a second. */
export const KNOT_MPS = 1852 / 3600;
/** One international nautical mile in metres. */
export const NAUTICAL_MILE_M = 1852;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
