/** Times and speeds of a replay. */
import type { ReplayState } from '../../../src/contract/live.ts';

export const SPEEDS: readonly number[] = [1, 10, 30, 60, 120, 300, 600];

type Span = Pick<ReplayState, 'from' | 'to'>;

/** 0 to 100. */
export function progressPercent(dataAt: string, { from, to }: Span): number {
  const span = Date.parse(to) - Date.parse(from);
  if (!(span > 0)) return 0;
  return Math.min(100, Math.max(0, ((Date.parse(dataAt) - Date.parse(from)) / span) * 100));
}

/**
 * "12:30" on the data's own day (or on the day after, where that alone lies in the replay), "2024-12-25 12:30" or ISO; UTC.
 * Undefined where it is no time or lies outside the replay.
 */
export function readJump(text: string, dataAt: string, span: Span): string | undefined {
  const match = /^(?:(\d{4}-\d\d-\d\d)[ T])?(\d?\d):(\d\d)(?::(\d\d))?Z?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, day, hours = '', minutes, seconds = '00'] = match;
  const clock = `${hours.padStart(2, '0')}:${minutes}:${seconds}Z`;
  const days = day === undefined ? [dataAt.slice(0, 10), span.from.slice(0, 10), span.to.slice(0, 10)] : [day];
  return days
    .map((d) => `${d}T${clock}`)
    .find((at) => {
      const ms = Date.parse(at);
      return ms >= Date.parse(span.from) && ms <= Date.parse(span.to);
    });
}
