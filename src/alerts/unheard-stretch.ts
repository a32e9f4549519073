/** How much of a route is heard: the share, what it says of the watch, and the reason that says where nothing was heard. */
import type { AssetWatch } from '../contract/alert.ts';
import type { Reason } from '../contract/reason.ts';
import type { RouteSample } from './route-samples.ts';
import { wholeNumber } from './whole-units.ts';

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

/** Along how much of the route no vessel was heard, and where at the longest. */
export function unheardReason(samples: readonly RouteSample[], heard: Uint8Array): Reason {
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
  if (unheardM === 0) return { code: 'heard-all-along', values: {} };
  if (unheardM === allM) return { code: 'heard-nowhere', values: {} };
  const km = (metres: number): number => wholeNumber(metres / 1000);
  return {
    code: 'heard-in-part',
    values: {
      unheardKm: km(unheardM),
      routeKm: km(allM),
      fromKpKm: km(longest.fromM),
      toKpKm: km(longest.toM),
    },
  };
}
