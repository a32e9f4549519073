/** A proposal as it was typed. */
import type { CaseProposal, EntryRef } from '../../../src/contract/shared-case.ts';
import { utcMilliOf } from '../../ui/local-utc.ts';

export interface ProposalFields {
  readonly action: string;
  readonly reason: string;
  readonly rule: CaseProposal['rule']['kind'];
  readonly k: number;
  readonly expires: string;
}

type Body = Omit<CaseProposal, 'proposalId' | 'epoch'>;
export type ProposalTrouble = 'action' | 'k' | 'expires';

export function readProposal(
  typed: ProposalFields,
  caseId: string,
  members: number,
  evidence: readonly EntryRef[],
): { readonly proposal: Body } | { readonly wrong: readonly ProposalTrouble[] } {
  const expiresAt = utcMilliOf(typed.expires);
  const wrong: ProposalTrouble[] = [];
  if (typed.action.trim() === '') wrong.push('action');
  if (typed.rule === 'k-of-n' && !(Number.isInteger(typed.k) && typed.k >= 1 && typed.k <= members)) wrong.push('k');
  if (expiresAt === undefined) wrong.push('expires');
  if (wrong.length > 0 || expiresAt === undefined) return { wrong };
  return {
    proposal: {
      caseId,
      action: typed.action.trim(),
      reason: typed.reason.trim(),
      rule: typed.rule === 'k-of-n' ? { kind: 'k-of-n', k: typed.k } : { kind: typed.rule },
      expiresAt,
      evidence: [...evidence],
    },
  };
}
