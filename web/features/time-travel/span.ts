/** Which moments can be travelled to: the last 24 hours before the watch's clock, in a replay no earlier than its beginning. */

const DAY_MS = 24 * 3_600_000;
export const STEP_MS = 60_000;

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whole minutes; undefined while the clock is not known. */
export function travelSpan(dataAt: string | undefined, replayFrom: string | undefined): Span | undefined {
  if (dataAt === undefined) return undefined;
  const toMs = Math.floor(Date.parse(dataAt) / STEP_MS) * STEP_MS;
  const beginMs =
    replayFrom === undefined ? Number.NEGATIVE_INFINITY : Math.ceil(Date.parse(replayFrom) / STEP_MS) * STEP_MS;
  return { fromMs: Math.min(toMs, Math.max(toMs - DAY_MS, beginMs)), toMs };
}

/** Where a step or a drag leads: inside the span; undefined (now) at its end. */
export function travelTo(span: Span, wantedMs: number): number | undefined {
  const atMs = Math.round(wantedMs / STEP_MS) * STEP_MS;
  return atMs >= span.toMs ? undefined : Math.max(span.fromMs, atMs);
}

/** Marks under the slider: whole hours, at most `most` of them. */
export function hourMarks({ fromMs, toMs }: Span, most: number): number[] {
  const HOUR_MS = 3_600_000;
  const step = [1, 2, 3, 6, 12].find((h) => (toMs - fromMs) / (h * HOUR_MS) <= most) ?? 24;
  const marks: number[] = [];
  for (let at = Math.ceil(fromMs / (step * HOUR_MS)) * step * HOUR_MS; at <= toMs; at += step * HOUR_MS) marks.push(at);
  return marks;
}
