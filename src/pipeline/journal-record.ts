/**
 * What the journal holds, in core order: whatever reaches the core of one theatre, numbered once. Replaying these records from
 * the first, or from a snapshot, gives the same alerts byte for byte.
 */
import type { Act } from '../contract/act.ts';

export interface SourceRecord {
  readonly kind: 'source';
  readonly atMs: number;
  /** Ordinal of the source in this journal, from 0; stands in chunks and positions. */
  readonly source: number;
  readonly feedId: string;
  readonly feedKind: 'tcp' | 'tcp-server' | 'udp' | 'stdin' | 'file' | 'replay';
  /** Without secrets. */
  readonly address: string;
  readonly format: string;
  readonly timesFrom: 'sentence' | 'receipt';
  /** `up`: connected or opened; a new decoder begins. */
  readonly state: 'up' | 'down' | 'cut' | 'restored' | 'ended';
  readonly because: string;
  /** Of a replay: the SHA-256 of what is recorded, so that another recording is not taken for it. */
  readonly recording?: string;
}

export type JournalRecord =
  | SourceRecord
  /** Bytes as received. `receivedAtMs` is by the watch's clock (the replay's, in a replay). */
  | { readonly kind: 'chunk'; readonly source: number; readonly receivedAtMs: number; readonly bytes: Uint8Array }
  /** The watch's clock: what a silent source forces, and ticks without a word from anyone, follow from it. */
  | { readonly kind: 'clock'; readonly atMs: number }
  | { readonly kind: 'act'; readonly atMs: number; readonly act: Act }
  /** What the core was set up with. Another one begins a new state: alerts carry its hashes. */
  | {
      readonly kind: 'setup';
      readonly atMs: number;
      readonly regionId: string;
      readonly configurationHash: string;
      readonly assetsHash: string;
      readonly programVersion: string;
    };

export interface NumberedRecord {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly record: JournalRecord;
}
