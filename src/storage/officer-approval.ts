/**
 * Two officers approve an act, each with the own key: the keys are unlocked with the passphrases, sign which act it is on which
 * node, and are forgotten. Who looks on does not approve.
 */
import { sign } from 'node:crypto';
import type { Approval } from '../contract/agreement.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { PartnerActBody } from '../contract/partner-act.ts';
import { approvalBytes, approvedInAct } from '../federation/approvals.ts';
import { type OpenedOfficer, openOfficer } from './officers.ts';

export interface OfficerKey {
  readonly officerId: string;
  readonly passphrase: string;
}

/** What was asked for; of an agreement the agreement itself is approved. */
export interface ApprovedAct {
  readonly nodeId: string;
  readonly actId: string;
  readonly body: PartnerActBody;
}

/**
 * In the order of the keys. MV-TWO-OFFICERS where both are one person, MV-OFFICER-OBSERVES, and what `openOfficer` throws.
 * One after the other: each unlocking takes 128 MiB.
 */
export async function officerApprovals(
  folder: string,
  keys: readonly [OfficerKey, OfficerKey],
  act: ApprovedAct,
): Promise<[Approval, Approval]> {
  const [first, second] = keys;
  if (first.officerId === second.officerId) throw samePerson(first.officerId);
  const one = await openActing(folder, first);
  const other = await openActing(folder, second);
  // A copied file under another name is no second person.
  if (one.officer.publicKey === other.officer.publicKey) throw samePerson(first.officerId);
  const bytes = approvalBytes(approvedInAct(act.nodeId, act.actId, act.body));
  return [approvalBy(one, bytes), approvalBy(other, bytes)];
}

async function openActing(folder: string, { officerId, passphrase }: OfficerKey): Promise<OpenedOfficer> {
  const opened = await openOfficer(folder, officerId, passphrase);
  if (opened.officer.observer)
    throw new MerivahtError('MV-OFFICER-OBSERVES', `${opened.officer.name} is an observer and approves nothing`);
  return opened;
}

const approvalBy = ({ officer, privateKey }: OpenedOfficer, bytes: Uint8Array): Approval => ({
  officerId: officer.officerId,
  officerName: officer.name,
  publicKey: officer.publicKey,
  signature: sign(null, bytes, privateKey).toString('base64url'),
});

const samePerson = (officerId: string): MerivahtError =>
  new MerivahtError('MV-TWO-OFFICERS', `${officerId} is named twice: a second person is needed`);
