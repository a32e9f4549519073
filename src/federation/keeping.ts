/** What federation keeps beside the log: what came from partners, how far each was read, and what was done. */
import type { PartnerActDone } from '../contract/partner-act.ts';
import type { LogKeeping, WaitingEntry } from '../evidence/keeping.ts';

/** A verified record of a partner, as it came. Immutable; deleted only by retention or on recall. */
export interface InboundEntry {
  readonly origin: string;
  readonly nodeId: string;
  readonly index: number;
  readonly salt: Uint8Array;
  readonly jws: string;
  readonly commitment: Uint8Array;
  readonly receivedAtMs: number;
}

/** How far a log of a partner is verified, and where its reading goes on. */
export interface PeerRow {
  readonly nodeId: string;
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  readonly cursor: string;
  readonly verifiedAtMs: number;
}

/** One atomic change, durable before `change` returns. */
export interface FederationChange {
  readonly waiting?: readonly WaitingEntry[];
  /** Records of a theatre's changes are queued up to this number of its journal. */
  readonly recordedThrough?: { readonly theatreId: string; readonly seq: number };
  readonly done?: PartnerActDone;
  readonly cards?: readonly { readonly nodeId: string; readonly jws: string }[];
  readonly inbound?: readonly InboundEntry[];
  readonly forget?: readonly { readonly origin: string; readonly index: number }[];
  readonly peer?: PeerRow;
  /** A partner was given its lane's entries up to this ordinal: the damage report's "fetched". */
  readonly served?: { readonly nodeId: string; readonly throughOrdinal: number };
}

export interface FederationKeeping extends LogKeeping {
  change(change: FederationChange): void;
  recordedThrough(theatreId: string): number;
  done(actId: string): PartnerActDone | undefined;
  /** Cards in the order in which they were taken in. */
  cards(): readonly { readonly nodeId: string; readonly jws: string }[];
  /** Of all partners, in the order in which they were kept; read whole at start. */
  inbound(): Iterable<InboundEntry>;
  peers(): readonly PeerRow[];
  servedThrough(nodeId: string): number;
}
