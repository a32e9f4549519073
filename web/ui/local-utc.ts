/** Between what a `datetime-local` field holds, taken for UTC, and times with milliseconds as partners exchange them. */

/** "2024-12-25T10:00" to "2024-12-25T10:00:00.000Z"; undefined where it is no time. */
export function utcMilliOf(local: string): string | undefined {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(local) ? Date.parse(`${local}Z`) : Number.NaN;
  return Number.isFinite(ms) ? new Date(ms).toISOString() : undefined;
}

/** To the minute, as the field wants it. */
export const localOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16);
