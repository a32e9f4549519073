/** How each source is doing by the watch's clock: alive means messages arrive, not that a socket is open. */

import type { LostSource } from '../alerts/watch-now.ts';
import { iso } from '../alerts/whole-units.ts';
import type { Feed, FeedState } from '../contract/feed.ts';
import type { Reason } from '../contract/reason.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { SourceRecord } from './journal-record.ts';

/** Without a message for so long an open source is silent. A station with any ship near gives several a minute. */
export const SILENT_AFTER_MS = MINUTE_MS;
/**
 * Silent for so long its ships are not heard any more: one at anchor reports every three minutes (ITU-R M.1371, table 1), so a
 * lonely receiver's pause is shorter.
 */
export const LOST_AFTER_SILENT_MS = 3 * MINUTE_MS;
const RATE_SLOTS = 6;
const RATE_SLOT_MS = 10_000;

interface Entry {
  record: SourceRecord;
  transport: 'up' | 'down' | 'cut' | 'ended';
  state: FeedState;
  sinceMs: number;
  because: string;
  lastMessageMs: number;
  messages: number;
  setAside: number;
  untimed: number;
  simulated: string | undefined;
  /** Messages in ten-second slots of the watch's clock, newest last. */
  slots: number[];
  slotMs: number;
}

export interface FeedBookData {
  readonly entries: readonly Entry[];
}

export interface OrderFigures {
  readonly newestMs: number;
  readonly late: number;
  readonly vesselsHeard: number;
}

export class FeedBook {
  readonly #entries = new Map<number, Entry>();

  get sources(): readonly SourceRecord[] {
    return [...this.#entries.values()].map((e) => e.record);
  }

  source(record: SourceRecord): void {
    const known = this.#entries.get(record.source);
    const transport = record.state === 'restored' ? 'up' : record.state;
    if (known === undefined) {
      this.#entries.set(record.source, {
        record,
        transport,
        state: transport === 'up' ? 'silent' : transport,
        sinceMs: record.atMs,
        because: record.because,
        lastMessageMs: -1,
        messages: 0,
        setAside: 0,
        untimed: 0,
        simulated: undefined,
        slots: [0],
        slotMs: Math.floor(record.atMs / RATE_SLOT_MS) * RATE_SLOT_MS,
      });
      return;
    }
    known.record = record;
    // What an officer cut stays cut, whatever the socket does meanwhile.
    if (known.transport === 'cut' && record.state !== 'restored' && record.state !== 'ended') return;
    known.transport = transport;
    known.because = record.because;
    this.#settle(known, record.atMs);
  }

  message(source: number, atMs: number): void {
    const entry = this.#entries.get(source);
    if (entry === undefined) return;
    entry.messages++;
    entry.lastMessageMs = atMs;
    entry.slots[entry.slots.length - 1]!++;
    if (entry.state !== 'live') this.#settle(entry, atMs);
  }

  setAside(source: number): void {
    const entry = this.#entries.get(source);
    if (entry !== undefined) entry.setAside++;
  }

  untimed(source: number): void {
    const entry = this.#entries.get(source);
    if (entry !== undefined) entry.untimed++;
  }

  simulated(source: number, marker: string): void {
    const entry = this.#entries.get(source);
    if (entry !== undefined) entry.simulated ??= marker;
  }

  /** True when it may be counted on for the watermark. */
  isUp(source: number): boolean {
    return this.#entries.get(source)?.transport === 'up';
  }

  /** Cut, down, or silent for long. One that has ended has said all it had: its ships fall silent by themselves. */
  lost(nowMs: number): LostSource[] {
    return [...this.#entries].flatMap(([source, { record, state, sinceMs, lastMessageMs }]): LostSource[] => {
      if (state === 'live' || state === 'ended') return [];
      const silentSinceMs = lastMessageMs < 0 ? sinceMs : lastMessageMs;
      if (state === 'silent' && nowMs - silentSinceMs < LOST_AFTER_SILENT_MS) return [];
      return [{ source, feedId: record.feedId, state, sinceMs }];
    });
  }

  timesFrom(source: number): SourceRecord['timesFrom'] {
    return this.#entries.get(source)?.record.timesFrom ?? 'sentence';
  }

  clock(atMs: number): void {
    for (const entry of this.#entries.values()) {
      for (let steps = 0; entry.slotMs + RATE_SLOT_MS <= atMs; steps++) {
        if (steps > RATE_SLOTS) {
          entry.slotMs = Math.floor(atMs / RATE_SLOT_MS) * RATE_SLOT_MS;
          entry.slots = [0];
          break;
        }
        entry.slotMs += RATE_SLOT_MS;
        entry.slots.push(0);
        if (entry.slots.length > RATE_SLOTS + 1) entry.slots.shift();
      }
      this.#settle(entry, atMs);
    }
  }

  feeds(nowMs: number, figures: (source: number) => OrderFigures | undefined): Feed[] {
    return [...this.#entries].map(([source, e]) => {
      const figure = figures(source);
      const isTimed = figure !== undefined && figure.newestMs > 0;
      return {
        feedId: e.record.feedId,
        address: e.record.address,
        kind: e.record.feedKind,
        state: e.state,
        since: iso(e.sinceMs),
        because: e.because,
        reasons: [reasonOf(e)],
        timesFrom: e.record.timesFrom,
        ...(e.lastMessageMs < 0 ? {} : { lastMessageAt: iso(e.lastMessageMs) }),
        messagesPerMin: e.slots.slice(0, -1).reduce((sum, n) => sum + n, e.slots.length === 1 ? e.slots[0]! : 0),
        vesselsHeard: figure?.vesselsHeard ?? 0,
        ...(isTimed ? { delayS: Math.max(0, Math.round((nowMs - figure.newestMs) / 1000)) } : {}),
        messages: e.messages,
        setAside: e.setAside,
        untimed: e.untimed,
        late: figure?.late ?? 0,
        dropped: 0,
        ...(e.simulated === undefined ? {} : { simulated: e.simulated }),
      };
    });
  }

  save(): FeedBookData {
    return { entries: [...this.#entries.values()] };
  }

  static restore(data: FeedBookData): FeedBook {
    const book = new FeedBook();
    for (const entry of data.entries) book.#entries.set(entry.record.source, { ...entry, slots: [...entry.slots] });
    return book;
  }

  #settle(entry: Entry, atMs: number): void {
    const isSilent = entry.lastMessageMs < 0 || atMs - entry.lastMessageMs > SILENT_AFTER_MS;
    const state: FeedState = entry.transport === 'up' ? (isSilent ? 'silent' : 'live') : entry.transport;
    if (state === entry.state) return;
    entry.state = state;
    entry.sinceMs = atMs;
    if (state === 'live') entry.because = 'messages arrive';
    if (state === 'silent') entry.because = 'it is open, and no message has come for a minute';
  }
}

/** What the state says without the words of this machine, for other languages. */
function reasonOf({ state, lastMessageMs, record }: Entry): Reason {
  if (state === 'live') return { code: 'messages-arrive', values: {} };
  if (state === 'silent') return { code: lastMessageMs < 0 ? 'no-message-yet' : 'no-message-for-a-minute', values: {} };
  if (state === 'cut') return { code: 'cut-by-officer', values: {} };
  if (state === 'down') return { code: 'connection-lost', values: { address: record.address } };
  return { code: 'source-ended', values: {} };
}
