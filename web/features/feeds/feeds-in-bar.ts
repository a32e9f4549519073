/** What the bar shows of feeds: trouble first where it has no room for all, and addresses without the folders of a machine. */
import type { Feed } from '../../../src/contract/feed.ts';

const MAX_SHOWN = 5;
const ORDER: readonly Feed['state'][] = ['down', 'silent', 'cut', 'live', 'ended'];

export function feedsInBar(feeds: readonly Feed[]): { readonly shown: readonly Feed[]; readonly hidden: number } {
  const shown = [...feeds]
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.feedId < b.feedId ? -1 : 1))
    .slice(0, MAX_SHOWN);
  return { shown, hidden: feeds.length - shown.length };
}

/** "replay:/srv/data/day.nmea.gz" to "replay:day.nmea.gz"; addresses of the network stay as they are. */
export function shortAddress(address: string): string {
  const match = /^(replay|file):(.*)$/.exec(address);
  if (match === null) return address;
  return `${match[1]}:${match[2]!.split(/[\\/]/).at(-1)}`;
}
