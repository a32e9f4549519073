/** Times as they are shown: UTC first, the theatre's local time second, each with its zone. */

const two = (n: number): string => String(n).padStart(2, '0');

/** "UTC+2", "UTC+5:30", "UTC-3:30": never an abbreviation, which two countries use for two zones. */
export function zoneText(atMs: number, timeZone: string): string {
  const offsetMin = Math.round((wallMs(atMs, timeZone) - Math.floor(atMs / 60_000) * 60_000) / 60_000);
  const size = Math.abs(offsetMin);
  const minutes = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return `UTC${offsetMin < 0 ? '-' : '+'}${Math.floor(size / 60)}${minutes}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The wall clock of a zone as if it were UTC, whole minutes. */
function wallMs(atMs: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(atMs)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!);
}

export interface TimeText {
  /** "10:04 UTC", with the date before it where asked: "2024-12-25 10:04 UTC". */
  readonly utc: string;
  /** "12:04 UTC+2"; with the date where the local day is another than the UTC day. */
  readonly local: string;
}

export type Precision = 'minute' | 'second' | 'date';

export function timeText(atMs: number, timeZone: string, precision: Precision = 'minute'): TimeText {
  const iso = new Date(atMs).toISOString();
  const local = new Date(wallMs(atMs, timeZone) + (((atMs % 60_000) + 60_000) % 60_000)).toISOString();
  const clock = (text: string): string => text.slice(11, precision === 'second' ? 19 : 16);
  const day = (text: string): string => (precision === 'date' ? `${text.slice(0, 10)} ` : '');
  const isOtherDay = local.slice(0, 10) !== iso.slice(0, 10);
  const localDay =
    precision === 'date' ? `${isOtherDay ? `${local.slice(0, 10)} ` : ''}` : isOtherDay ? `${local.slice(5, 10)} ` : '';
  return { utc: `${day(iso)}${clock(iso)} UTC`, local: `${localDay}${clock(local)} ${zoneText(atMs, timeZone)}` };
}
