/**
 * When each point of a route was heard lately, and by which sources: marks by five-minute slot over three hours. From them
 * follows for how long a point may be silent before its silence says something.
 *
 * The rule. A point that was heard in each of the 24 slots (two hours) before its last word is unheard after ten minutes of
 * silence; one that is heard seldom is given longer, up to an hour, which is when the hourly count calls it unheard too. With
 * `p` the share of those slots in which it was heard, the silence must last so many slots that it would come about by itself
 * less than once in a hundred times, (1 - p)^slots < 0.01. `p` is taken as heard / (slots + 2), low by intent (compare Laplace's
 * rule of succession), so that a point of which little is known yet is not judged by it: after a quarter of an hour it takes
 * half an hour of silence, after an hour a quarter. The marks after the last word do not count: a silence must not
 * teach that silence is normal.
 */
import { MINUTE_MS } from '../geo/units.ts';

export const SLOT_MS = 5 * MINUTE_MS;
/** Slots that are compared with. */
const BASE_SLOTS = 24;
const MIN_SILENT_SLOTS = 2;
const MAX_SILENT_SLOTS = 12;
const BY_ITSELF = 0.01;
/** Slots kept: the base of a point that was last heard as long ago as may be. */
const KEPT_SLOTS = BASE_SLOTS + MAX_SILENT_SLOTS + 1;

/** Sources that are told apart, each a bit; all beyond share the last. */
const OWN_BITS = 30;
export const bitOf = (source: number): number => 1 << Math.min(source, OWN_BITS);
/** The source that a bit alone stands for; undefined for the shared one. */
export const hasOwnBit = (source: number): boolean => source < OWN_BITS;

/** Slots of silence after which a point is unheard, that was heard in so many of so many slots. */
export function silentSlots(heard: number, slots: number): number {
  const missed = 1 - heard / (slots + 2);
  let chance = missed * missed;
  let n = MIN_SILENT_SLOTS;
  for (; chance >= BY_ITSELF && n < MAX_SILENT_SLOTS; n++) chance *= missed;
  return n;
}

/** As a snapshot holds it. */
export interface SampleHearingData {
  readonly marks: Uint32Array;
  readonly lastMs: Float64Array;
  readonly firstSlot: number;
  readonly slot: number;
}

export class SampleHearing {
  readonly #marks: Uint32Array;
  /** The tick at which each point was last heard; -1 never. */
  readonly #lastMs: Float64Array;
  readonly #n: number;
  #firstSlot = -1;
  #slot = -1;

  constructor(samples: number) {
    this.#n = samples;
    this.#marks = new Uint32Array(samples * KEPT_SLOTS);
    this.#lastMs = new Float64Array(samples).fill(-1);
  }

  save(): SampleHearingData {
    return {
      marks: this.#marks.slice(),
      lastMs: this.#lastMs.slice(),
      firstSlot: this.#firstSlot,
      slot: this.#slot,
    };
  }

  restore(data: SampleHearingData): void {
    this.#marks.set(data.marks);
    this.#lastMs.set(data.lastMs);
    this.#firstSlot = data.firstSlot;
    this.#slot = data.slot;
  }

  /** The minute that ended at the tick lies in a slot, which is the newest from now on. */
  move(tickMs: number): void {
    const slot = slotOf(tickMs);
    if (this.#firstSlot < 0) this.#firstSlot = slot;
    else if (slot > this.#slot)
      for (let s = Math.max(this.#slot + 1, slot - KEPT_SLOTS + 1); s <= slot; s++)
        for (let i = 0; i < this.#n; i++) this.#marks[this.#at(i, s)] = 0;
    this.#slot = slot;
  }

  /** A point was heard in the minute before the tick by these sources. */
  hear(sample: number, tickMs: number, sources: number): void {
    this.#marks[this.#at(sample, this.#slot)]! |= sources;
    this.#lastMs[sample] = tickMs;
  }

  lastMs(sample: number): number {
    return this.#lastMs[sample]!;
  }

  /** Sources whose word still holds at the tick; 0 where the silence has lasted too long, or nothing was ever heard. */
  sourcesNow(sample: number, tickMs: number): number {
    const lastMs = this.#lastMs[sample]!;
    if (lastMs < 0 || tickMs - lastMs >= MAX_SILENT_SLOTS * SLOT_MS) return 0;
    const lastSlot = slotOf(lastMs);
    const from = Math.max(this.#firstSlot, lastSlot - BASE_SLOTS);
    let heard = 0;
    for (let s = from; s < lastSlot; s++) if (this.#marks[this.#at(sample, s)] !== 0) heard++;
    const slots = silentSlots(heard, lastSlot - from);
    if (tickMs - lastMs >= slots * SLOT_MS) return 0;
    let sources = 0;
    // The slot that is running is not whole: one more reaches back as far as the silence may last.
    for (let s = Math.max(this.#firstSlot, this.#slot - slots); s <= this.#slot; s++)
      sources |= this.#marks[this.#at(sample, s)]!;
    return sources >>> 0;
  }

  /** Sources that were heard at the point within all that is kept. */
  sourcesLately(sample: number): number {
    let sources = 0;
    for (let s = 0; s < KEPT_SLOTS; s++) sources |= this.#marks[this.#at(sample, s)]!;
    return sources >>> 0;
  }

  #at(sample: number, slot: number): number {
    return sample * KEPT_SLOTS + (slot % KEPT_SLOTS);
  }
}

const slotOf = (tickMs: number): number => Math.floor((tickMs - 1) / SLOT_MS);
