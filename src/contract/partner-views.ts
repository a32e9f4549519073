/** What the console shows of partners: one document, asked for again when its revision has grown. */
import { z } from 'zod';
import { agreement, relationStates } from './agreement.ts';
import { dataClasses, label } from './label.ts';
import { hash256, nodeId, utcMilli } from './node-card.ts';
import { releaseRule, subject, watchList } from './record.ts';
import { caseContribution, caseProposal, caseVote, proposalOutcome } from './shared-case.ts';
import { whole } from './values.ts';

const text = z.string();

export const partnerView = z.strictObject({
  nodeId,
  name: text,
  country: text,
  state: z.enum(relationStates),
  since: utcMilli,
  because: text,
  endpoint: text,
  /** Twelve words of both cards, the same on both sides. */
  words: text,
  /** SHA-256 of the card that is in force. */
  cardHash: hash256,
  agreement: agreement.optional(),
  rules: z.array(releaseRule),
  log: z.strictObject({
    origin: text,
    /** Verified so far. */
    size: whole,
    verifiedAt: utcMilli.optional(),
    /** Nodes that cosigned the newest checkpoint, beside its own. */
    witnesses: z.array(text),
    trouble: text.optional(),
  }),
  taken: whole,
  /** Set aside, by reason. */
  refused: z.record(z.string(), whole),
  released: whole,
  /**
   * Of its lane in our log: records that wait for a leaf; subjects of which it may be owed a newer version, released when there is
   * room; versions that a newer one overtook meanwhile, since the start of the program. Absent before an agreement.
   */
  lane: z.strictObject({ waiting: whole, behind: whole, overtaken: whole }).optional(),
  /** Of the alerts it sent: its source's record. */
  record: z.strictObject({ alerts: whole, withdrawn: whole, confirmed: whole, closedAsFalse: whole }),
});
export type PartnerView = z.infer<typeof partnerView>;

/** Something a partner released to us, as it stands. */
export const inboundItem = z.strictObject({
  from: nodeId,
  subject,
  version: whole,
  document: z.record(z.string(), z.unknown()),
  withheld: z.array(text),
  label,
  receivedAt: utcMilli,
  claimedAt: utcMilli,
  ref: z.strictObject({ origin: text, index: whole, commitment: hash256 }),
  /** The relation is cut: it is shown apart and not acted on. */
  quarantined: z.boolean(),
  recalled: z.boolean(),
});
export type InboundItem = z.infer<typeof inboundItem>;

export const caseView = z.strictObject({
  caseId: text,
  title: text,
  about: text,
  epoch: whole,
  members: z.array(nodeId),
  left: z.array(nodeId),
  openedAt: utcMilli,
  contributions: z.array(caseContribution.extend({ by: nodeId, at: utcMilli })),
  proposals: z.array(
    caseProposal.extend({
      by: nodeId,
      outcome: proposalOutcome,
      because: text,
      votes: z.array(caseVote.extend({ by: nodeId, at: utcMilli, counts: z.boolean(), because: text })),
    }),
  ),
});
export type CaseView = z.infer<typeof caseView>;

export const questionView = z.strictObject({
  questionId: text,
  from: nodeId,
  to: nodeId,
  askedAt: utcMilli,
  purpose: text,
  ring: z.array(z.tuple([z.number(), z.number()])),
  fromTime: utcMilli,
  untilTime: utcMilli,
  answered: z.enum(['waiting', 'yes', 'refused', 'not-watched']),
  because: text,
  ships: z.array(z.strictObject({ mmsi: whole, name: text.optional(), firstAt: utcMilli, lastAt: utcMilli })),
  truncated: z.boolean(),
});
export type QuestionView = z.infer<typeof questionView>;

/** A ship that a partner told of, met in own traffic. Never an alarm by itself. */
export const recognisedShip = z.strictObject({
  theatreId: text,
  mmsi: whole,
  name: text.optional(),
  /** `alert`: released by a partner; `list`: on a list that was adopted. */
  through: z.enum(['alert', 'list']),
  from: nodeId,
  subject,
  sentence: text,
  firstSeenAt: utcMilli,
});
export type RecognisedShip = z.infer<typeof recognisedShip>;

export const partnersState = z.strictObject({
  schema: z.literal('merivaht.partners/1'),
  revision: whole,
  /** Absent: this node has no identity yet. */
  self: z.strictObject({ nodeId, name: text, endpoint: text, origin: text, size: whole, root: hash256 }).optional(),
  partners: z.array(partnerView),
  inbound: z.array(inboundItem),
  lists: z.array(
    z.strictObject({ from: nodeId, list: watchList, adopted: z.boolean(), adoptedVersion: whole.optional() }),
  ),
  cases: z.array(caseView),
  questions: z.array(questionView),
  recognised: z.array(recognisedShip),
  recalls: z.array(
    z.strictObject({
      recallId: text,
      from: nodeId,
      to: nodeId,
      subject,
      because: text,
      answered: z.enum(['waiting', 'deleted', 'kept']),
    }),
  ),
  /** Equivocations caught: portable proof. */
  equivocations: z.array(
    z.strictObject({ partner: nodeId, caughtAt: utcMilli, notes: z.array(text), proof: z.array(text) }),
  ),
});
export type PartnersState = z.infer<typeof partnersState>;

/** Exactly what a partner would see, before it is released. */
export const releasePreview = z.strictObject({
  to: nodeId,
  subject,
  allowed: z.boolean(),
  because: text,
  label,
  document: z.record(z.string(), z.unknown()),
  withheld: z.array(text),
  /** SHA-256 of the canonical JSON of `document` and `label`: releasing names it, so that what was seen is what goes. */
  previewHash: text,
});
export type ReleasePreview = z.infer<typeof releasePreview>;

/** What a partner holds of ours. They keep it, whatever we do. */
export const damageReport = z.strictObject({
  schema: z.literal('merivaht.damage-report/1'),
  partner: nodeId,
  madeAt: utcMilli,
  items: z.array(
    z.strictObject({
      subject,
      versions: whole,
      class: z.enum(dataClasses),
      tlp: text,
      fields: z.array(text),
      firstAt: utcMilli,
      lastAt: utcMilli,
      /** It asked for it and was given it; else it was addressed to it and not fetched. */
      fetched: z.boolean(),
      recalled: z.enum(['no', 'asked', 'deleted', 'kept']),
    }),
  ),
  otherRecords: z.record(z.string(), whole),
});
export type DamageReport = z.infer<typeof damageReport>;

/** Who may see an alert as things stand, for its label in the console. */
export const alertLabel = z.strictObject({
  theatreId: text,
  alertId: text,
  label,
  recipients: z.array(
    z.strictObject({
      nodeId,
      version: whole,
      fields: z.union([z.literal('all'), z.array(text)]),
      ruleId: text.optional(),
      fetched: z.boolean(),
    }),
  ),
});
export type AlertLabel = z.infer<typeof alertLabel>;
