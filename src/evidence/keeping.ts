/**
 * What a node's log needs from its surroundings: cryptography, and a place where it is kept. Both come in as arguments; both are
 * synchronous, so that one sequence gives one log.
 */

export interface Hashing {
  sha256(bytes: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
}

/** Ed25519 (RFC 8032): raw 32-byte public keys, 64-byte signatures. */
export interface Verifying {
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
}

export interface Signer {
  readonly publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
}

export interface Randomness {
  bytes(count: number): Uint8Array;
}

/** Lane -1 is the own node's; 0 to 14 are partners'. */
export type Lane = number;

/** A record that is durable and waits for its leaf. */
export interface WaitingEntry {
  /** Counts up from 1 over all lanes; the order within a lane. */
  readonly number: number;
  readonly lane: Lane;
  readonly recordText: string;
  readonly jws: string;
  readonly salt: Uint8Array;
}

/** A record at its leaf. */
export interface LoggedEntry {
  readonly index: number;
  readonly lane: Lane;
  /** 1 is the first of its lane. */
  readonly ordinal: number;
  readonly number: number;
  readonly salt: Uint8Array;
  readonly jws: string;
  readonly commitment: Uint8Array;
}

export interface CheckpointRow {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** What one publication changes. Applied whole, durable before it returns; refuses where the checkpoint it follows is another. */
export interface LogCommit {
  /** Size of the checkpoint this one follows: compare and swap. */
  readonly followsSize: number;
  readonly checkpoint: CheckpointRow;
  readonly entries: readonly LoggedEntry[];
  /** Roots of 256-leaf tiles that became whole: level 1 and up as in C2SP tlog-tiles. */
  readonly tileRoots: readonly { readonly level: number; readonly index: number; readonly hash: Uint8Array }[];
  /** Leaves up to here may have been published as padding without being stored: after a crash the log goes on behind them. */
  readonly reservedThrough: number;
}

/** Where a log is kept: SQLite in a node, memory in a simulation. */
export interface LogKeeping {
  /** Undefined in a new folder. */
  checkpoint(): (CheckpointRow & { readonly reservedThrough: number }) | undefined;
  /** Durable before it returns. Numbers must follow on. */
  addWaiting(entries: readonly WaitingEntry[]): void;
  waiting(): readonly WaitingEntry[];
  /** Also takes the entries out of those that wait. Throws MV-LOG-FORKED where `followsSize` is not the kept size. */
  commit(commit: LogCommit): void;
  entry(index: number): LoggedEntry | undefined;
  /** With index in [from, to), in order. */
  entries(from: number, to: number): readonly LoggedEntry[];
  lane(lane: Lane, afterOrdinal: number, limit: number): readonly LoggedEntry[];
  tileRoot(level: number, index: number): Uint8Array | undefined;
}
