/**
 * Event time in ticks: cuts position rows that are in event-time order at whole minutes and puts a tick between them.
 * Done once, before any partition, so that every partition sees the same ticks.
 */
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import type { PlacedIdentity, SequenceRecord, Slice } from './sequence.ts';

/**
 * A silence longer than this is not ticked through minute by minute: after it every state has expired anyway
 * (tracks are dropped after 24 h), and one stray time in 2099 must not cost forty million ticks.
 */
const MAX_SILENCE_MS = 25 * HOUR_MS;

/** As a snapshot holds it. */
export interface TickClockData {
  readonly nextTickMs: number;
  readonly passedMs: number;
  readonly ticks: number;
}

export class TickClock {
  /** The next tick to be given; -1 before the first row. */
  #nextTickMs = -1;
  /** Event time that had passed before the first row came. */
  #passedMs = -1;
  #ticks = 0;

  get ticks(): number {
    return this.#ticks;
  }

  /** Gives the slice's rows and the ticks between them to `emit`, in order. Rows must not go back in time. */
  accept(slice: Slice, emit: (record: SequenceRecord) => void): void {
    const { positions, identities } = slice;
    let from = slice.from;
    let nextIdentity = 0;
    const give = (to: number): void => {
      const placed: PlacedIdentity[] = [];
      // An identity placed at the cut itself belongs before row `to`, and so to what comes after the tick.
      while (nextIdentity < identities.length && (identities[nextIdentity]!.at < to || to === slice.to))
        placed.push(identities[nextIdentity++]!);
      if (to > from || placed.length > 0) emit({ kind: 'slice', slice: { positions, from, to, identities: placed } });
      from = to;
    };
    for (let row = slice.from; row < slice.to; row++) {
      const timeMs = positions.timeMs[row]!;
      if (timeMs < this.#nextTickMs) continue;
      give(row);
      this.#tickTo(timeMs, emit);
    }
    give(slice.to);
  }

  /**
   * Event time has reached `watermarkMs` whether or not a row said so: gives the ticks up to it, so that a silent sea or a lost
   * feed is noticed. Nothing before the first row.
   */
  advance(watermarkMs: number, emit: (record: SequenceRecord) => void): void {
    if (this.#nextTickMs < 0) this.#passedMs = Math.max(this.#passedMs, watermarkMs);
    else if (watermarkMs >= this.#nextTickMs) this.#tickTo(watermarkMs, emit);
  }

  save(): TickClockData {
    return { nextTickMs: this.#nextTickMs, passedMs: this.#passedMs, ticks: this.#ticks };
  }

  static restore(data: TickClockData): TickClock {
    const clock = new TickClock();
    clock.#nextTickMs = data.nextTickMs;
    clock.#passedMs = data.passedMs;
    clock.#ticks = data.ticks;
    return clock;
  }

  /** The data has ended: the tick that closes its last minute. */
  finish(emit: (record: SequenceRecord) => void): void {
    if (this.#nextTickMs >= 0) this.#give(this.#nextTickMs, emit);
  }

  #tickTo(timeMs: number, emit: (record: SequenceRecord) => void): void {
    const minuteMs = Math.floor(Math.max(timeMs, this.#passedMs) / MINUTE_MS) * MINUTE_MS;
    if (this.#nextTickMs >= 0) {
      const lastMs = Math.min(minuteMs, this.#nextTickMs + MAX_SILENCE_MS);
      for (let tickMs = this.#nextTickMs; tickMs <= lastMs; tickMs += MINUTE_MS) this.#give(tickMs, emit);
    }
    this.#nextTickMs = minuteMs + MINUTE_MS;
  }

  #give(tickMs: number, emit: (record: SequenceRecord) => void): void {
    this.#ticks++;
    emit({ kind: 'tick', tickMs });
  }
}
