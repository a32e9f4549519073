/**
 * What officers do with partners, as it is posted to their own node. Acts that widen take two officers and both their keys:
 * the node unlocks them with the passphrases, signs, and forgets them. Acts that narrow or cut take one, by name.
 */
import { z } from 'zod';
import { agreement, signedAgreement } from './agreement.ts';
import { purposes } from './label.ts';
import { nodeId, signedCard, utcMilli } from './node-card.ts';
import { releaseRule, subject, watchList } from './record.ts';
import { caseContribution, caseId, caseOpen, caseProposal, caseVote } from './shared-case.ts';
import { lonLat } from './values.ts';

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,119}$/);
const because = z.string().min(1).max(500);

/** Kinds that need a second officer and both keys. */
export const TWO_PERSON = ['agree', 'resume', 'revoke', 'release', 'set-rule'] as const;

export const partnerActBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add-card'), card: signedCard }),
  /**
   * Signs the agreement for this node: one that it draws up (no `signed`), or the one that the other side has signed. `words` are
   * the twelve compared.
   */
  z.strictObject({
    kind: z.literal('agree'),
    partner: nodeId,
    words: z.string().max(300),
    agreement,
    signed: signedAgreement.optional(),
  }),
  /** Takes in an agreement that this node has signed and the other side has signed too. What two officers agreed to needs no more. */
  z.strictObject({ kind: z.literal('take-agreement'), partner: nodeId, agreement: signedAgreement }),
  z.strictObject({ kind: z.literal('suspend'), partner: nodeId, because }),
  z.strictObject({ kind: z.literal('resume'), partner: nodeId, because }),
  z.strictObject({ kind: z.literal('revoke'), partner: nodeId, because }),
  /** One release, now, as previewed: `fields` as in a rule. `previewHash` is what the preview said. */
  z.strictObject({
    kind: z.literal('release'),
    to: nodeId,
    subject,
    fields: z.union([z.literal('all'), z.array(z.string().max(60)).min(1).max(60)]),
    previewHash: z.string().max(64),
  }),
  /** One person may take a rule back (`inForce` false); two set one. */
  z.strictObject({ kind: z.literal('set-rule'), rule: releaseRule }),
  z.strictObject({ kind: z.literal('recall'), to: nodeId, subject, because }),
  z.strictObject({
    kind: z.literal('answer-recall'),
    from: nodeId,
    recallId: id,
    done: z.enum(['deleted', 'kept']),
    because,
  }),
  z.strictObject({ kind: z.literal('set-watch-list'), list: watchList }),
  z.strictObject({ kind: z.literal('adopt-list'), from: nodeId, listId: id, adopted: z.boolean() }),
  z.strictObject({ kind: z.literal('open-case'), ...caseOpen.omit({ caseId: true }).shape }),
  z.strictObject({ kind: z.literal('contribute'), ...caseContribution.omit({ epoch: true }).shape }),
  z.strictObject({ kind: z.literal('propose'), ...caseProposal.omit({ proposalId: true, epoch: true }).shape }),
  z.strictObject({ kind: z.literal('vote'), ...caseVote.omit({ seen: true }).shape }),
  /** Goes on with these members; the others are left behind at the present epoch. */
  z.strictObject({ kind: z.literal('split-case'), caseId, members: z.array(nodeId).min(1).max(16), because }),
  z.strictObject({
    kind: z.literal('ask'),
    to: nodeId,
    purpose: z.enum(purposes),
    ring: z.array(lonLat).min(3).max(100),
    from: utcMilli,
    until: utcMilli,
  }),
]);
export type PartnerActBody = z.infer<typeof partnerActBody>;

export const partnerActRequest = z.strictObject({
  /** Made by who asks: the same again is the same act. */
  actId: id,
  officer: id,
  passphrase: z.string().max(1024).optional(),
  second: z.strictObject({ officer: id, passphrase: z.string().max(1024) }).optional(),
  body: partnerActBody,
});
export type PartnerActRequest = z.infer<typeof partnerActRequest>;

/** On disk and in the log's queue when it is answered. */
export const partnerActDone = z.strictObject({
  actId: id,
  /** What was made, where something was: a case, a proposal, a question, a recall; an agreement as it stands now. */
  made: z.string().max(120).optional(),
  agreement: signedAgreement.optional(),
});
export type PartnerActDone = z.infer<typeof partnerActDone>;
