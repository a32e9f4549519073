import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agreement, type SignedAgreement } from '../../../src/contract/agreement.ts';
import { compareWords, draftAgreement, FIRST_TERMS, readAgreement, termsAreWhole } from './agreement-terms.ts';

const us = { nodeId: 'JP', cardHash: 'a'.repeat(64) };
const them = { nodeId: 'EE', cardHash: 'b'.repeat(64) };
const NOW_MS = Date.parse('2024-12-25T10:00:00Z');
const drawn = () => draftAgreement(FIRST_TERMS, us, them, 'ee-jp-0001', NOW_MS);
const approval = { officerId: 'a', officerName: 'A', publicKey: 'k'.repeat(43), signature: 's'.repeat(86) };
const signed = (by: readonly string[]): SignedAgreement => ({
  schema: 'merivaht.signed-agreement/1',
  agreement: drawn(),
  signatures: by
    .map((nodeId) => ({ nodeId, jws: `e30.e30.${'s'.repeat(86)}`, approvals: [approval, approval] as const }))
    .map(({ approvals: [a, b], ...rest }) => ({ ...rest, approvals: [a, b] })),
});

describe('an agreement that is drawn up', () => {
  it('is one of the contract, with its sides sorted, ours being ours', () => {
    const made = agreement.parse(drawn());
    assert.deepEqual(
      made.sides.map((s) => s.nodeId),
      ['EE', 'JP'],
    );
    assert.equal(made.sides[1].cardHash, us.cardHash);
    assert.equal(Date.parse(made.notAfter) - Date.parse(made.notBefore), 90 * 86_400_000);
  });

  it('needs a purpose and lives no longer than it may', () => {
    assert.equal(termsAreWhole(FIRST_TERMS), true);
    assert.equal(termsAreWhole({ ...FIRST_TERMS, purposes: [] }), false);
    assert.equal(termsAreWhole({ ...FIRST_TERMS, days: 91 }), false);
    assert.equal(termsAreWhole({ ...FIRST_TERMS, retentionDays: Number.NaN }), false);
  });
});

describe('an agreement that is pasted', () => {
  const step = (by: readonly string[]) => {
    const read = readAgreement(JSON.stringify(signed(by)), 'JP', 'EE');
    return 'step' in read ? read.step : read.problem;
  };
  it('is signed where only they have, taken in where both have', () => {
    assert.equal(step(['EE']), 'sign');
    assert.equal(step(['EE', 'JP']), 'take');
    assert.equal(step(['JP']), 'wait');
  });

  it('is refused where it is none or is of other nodes', () => {
    assert.deepEqual(readAgreement(' ', 'JP', 'EE'), { problem: 'empty' });
    assert.deepEqual(readAgreement('{', 'JP', 'EE'), { problem: 'unreadable' });
    assert.deepEqual(readAgreement('{}', 'JP', 'EE'), { problem: 'unreadable' });
    assert.deepEqual(readAgreement(JSON.stringify(signed(['EE'])), 'JP', 'FI'), { problem: 'other-nodes' });
  });
});

describe('the twelve words', () => {
  const words = 'a b c d e f g h i j k l';
  it('are the same in any case and spacing, and in no other order', () => {
    assert.deepEqual(compareWords(' A, b c  d e f g h i j k L ', words), { same: 12, of: 12, isSame: true });
    assert.equal(compareWords('b a c d e f g h i j k l', words).same, 10);
    assert.equal(compareWords(`${words} m`, words).isSame, false, 'one word too many');
    assert.equal(compareWords('', words).same, 0);
  });
});
