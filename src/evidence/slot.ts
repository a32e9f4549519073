/** Which leaf is whose: each tick of the log has the same slots, so the place of a leaf says to which lane it belongs. */
import { LANES, LEAVES_A_TICK, OWN_SLOTS, SLOTS_A_LANE } from '../contract/partner-wire.ts';
import { assert } from '../lib/assert.ts';
import type { Lane } from './keeping.ts';

export const OWN_LANE: Lane = -1;

/** Every lane that a log has, the own first. */
export const ALL_LANES: readonly Lane[] = Array.from({ length: LANES + 1 }, (_, i) => i - 1);

export function slotsOf(lane: Lane): { readonly first: number; readonly count: number } {
  assert(Number.isInteger(lane) && lane >= OWN_LANE && lane < LANES, `no lane ${lane}`);
  return lane === OWN_LANE
    ? { first: 0, count: OWN_SLOTS }
    : { first: OWN_SLOTS + lane * SLOTS_A_LANE, count: SLOTS_A_LANE };
}

export function laneOf(index: number): Lane {
  const slot = index % LEAVES_A_TICK;
  return slot < OWN_SLOTS ? OWN_LANE : Math.floor((slot - OWN_SLOTS) / SLOTS_A_LANE);
}

/** A checkpoint's size is a whole number of ticks. */
export const isTickSize = (size: number): boolean =>
  Number.isSafeInteger(size) && size >= 0 && size % LEAVES_A_TICK === 0;
