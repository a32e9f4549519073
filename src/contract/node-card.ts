/**
 * Node cards: who a partner is and by which keys it is known. Cards are exchanged as files, signed by a root key that is kept
 * offline; a card cites the one before it, so that the chain is the history of the keys.
 */
import { z } from 'zod';

export const NODE_CARD_SCHEMA = 'merivaht.node-card/1';
export const SIGNED_CARD_SCHEMA = 'merivaht.signed-card/1';

/** ISO 3166 alpha-2 of the state, and a name where it has several nodes: "EE", "FI-gofrep". */
export const nodeId = z.string().regex(/^[A-Z]{2}(-[a-z0-9]{1,20})?$/);
/** ISO 8601 in UTC with milliseconds: claimed times of records. */
export const utcMilli = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
/** 32 bytes in lower hexadecimal. */
export const hash256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Raw 32 bytes of an Ed25519 public key, base64url. */
export const ed25519Key = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** Ed25519 signature, base64url of 64 bytes. */
export const ed25519Signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
/** Compact JWS (RFC 7515), alg "Ed25519" (RFC 9864), payload in RFC 8785 form. */
export const jws = z
  .string()
  .max(1_500_000)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}$/);
/** C2SP signed-note verifier key: `name+hash+base64`. */
export const verifierKey = z.string().max(300);

export const nodeCard = z.strictObject({
  schema: z.literal(NODE_CARD_SCHEMA),
  nodeId,
  name: z.string().min(1).max(80),
  country: z.string().regex(/^[A-Z]{2}$/),
  issuedAt: utcMilli,
  validUntil: utcMilli,
  /** SHA-256 of the canonical JSON of the card before this one. */
  previousCardHash: hash256.optional(),
  /** Where partners ask: `https://HOST:PORT`. */
  endpoint: z.string().regex(/^https:\/\/[A-Za-z0-9.[\]:-]{1,200}$/),
  keys: z.strictObject({
    /** Signs cards; kept offline. */
    root: ed25519Key,
    /** Signs checkpoints of the log; the name in it is the log's origin. */
    log: verifierKey,
    /** Cosigns partners' checkpoints (C2SP tlog-cosignature, type 0x04). */
    witness: verifierKey,
    /** Signs records. */
    record: ed25519Key,
    /** age recipient, for what is sealed to this node. */
    seal: z.string().regex(/^age1[a-z0-9]{20,120}$/),
    /** The node's own certificate authority, PEM; partners pin it. */
    tlsAuthority: z.string().max(8192),
  }),
});
export type NodeCard = z.infer<typeof nodeCard>;

/** A card as it is exchanged: the compact JWS of the card by its own root key. */
export const signedCard = z.strictObject({ schema: z.literal(SIGNED_CARD_SCHEMA), jws });
export type SignedCard = z.infer<typeof signedCard>;
