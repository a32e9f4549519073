/** How much of a route is heard: the share, what it says of the watch, and the sentence that says where nothing was heard. */
import type { AssetWatch } from '../contract/alert.ts';
import type { RouteSample } from './route-samples.ts';

export type WatchedState = AssetWatch['periods'][number]['state'];

/** Share of a route along which something was heard. Estimates, until a reception model is learned. */
const WATCHED_FROM = 0.8;
const DEGRADED_FROM = 0.3;

export const stateOfShare = (share: number): WatchedState =>
  share >= WATCHED_FROM ? 'watched' : share >= DEGRADED_FROM ? 'degraded' : 'not-watched';

/** `heard` holds 1 for each sample along which something was heard. */
export function heardShare(samples: readonly RouteSample[], heard: Uint8Array): number {
  let [heardM, allM] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    allM += samples[i]!.lengthM;
    if (heard[i] === 1) heardM += samples[i]!.lengthM;
  }
  return heardM / allM;
}

/** "no vessel was heard along 80 of 150 km of the route, at the longest from KP 40 to 102". */
export function unheardText(samples: readonly RouteSample[], heard: Uint8Array): string {
  let [unheardM, allM] = [0, 0];
  let longest = { fromM: 0, toM: 0 };
  let stretch: typeof longest | undefined;
  for (let i = 0; i < samples.length; i++) {
    const { kpM, lengthM } = samples[i]!;
    allM += lengthM;
    if (heard[i] === 1) {
      stretch = undefined;
      continue;
    }
    unheardM += lengthM;
    // A part outside the box between two samples ends a stretch: nothing is known of it.
    const isNext = stretch !== undefined && kpM - lengthM / 2 - stretch.toM < 1;
    stretch = { fromM: isNext ? stretch!.fromM : kpM - lengthM / 2, toM: kpM + lengthM / 2 };
    if (stretch.toM - stretch.fromM > longest.toM - longest.fromM) longest = stretch;
  }
  const km = (metres: number): string => (metres / 1000).toFixed(0);
  if (unheardM === 0) return 'a vessel was heard along all of the route';
  if (unheardM === allM) return 'no vessel was heard anywhere along the route';
  return `no vessel was heard along ${km(unheardM)} of ${km(allM)} km of the route, at the longest from KP ${km(longest.fromM)} to ${km(longest.toM)}`;
}
