/** What becomes of a proposal: from its rule, who may vote, what they said in time, and what time it is. */
import type { CaseProposal, CaseVote, ProposalOutcome } from '../contract/shared-case.ts';

export interface Voting {
  readonly rule: CaseProposal['rule'];
  /** How many have a vote. */
  readonly members: number;
  /** One for each member whose vote counts. */
  readonly choices: readonly CaseVote['choice'][];
  /** Members who can no longer give a vote that counts: they voted twice and differently, or left without a vote. */
  readonly lost: number;
  readonly isOver: boolean;
}

export function outcomeOf({ rule, members, choices, lost, isOver }: Voting): {
  readonly outcome: ProposalOutcome;
  readonly because: string;
} {
  const count = (choice: CaseVote['choice']): number => choices.filter((each) => each === choice).length;
  const objections = count('object');
  if (rule.kind === 'veto') {
    if (objections > 0) return { outcome: 'failed', because: `${objections} of ${members} object.` };
    if (isOver) return { outcome: 'passed', because: 'Nobody objected in time.' };
    return { outcome: 'open', because: 'It passes when its time is over, unless one objects.' };
  }
  const needed = rule.kind === 'all' ? members : rule.k;
  const concurring = count('concur');
  const tally = `${concurring} of ${needed} needed concur.`;
  if (concurring >= needed) return { outcome: 'passed', because: tally };
  const canStill = members - objections - count('abstain') - lost;
  if (canStill < needed)
    return { outcome: 'failed', because: `${tally} At most ${Math.max(0, canStill)} of ${members} can.` };
  return isOver ? { outcome: 'expired', because: tally } : { outcome: 'open', because: tally };
}
