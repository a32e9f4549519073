/** Which feeds the bar shows when it has no room for all: trouble first. */
import type { Feed } from '../../../src/contract/feed.ts';

const MAX_SHOWN = 5;
const ORDER: readonly Feed['state'][] = ['down', 'silent', 'cut', 'live', 'ended'];

export function feedsInBar(feeds: readonly Feed[]): { readonly shown: readonly Feed[]; readonly hidden: number } {
  const shown = [...feeds]
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.feedId < b.feedId ? -1 : 1))
    .slice(0, MAX_SHOWN);
  return { shown, hidden: feeds.length - shown.length };
}
