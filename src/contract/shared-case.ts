/**
 * Joint cases: grow-only sets of signed records. Nobody edits another's; the outcome is computed from the records by each node
 * and is never stored as truth. Carrying out what was decided stays national.
 */
import { z } from 'zod';
import { hash256, nodeId, utcMilli } from './node-card.ts';

export const caseId = z.string().regex(/^[A-Z]{2}(-[a-z0-9]{1,20})?:[0-9a-f]{16}$/);
const text = z.string().max(4000);
const line = z.string().min(1).max(300);

/** Where a record stands in its node's log: what others cite. `commitment` is the leaf's data. */
export const entryRef = z.strictObject({ origin: z.string().max(200), index: z.int().min(0), commitment: hash256 });
export type EntryRef = z.infer<typeof entryRef>;

/** The state of a log that a voter had seen. */
export const seenRoot = z.strictObject({ origin: z.string().max(200), size: z.int().min(0), root: hash256 });
export type SeenRoot = z.infer<typeof seenRoot>;

export const caseOpen = z.strictObject({ caseId, title: line, about: text, members: z.array(nodeId).min(2).max(16) });
/** After a split or a new member: a higher epoch; counts once a majority of its members signed the same. */
export const caseRoster = z.strictObject({
  caseId,
  epoch: z.int().min(1),
  members: z.array(nodeId).min(1).max(16),
  because: text,
});
export const caseContribution = z.strictObject({
  caseId,
  epoch: z.int().min(0),
  note: text,
  refs: z.array(entryRef).max(20),
});

export const voteRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('k-of-n'), k: z.int().min(1).max(16) }),
  /** Passes at `expiresAt` unless one objects. */
  z.strictObject({ kind: z.literal('veto') }),
]);
export const caseProposal = z.strictObject({
  caseId,
  epoch: z.int().min(0),
  proposalId: hash256,
  action: line,
  reason: text,
  rule: voteRule,
  expiresAt: utcMilli,
  evidence: z.array(entryRef).max(50),
});
export type CaseProposal = z.infer<typeof caseProposal>;

export const caseVote = z.strictObject({
  caseId,
  proposalId: hash256,
  choice: z.enum(['concur', 'object', 'abstain']),
  reason: text,
  /** The roots of the members' logs that the voter had verified. */
  seen: z.array(seenRoot).max(16),
});
export type CaseVote = z.infer<typeof caseVote>;

export const proposalOutcome = z.enum(['open', 'passed', 'failed', 'expired']);
export type ProposalOutcome = z.infer<typeof proposalOutcome>;
