/**
 * Records: everything a node says and stands for, signed with its record key and committed to its log. The own node keeps all;
 * a partner gets only those addressed to it. `docs/formats/federation.md` is the standard's text.
 */
import { z } from 'zod';
import { act } from './act.ts';
import { agreement, approval } from './agreement.ts';
import { alert } from './alert.ts';
import { dataClasses, label, purposes } from './label.ts';
import { hash256, jws, nodeId, utcMilli } from './node-card.ts';
import { caseContribution, caseOpen, caseProposal, caseRoster, caseVote, entryRef } from './shared-case.ts';
import { lonLat } from './values.ts';

export const RECORD_SCHEMA = 'merivaht.record/1';
/** Bytes of one record's canonical JSON. */
export const MAX_RECORD_BYTES = 1 << 20;

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,119}$/);
const text = z.string().max(4000);
const whole = z.int();
const mmsi = z.int().min(1).max(999_999_999);

/** What a release is of: corrections and withdrawals are later versions of the same subject. */
export const subject = z.discriminatedUnion('class', [
  z.strictObject({ class: z.literal('alert'), theatreId: id, alertId: id }),
  z.strictObject({ class: z.literal('watch-list'), listId: id }),
  z.strictObject({ class: z.literal('asset-state'), theatreId: id, assetId: id }),
  z.strictObject({ class: z.literal('vessel'), mmsi }),
]);
export type Subject = z.infer<typeof subject>;

export const watchListEntry = z.strictObject({
  imo: z.int().min(1_000_000).max(9_999_999).optional(),
  mmsi: mmsi.optional(),
  name: z.string().max(80).optional(),
  because: z.string().max(500),
});
export const watchList = z.strictObject({
  listId: id,
  title: z.string().min(1).max(120),
  version: whole.min(1),
  entries: z.array(watchListEntry).max(20_000),
});
export type WatchList = z.infer<typeof watchList>;

/** A standing release: what goes to a partner by itself. Widening, so two officers approve it. */
export const releaseRule = z.strictObject({
  ruleId: id,
  to: nodeId,
  class: z.enum(dataClasses),
  /** `all`, or the top-level fields that go; the rest is left out and named as withheld. */
  fields: z.union([z.literal('all'), z.array(z.string().max(60)).min(1).max(60)]),
  /** `all`, or only these vessels. */
  vessels: z.union([z.literal('all'), z.array(mmsi).max(1000)]),
  minSeverity: z.enum(['high', 'actionable', 'watch']),
  label,
  /** False takes the rule back: one person is enough to narrow. */
  inForce: z.boolean(),
});
export type ReleaseRule = z.infer<typeof releaseRule>;

export const release = z.strictObject({
  to: nodeId,
  subject,
  /** Counts up per recipient and subject. */
  version: whole.min(1),
  /** The released copy; fields that are withheld are absent. */
  document: z.record(z.string(), z.unknown()),
  /** Fields left out, by name. Without their values. */
  withheld: z.array(z.string().max(60)).max(100),
  /** The standing rule, or the persons who released it. */
  ruleId: id.optional(),
  approvals: z.array(approval).max(4),
});
export type Release = z.infer<typeof release>;

const body = z.discriminatedUnion('kind', [
  /** First of a log; cites the log it follows after a restore. */
  z.strictObject({
    kind: z.literal('log-began'),
    origin: z.string().max(200),
    follows: z.string().max(4000).optional(),
  }),
  z.strictObject({ kind: z.literal('alert'), theatreId: id, seq: whole, alert }),
  z.strictObject({ kind: z.literal('act'), seq: whole, act }),
  z.strictObject({ kind: z.literal('node-card'), card: jws }),
  z.strictObject({
    kind: z.literal('agreement'),
    agreement,
    signatures: z.array(jws).min(1).max(2),
    approvals: z.array(approval).max(4),
  }),
  z.strictObject({
    kind: z.literal('relation'),
    partner: nodeId,
    change: z.enum(['suspended', 'resumed', 'revoked']),
    because: text,
    approvals: z.array(approval).max(4),
    officerName: z.string().max(120),
  }),
  z.strictObject({
    kind: z.literal('release-rule'),
    rule: releaseRule,
    approvals: z.array(approval).max(4),
    officerName: z.string().max(120),
  }),
  z.strictObject({ kind: z.literal('release'), release }),
  /** Asks the recipient to delete what it was released; the answer is a receipt. Advice: they keep what they have. */
  z.strictObject({ kind: z.literal('recall'), to: nodeId, recallId: id, subject, because: text }),
  z.strictObject({
    kind: z.literal('recall-receipt'),
    to: nodeId,
    recallId: id,
    done: z.enum(['deleted', 'kept']),
    because: text,
  }),
  z.strictObject({ kind: z.literal('watch-list'), list: watchList, officerName: z.string().max(120) }),
  z.strictObject({
    kind: z.literal('adoption'),
    from: nodeId,
    listId: id,
    version: whole,
    adopted: z.boolean(),
    officerName: z.string().max(120),
  }),
  z.strictObject({ kind: z.literal('case-open'), ...caseOpen.shape }),
  z.strictObject({ kind: z.literal('case-roster'), ...caseRoster.shape }),
  z.strictObject({ kind: z.literal('case-contribution'), ...caseContribution.shape }),
  z.strictObject({ kind: z.literal('case-proposal'), ...caseProposal.shape }),
  z.strictObject({ kind: z.literal('case-vote'), ...caseVote.shape }),
  z.strictObject({
    kind: z.literal('question'),
    questionId: id,
    to: nodeId,
    purpose: z.enum(purposes),
    theatreId: id.optional(),
    ring: z.array(lonLat).min(3).max(100),
    from: utcMilli,
    until: utcMilli,
  }),
  z.strictObject({
    kind: z.literal('answer'),
    to: nodeId,
    questionId: id,
    answered: z.enum(['yes', 'refused', 'not-watched']),
    because: text,
    ships: z
      .array(z.strictObject({ mmsi, name: z.string().max(40).optional(), firstAt: utcMilli, lastAt: utcMilli }))
      .max(1000),
    truncated: z.boolean(),
  }),
  /** What we saw of a partner's log, hourly: anchors their history in ours. */
  z.strictObject({ kind: z.literal('seen-checkpoint'), note: z.string().max(4000) }),
  z.strictObject({
    kind: z.literal('equivocation'),
    partner: nodeId,
    notes: z.tuple([z.string().max(4000), z.string().max(4000)]),
    prefixRoot: hash256.optional(),
    proof: z.array(hash256).max(64),
  }),
]);
export type RecordBody = z.infer<typeof body>;
export type RecordKind = RecordBody['kind'];

export const record = z.strictObject({
  schema: z.literal(RECORD_SCHEMA),
  nodeId,
  /** By the author's clock; trusted only as far as the log bounds it. */
  claimedAt: utcMilli,
  label,
  /** What it rests on. */
  cites: z.array(entryRef).max(50).optional(),
  body,
});
export type FederationRecord = z.infer<typeof record>;
