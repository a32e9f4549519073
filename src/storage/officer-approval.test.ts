import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { approval } from '../contract/agreement.ts';
import type { Officer } from '../contract/views.ts';
import { approvalFault, approvedInAct } from '../federation/approvals.ts';
import { nodeCrypto } from './node-crypto.ts';
import { type ApprovedAct, officerApprovals } from './officer-approval.ts';
import { addOfficer } from './officers.ts';

const PASSPHRASES = { mari: 'kolm valget laeva merel', juri: 'neli musta lindu taevas', liis: 'viis punast õuna puus' };
const folder = mkdtempSync(join(tmpdir(), 'merivaht-approval-'));
const act: ApprovedAct = {
  nodeId: 'EE',
  actId: 'act-1',
  body: { kind: 'revoke', partner: 'FI', because: 'it is the end' },
};

describe('two officers who approve an act', () => {
  let mari: Officer;
  let juri: Officer;
  let liis: Officer;
  const key = (officer: Officer, passphrase: string) => ({ officerId: officer.officerId, passphrase });

  before(async () => {
    mari = await addOfficer(folder, { name: 'Mari Tamm', observer: false, passphrase: PASSPHRASES.mari });
    juri = await addOfficer(folder, { name: 'Jüri Saar', observer: false, passphrase: PASSPHRASES.juri });
    liis = await addOfficer(folder, { name: 'Liis Kask', observer: true, passphrase: PASSPHRASES.liis });
  });
  after(() => rmSync(folder, { recursive: true }));

  it('sign the text of the standard, each with the own key', async () => {
    const both = [key(mari, PASSPHRASES.mari), key(juri, PASSPHRASES.juri)] as const;
    const approvals = await officerApprovals(folder, both, act);
    // Written out by hand: keys sorted, no white space.
    const said =
      'merivaht-approval/1\n{"actId":"act-1","body":{"because":"it is the end","kind":"revoke","partner":"FI"},"nodeId":"EE"}';
    assert.equal(approvalFault(approvedInAct(act.nodeId, act.actId, act.body), approvals, nodeCrypto), undefined);
    for (const [i, officer] of [mari, juri].entries()) {
      const found = approval.parse(approvals[i]);
      assert.equal(found.officerId, officer.officerId);
      assert.equal(found.officerName, officer.name);
      assert.equal(found.publicKey, officer.publicKey);
      const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));
      const verify = (what: string): boolean =>
        nodeCrypto.verify(bytes(found.publicKey), new TextEncoder().encode(what), bytes(found.signature));
      assert.ok(verify(said));
      assert.ok(!verify(said.replace('FI', 'JP')));
    }
  });

  it('are two persons, no observer among them, and each knows the passphrase', async () => {
    const good = key(mari, PASSPHRASES.mari);
    const refused = (other: { officerId: string; passphrase: string }, code: string) =>
      Promise.all([
        assert.rejects(officerApprovals(folder, [good, other], act), { code }),
        assert.rejects(officerApprovals(folder, [other, good], act), { code }),
      ]);
    await refused(good, 'MV-TWO-OFFICERS');
    await refused(key(liis, PASSPHRASES.liis), 'MV-OFFICER-OBSERVES');
    await refused(key(juri, PASSPHRASES.mari), 'MV-PASSPHRASE');
    await refused({ officerId: 'nobody-00000000', passphrase: PASSPHRASES.juri }, 'MV-OFFICER-UNKNOWN');
    await refused({ officerId: '../officers', passphrase: PASSPHRASES.juri }, 'MV-OFFICER-UNKNOWN');
  });
});
