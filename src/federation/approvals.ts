/**
 * Approvals: what officers sign with their own keys where an act takes two persons, and whether it was two persons. Whether they
 * are officers of this node is known to who unlocks the keys.
 */
import type { Approval } from '../contract/agreement.ts';
import { canonicalJson } from '../contract/canonical-json.ts';
import type { PartnerActBody } from '../contract/partner-act.ts';
import { bytesOfBase64url } from '../evidence/bytes.ts';
import type { Verifying } from '../evidence/keeping.ts';
import { utf8Of } from '../evidence/utf8.ts';

/** What is consented to: for one node, one act, and all that it says. */
export interface Approved {
  readonly nodeId: string;
  readonly actId: string;
  readonly body: unknown;
}

export const NEEDED_OFFICERS = 2;

/**
 * An agreement is approved as such, under its own id: its approvals travel with it, and the other side knows nothing of the act in
 * which they were given. Any other act is approved as it was asked for.
 */
export function approvedInAct(nodeId: string, actId: string, body: PartnerActBody): Approved {
  if (body.kind !== 'agree') return { nodeId, actId, body };
  const { agreement } = body;
  return { nodeId, actId: agreement.agreementId, body: agreement };
}

export const approvalBytes = ({ nodeId, actId, body }: Approved): Uint8Array =>
  utf8Of(`merivaht-approval/1\n${canonicalJson({ nodeId, actId, body })}`);

export type ApprovalFault = 'one-officer' | 'bad-signature';

/** Undefined where at least two officers with keys of their own approved, and every approval that is there is good. */
export function approvalFault(
  approved: Approved,
  approvals: readonly Approval[],
  verifying: Verifying,
): ApprovalFault | undefined {
  if (!areTwoOfficers(approvals)) return 'one-officer';
  const bytes = approvalBytes(approved);
  const isGood = ({ publicKey, signature }: Approval): boolean => {
    const key = bytesOfBase64url(publicKey);
    const signed = bytesOfBase64url(signature);
    return key?.length === 32 && signed?.length === 64 && verifying.verify(key, bytes, signed);
  };
  return approvals.every(isGood) ? undefined : 'bad-signature';
}

/** Nobody stands there twice, by id or by key. Says nothing of the signatures: of approvals that were checked when recorded. */
export const areTwoOfficers = (approvals: readonly Approval[]): boolean =>
  approvals.length >= NEEDED_OFFICERS &&
  new Set(approvals.map((a) => a.officerId)).size === approvals.length &&
  new Set(approvals.map((a) => a.publicKey)).size === approvals.length;
