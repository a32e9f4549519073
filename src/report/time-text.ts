/** Times for people: UTC first, local second, each with its zone. */
export interface Clock {
  /** "10:26 UTC" */
  time(iso: string): string;
  /** "10:26 UTC (12:26 EET)" */
  both(iso: string): string;
  /** "25 Dec 2024 10:26 UTC" */
  day(iso: string): string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A clock for a region's time zone (IANA name). Where Node has no short name for the zone, it says UTC+N. */
export function clockFor(timeZone: string): Clock {
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const time = (iso: string): string => `${iso.slice(11, 16)} UTC`;
  return {
    time,
    both: (iso) => `${time(iso)} (${local.format(new Date(iso))})`,
    day: (iso) => `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)} ${time(iso)}`,
  };
}
