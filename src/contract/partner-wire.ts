/**
 * What two nodes say to each other over mutual TLS, under `/fed/v1/`. Everything is asked for; nothing can be pushed but a
 * checkpoint to be cosigned. Paths, limits and errors: `docs/formats/federation.md`.
 */
import { z } from 'zod';
import { hash256, jws } from './node-card.ts';

/** A tick of the log: every so often, so many leaves, whatever there is to say. */
export const PUBLISH_EVERY_MS = 500;
/** Leaves of a tick: the own node's, then two for each of fifteen lanes; a partner has one lane. */
export const OWN_SLOTS = 18;
export const LANES = 15;
export const SLOTS_A_LANE = 2;
export const LEAVES_A_TICK = OWN_SLOTS + LANES * SLOTS_A_LANE;

/** Bounds of what is taken from a partner. */
export const MAX_WIRE_BYTES = 4 << 20;
export const MAX_ENTRIES_A_PAGE = 64;
export const MAX_PROOF_HASHES = 64;

const note = z.string().max(8000);
const index = z.int().min(0).max(281_474_976_710_656);

/** One record with what opens its leaf, and its inclusion proof against the page's checkpoint. */
export const opening = z.strictObject({
  index,
  /** 32 bytes, base64url. Leaf data = SHA-256(salt || canonical JSON of the record). */
  salt: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  jws,
  proof: z.array(hash256).max(MAX_PROOF_HASHES),
});
export type Opening = z.infer<typeof opening>;

/** GET /fed/v1/entries?since=SIZE&cursor=CURSOR */
export const entriesPage = z.strictObject({
  /** Signed note: the newest checkpoint, with its cosignatures. */
  checkpoint: note,
  /** The newest checkpoint that others cosigned, where that is an older one: cosignatures come after a checkpoint is published. */
  witnessed: note.optional(),
  /** RFC 6962 consistency proof from `since` to the checkpoint; empty where they are equal or `since` is 0. */
  consistency: z.array(hash256).max(MAX_PROOF_HASHES),
  /** Those of the caller's own lane that it has not had, oldest first. */
  entries: z.array(opening).max(MAX_ENTRIES_A_PAGE),
  /** Opaque, bound to the caller; given back to go on. */
  cursor: z.string().max(200),
  more: z.boolean(),
});
export type EntriesPage = z.infer<typeof entriesPage>;

/** GET /fed/v1/seen?origin=O: the newest checkpoint of a third log that the answering node has verified. */
export const seenAnswer = z.strictObject({ checkpoint: note.optional() });

/** GET /fed/v1/consistency?from=SIZE&to=SIZE: RFC 6962 consistency proof. */
export const consistencyAnswer = z.strictObject({ consistency: z.array(hash256).max(MAX_PROOF_HASHES) });

export type WireRequest =
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'entries'; readonly since: number; readonly cursor?: string }
  /** C2SP tile: `level` -1 is an entry bundle. `width` below 256 is a partial tile. */
  | { readonly kind: 'tile'; readonly level: number; readonly index: number; readonly width: number }
  | { readonly kind: 'consistency'; readonly from: number; readonly to: number }
  /** C2SP tlog-witness add-checkpoint: the body as it came. */
  | { readonly kind: 'add-checkpoint'; readonly body: string }
  | { readonly kind: 'seen'; readonly origin: string };

/** `status` as HTTP's. A caller that may not know gets the same 404 as one that asks for what is not there. */
export type WireAnswer =
  | { readonly status: 200; readonly type: 'text' | 'json'; readonly body: string }
  | { readonly status: 200; readonly type: 'bytes'; readonly body: Uint8Array }
  /** Of add-checkpoint alone: the size that the witness stands at, as C2SP tlog-witness has it (`text/x.tlog.size`). */
  | { readonly status: 409; readonly type: 'size'; readonly body: string }
  | { readonly status: 400 | 403 | 404 | 422 | 429 | 503; readonly type: 'text'; readonly body: string };
