/**
 * What two nodes agree on: the same document, signed by both with their record keys and approved by two officers on each side.
 * It is active only while both signatures are there, it has not run out, and neither side has suspended it.
 */
import { z } from 'zod';
import { dataClasses, purposes, tlps } from './label.ts';
import { ed25519Key, ed25519Signature, hash256, jws, nodeId, utcMilli } from './node-card.ts';

export const AGREEMENT_SCHEMA = 'merivaht.agreement/1';
export const SIGNED_AGREEMENT_SCHEMA = 'merivaht.signed-agreement/1';
/** Longest life of an agreement: 90 days. Running out suspends by itself. */
export const MAX_AGREEMENT_MS = 90 * 86_400_000;

const side = z.strictObject({
  nodeId,
  /** SHA-256 of the canonical JSON of the card this side signs with. */
  cardHash: hash256,
  /** What this side may release to the other at most; its own rules say what it does release. */
  maxTlp: z.enum(tlps),
  classes: z.array(z.enum(dataClasses)).max(dataClasses.length),
});

export const agreement = z.strictObject({
  schema: z.literal(AGREEMENT_SCHEMA),
  agreementId: z.string().regex(/^[a-z0-9-]{8,60}$/),
  /** Two sides, sorted by node. */
  sides: z.tuple([side, side]),
  purposes: z.array(z.enum(purposes)).min(1),
  /** Days after which the receiver deletes what it was released. */
  retentionDays: z.int().min(1).max(3650),
  /** Nothing is passed on to third nodes. */
  onward: z.literal('none'),
  /** Whether each cosigns the other's checkpoints and compares what it saw of third logs with the other. */
  witness: z.boolean(),
  notBefore: utcMilli,
  notAfter: utcMilli,
});
export type Agreement = z.infer<typeof agreement>;

/** A person's consent: signature of `merivaht-approval/1\n` and the canonical JSON of what is approved. */
export const approval = z.strictObject({
  officerId: z.string().max(120),
  officerName: z.string().max(120),
  publicKey: ed25519Key,
  signature: ed25519Signature,
});
export type Approval = z.infer<typeof approval>;

export const signedAgreement = z.strictObject({
  schema: z.literal(SIGNED_AGREEMENT_SCHEMA),
  agreement,
  /** By each side's record key over the agreement; one while it is proposed, two once it is whole. */
  signatures: z
    .array(z.strictObject({ nodeId, jws, approvals: z.tuple([approval, approval]) }))
    .min(1)
    .max(2),
});
export type SignedAgreement = z.infer<typeof signedAgreement>;

/**
 * `proposed`: card here, not both signatures. `active`. `suspended`: cut by one person, by running out, or by an equivocation.
 * `revoked`: made permanent by a second person; peering again is a new agreement.
 */
export const relationStates = ['proposed', 'active', 'suspended', 'revoked'] as const;
export type RelationState = (typeof relationStates)[number];
