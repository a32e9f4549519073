/** A source that goes on: what a node asks of it, and what it tells. Bytes go through as they came; nothing is decoded here. */
import type { SourceRecord } from '../pipeline/journal-record.ts';

export type LiveState = SourceRecord['state'];

export interface LiveEvents {
  /** The bytes are the receiver's to keep: the source does not touch them again. */
  chunk(bytes: Uint8Array): void;
  /** `up`: a new connection, file or beginning, so that a new decoder begins. `because` is one plain sentence. */
  state(state: LiveState, because: string): void;
}

/** What stands in the journal about a source. */
export interface LiveIdentity {
  readonly feedId: string;
  readonly kind: SourceRecord['feedKind'];
  /** As configured, without secrets. */
  readonly address: string;
  /** A name from `readers/formats.ts`. */
  readonly format: string;
  /** `receipt`: a sentence without a time of its own gets the journalled time at which it was received. */
  readonly timesFrom: SourceRecord['timesFrom'];
}

export interface LiveSource extends LiveIdentity {
  /** Datagrams and lines given up since the start: too long, or received while the node asked to wait. */
  readonly dropped: number;
  /** Connections turned away since the start, because there were too many. */
  readonly refused: number;
  /** Once. Events may come before it returns. */
  start(events: LiveEvents): void;
  /** No event comes after it was called; resolves when everything is closed. */
  stop(): Promise<void>;
  /** An officer takes the source out: it is closed, and what comes meanwhile is not taken. Said as `cut`. */
  cut(): void;
  /** Back in: said as `restored`, then as `up` when it is open. */
  restore(): void;
  /**
   * The node is behind and asks to wait, or asks no longer. TCP, standard input and files stop reading, so that the sender
   * waits; UDP cannot wait: it drops and counts.
   */
  setPaused(isPaused: boolean): void;
}
