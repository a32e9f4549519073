import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signedAgreement } from '../contract/agreement.ts';
import { nodeVerifying } from '../evidence/crypto.contract.ts';
import { approvalBytes, approvalFault, approvedInAct } from './approvals.ts';
import { madeAgreement, madeApproval, madeNode, madeSignedAgreement } from './made-partners.contract.ts';

const EE = madeNode('EE', 100);
const FI = madeNode('FI', 200);
const APPROVED = approvedInAct('EE', 'act-1', { kind: 'resume', partner: 'FI', because: 'Mended: ülesõit' });
const [first, second] = EE.officers;
const GOOD = [madeApproval(first!, APPROVED), madeApproval(second!, APPROVED)];

describe('approvals', () => {
  it('sign these bytes', () => {
    const text =
      'merivaht-approval/1\n{"actId":"act-1","body":{"because":"Mended: ülesõit","kind":"resume","partner":"FI"},"nodeId":"EE"}';
    assert.equal(Buffer.from(approvalBytes(APPROVED)).toString('utf8'), text);
  });

  it('are good by two officers with own keys, and by no fewer', () => {
    assert.equal(approvalFault(APPROVED, GOOD, nodeVerifying), undefined);
    assert.equal(approvalFault(APPROVED, [], nodeVerifying), 'one-officer');
    assert.equal(approvalFault(APPROVED, GOOD.slice(1), nodeVerifying), 'one-officer');
    assert.equal(approvalFault(APPROVED, [GOOD[0]!, GOOD[0]!], nodeVerifying), 'one-officer');
  });

  it('are for one node, one act and one body', () => {
    for (const other of [
      { ...APPROVED, nodeId: 'FI' },
      { ...APPROVED, actId: 'act-2' },
      { ...APPROVED, body: { kind: 'revoke', partner: 'FI', because: 'Mended: ülesõit' } },
    ])
      assert.equal(approvalFault(other, GOOD, nodeVerifying), 'bad-signature');
    const exchanged = [
      { ...GOOD[0]!, signature: GOOD[1]!.signature },
      { ...GOOD[1]!, signature: GOOD[0]!.signature },
    ];
    assert.equal(approvalFault(APPROVED, exchanged, nodeVerifying), 'bad-signature');
    const third = { ...GOOD[0]!, officerId: 'o-3', publicKey: 'A'.repeat(43) };
    assert.equal(approvalFault(APPROVED, [...GOOD, third], nodeVerifying), 'bad-signature');
  });

  it('of an agreement are those that travel with it', () => {
    const agreement = madeAgreement(EE, FI);
    const signed = signedAgreement.parse(madeSignedAgreement(agreement, EE));
    const approved = approvedInAct('EE', 'act-9', { kind: 'agree', partner: 'FI', words: 'x', agreement });
    assert.equal(approvalFault(approved, signed.signatures[0]!.approvals, nodeVerifying), undefined);
  });
});
