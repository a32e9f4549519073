/** Vessels whose identity or positions cannot be, for the integrity view: how often, and when last. Bounded; the oldest go first. */
import type { RejectReason } from '../contract/reject-reasons.ts';

/** What says that something is wrong with a vessel, not with its reception. */
const DOUBTFUL: ReadonlySet<RejectReason> = new Set(['jump-impossible', 'identity-shared', 'repeat-stale']);
const MAX_DOUBTS = 5000;

export interface Doubt {
  readonly mmsi: number;
  readonly reason: RejectReason;
  readonly times: number;
  readonly lastMs: number;
}

export class DoubtBook {
  readonly #doubts: Map<string, Doubt>;

  constructor(data: readonly Doubt[] = []) {
    this.#doubts = new Map(data.map((doubt) => [keyOf(doubt.mmsi, doubt.reason), doubt]));
  }

  note(mmsi: number, reason: RejectReason, atMs: number): void {
    if (!DOUBTFUL.has(reason)) return;
    const key = keyOf(mmsi, reason);
    const times = (this.#doubts.get(key)?.times ?? 0) + 1;
    // Taken out and put in again: the first in the map is the one noted longest ago.
    this.#doubts.delete(key);
    this.#doubts.set(key, { mmsi, reason, times, lastMs: atMs });
    if (this.#doubts.size > MAX_DOUBTS) this.#doubts.delete(this.#doubts.keys().next().value!);
  }

  /** Noted longest ago first. */
  list(): readonly Doubt[] {
    return [...this.#doubts.values()];
  }
}

const keyOf = (mmsi: number, reason: RejectReason): string => `${mmsi} ${reason}`;
