/** A time with its zone: UTC first, the theatre's local time second and quieter. */
import { useLive } from '../state/use-live.ts';
import { type Precision, timeText } from './time-text.ts';

/** `at` is ISO 8601 or ms since 1970. `precision="date"` shows the day as well. */
export function Time({ at, precision = 'minute' }: { readonly at: string | number; readonly precision?: Precision }) {
  const timeZone = useLive((s) => s.info?.timeZone) ?? 'UTC';
  const atMs = typeof at === 'number' ? at : Date.parse(at);
  if (!Number.isFinite(atMs)) return <span>?</span>;
  const { utc, local } = timeText(atMs, timeZone, precision);
  return (
    <time className="mv-time" dateTime={new Date(atMs).toISOString()}>
      {utc} <span className="mv-local">{local}</span>
    </time>
  );
}
