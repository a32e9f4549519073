/** A case as it stands: who has voted how on a proposal, what can still be done, and what a reference is called. */
import type { CaseView, PartnersState } from '../../../src/contract/partner-views.ts';
import type { CaseVote, EntryRef } from '../../../src/contract/shared-case.ts';
import { mmsiOf } from '../../state/known-ships.ts';

export type Proposal = CaseView['proposals'][number];
export const choices = ['concur', 'object', 'abstain'] as const satisfies readonly CaseVote['choice'][];
export const CHOICE_SIGNS: Readonly<Record<CaseVote['choice'], string>> = { concur: '✓', object: '✕', abstain: '–' };
export const OUTCOME_SIGNS: Readonly<Record<Proposal['outcome'], string>> = {
  open: '…',
  passed: '✓',
  failed: '✕',
  expired: '⌛',
};

export interface VoteRow {
  readonly nodeId: string;
  /** All that it said; more than one is a double vote. */
  readonly votes: Proposal['votes'];
}

/** Each member once, whether it has voted or not; then those who voted and are no members (they left). */
export function voteRows(members: readonly string[], proposal: Proposal): VoteRow[] {
  const strangers = proposal.votes.map((vote) => vote.by).filter((by) => !members.includes(by));
  return [...members, ...new Set(strangers)].map((nodeId) => ({
    nodeId,
    votes: proposal.votes.filter((vote) => vote.by === nodeId),
  }));
}

/** How many count, by choice. What is void counts for nothing. */
export function tally(proposal: Proposal): Readonly<Record<CaseVote['choice'], number>> {
  const count = (choice: CaseVote['choice']): number =>
    proposal.votes.filter((vote) => vote.counts && vote.choice === choice).length;
  return { concur: count('concur'), object: count('object'), abstain: count('abstain') };
}

/** A second vote would make both void, so that it is not offered. */
export const mayVote = (view: CaseView, proposal: Proposal, us: string | undefined): boolean =>
  us !== undefined &&
  proposal.outcome === 'open' &&
  view.members.includes(us) &&
  !proposal.votes.some((vote) => vote.by === us);

export interface RefChoice {
  readonly key: string;
  readonly ref: EntryRef;
  readonly from: string;
  readonly name: string;
}

export const refKey = (ref: EntryRef): string => `${ref.origin} ${ref.index}`;

/** What partners released to us and a contribution may cite. */
export function refChoices(inbound: PartnersState['inbound']): RefChoice[] {
  return inbound
    .filter((item) => !item.quarantined)
    .map((item) => {
      const { name } = (item.document.vessel ?? {}) as { readonly name?: unknown };
      const mmsi = mmsiOf(item);
      const ship = typeof name === 'string' ? name : mmsi === undefined ? item.subject.class : `MMSI ${mmsi}`;
      return { key: refKey(item.ref), ref: item.ref, from: item.from, name: ship };
    });
}
