import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compactVerify, importJWK } from 'jose';
import { type Agreement, type SignedAgreement, signedAgreement } from '../contract/agreement.ts';
import { nodeVerifying } from '../evidence/crypto.contract.ts';
import { AGREEMENT_TYP, agreementText, checkAgreement, type RelationEvent, relationOf } from './agreement-check.ts';
import {
  DAY_MS,
  MADE_MS,
  madeAgreement,
  madeApproval,
  madeNode,
  madeSignature,
  madeSignedAgreement,
  timeOf,
} from './made-partners.contract.ts';

const EE = madeNode('EE', 100);
const FI = madeNode('FI', 200);
const JP = madeNode('JP', 300);
const AGREED = madeAgreement(EE, FI);

const check = (signed: SignedAgreement) => checkAgreement(signed, [FI.checked, EE.checked], nodeVerifying);
const refusal = (signed: SignedAgreement): string => {
  const got = check(signed);
  return 'refused' in got ? got.refused : 'good';
};

describe('an agreement', () => {
  it('is whole with both signatures, and good with one', () => {
    const whole = signedAgreement.parse(madeSignedAgreement(AGREED, EE, FI));
    assert.deepEqual(check(whole), { ok: { signedBy: ['EE', 'FI'] } });
    assert.deepEqual(check(madeSignedAgreement(AGREED, FI)), { ok: { signedBy: ['FI'] } });
  });

  it('is signed as jose verifies it', async () => {
    const { jws } = madeSignature(EE, AGREED);
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: EE.checked.card.keys.record }, 'Ed25519');
    const { payload, protectedHeader } = await compactVerify(jws, key);
    assert.equal(Buffer.from(payload).toString(), agreementText(AGREED));
    assert.deepEqual(protectedHeader, { alg: 'Ed25519', kid: 'EE', typ: AGREEMENT_TYP });
  });

  it('is refused when its terms are not those of the two cards', () => {
    const [first, second] = AGREED.sides;
    const swapped: Agreement = { ...AGREED, sides: [second, first] };
    const same: Agreement = { ...AGREED, sides: [first, first] };
    assert.equal(refusal(madeSignedAgreement(swapped, EE, FI)), 'sides-not-sorted');
    assert.equal(refusal(madeSignedAgreement(same, EE)), 'sides-not-sorted');
    assert.equal(refusal(madeSignedAgreement(madeAgreement(EE, JP), EE, JP)), 'other-sides');
    const renewed = madeNode('FI', 200, { name: 'Another name' });
    assert.equal(refusal(madeSignedAgreement(madeAgreement(EE, renewed), EE, renewed)), 'other-card');
  });

  it('is refused when it lasts over ninety days, or not at all', () => {
    const lasting = (ms: number): string =>
      refusal(
        madeSignedAgreement(madeAgreement(EE, FI, { notBefore: timeOf(MADE_MS), notAfter: timeOf(MADE_MS + ms) }), EE),
      );
    assert.equal(lasting(90 * DAY_MS), 'good');
    assert.equal(lasting(90 * DAY_MS + 1), 'bad-times');
    assert.equal(lasting(0), 'bad-times');
    assert.equal(refusal(madeSignedAgreement({ ...AGREED, notAfter: '2026-99-01T00:00:00.000Z' }, EE)), 'bad-times');
  });

  it('is refused when somebody else signed, or something else was signed', () => {
    const mine = madeSignature(EE, AGREED);
    const signed = (...signatures: SignedAgreement['signatures']): SignedAgreement => ({
      ...madeSignedAgreement(AGREED),
      signatures,
    });
    assert.equal(refusal(signed(madeSignature(JP, AGREED))), 'signer-unknown');
    assert.equal(refusal(signed(mine, mine)), 'signer-unknown');
    assert.equal(refusal(signed(mine, { ...mine, nodeId: 'FI' })), 'bad-signature');
    const other = madeSignature(EE, { ...AGREED, retentionDays: 3650 });
    assert.equal(refusal(signed(other)), 'bad-signature');
    assert.equal(refusal(signed({ ...mine, approvals: other.approvals })), 'bad-approval');
  });

  it('is refused without two officers on each side, each with an own key and name', () => {
    const mine = madeSignature(EE, AGREED);
    const [first, second] = EE.officers;
    const approved = { nodeId: 'EE', actId: AGREED.agreementId, body: AGREED };
    const by = (...approvals: typeof mine.approvals): string =>
      refusal({ ...madeSignedAgreement(AGREED), signatures: [{ ...mine, approvals }] });
    assert.equal(by(madeApproval(first!, approved), madeApproval(second!, approved)), 'good');
    assert.equal(by(mine.approvals[0], mine.approvals[0]), 'one-officer');
    assert.equal(by(mine.approvals[0], { ...mine.approvals[1], officerId: 'o-1' }), 'one-officer');
    const sameKey = madeApproval({ ...second!, signer: first!.signer }, approved);
    assert.equal(by(mine.approvals[0], sameKey), 'one-officer');
    // Consent to the same terms, but given for another node.
    const forOther = madeApproval(second!, { ...approved, nodeId: 'FI' });
    assert.equal(by(mine.approvals[0], forOther), 'bad-approval');
    const borrowed = { ...FI, officers: EE.officers };
    assert.equal(refusal(madeSignedAgreement(AGREED, EE, borrowed)), 'one-officer');
  });
});

describe('a relation', () => {
  const two = madeSignature(EE, AGREED).approvals;
  const agreed = (atMs: number, agreement: Agreement, sides = 2): RelationEvent => ({
    atMs,
    body: { kind: 'agreement', agreement, signatures: Array(sides).fill('a.b.c'), approvals: [...two] },
  });
  const changed = (atMs: number, change: 'suspended' | 'resumed' | 'revoked', officers: number): RelationEvent => ({
    atMs,
    body: {
      kind: 'relation',
      partner: 'FI',
      change,
      because: `${change} at ${atMs}`,
      approvals: two.slice(0, officers),
      officerName: 'Officer 1',
    },
  });
  const lasts = (agreementId: string, fromMs: number, untilMs: number): Agreement =>
    madeAgreement(EE, FI, { agreementId, notBefore: timeOf(fromMs), notAfter: timeOf(untilMs) });
  const first = lasts('agreement-1', 100, 1000);
  const state = (events: readonly RelationEvent[], nowMs: number): string => relationOf(events, nowMs).state;

  it('is proposed until both signed and it has begun, active until it runs out', () => {
    assert.equal(state([], 0), 'proposed');
    assert.equal(state([agreed(10, first, 1)], 200), 'proposed');
    const whole = [agreed(10, first, 1), agreed(20, first)];
    assert.equal(state(whole, 99), 'proposed');
    assert.deepEqual(relationOf(whole, 100), { state: 'active', sinceMs: 100, because: '', agreement: first });
    assert.equal(state(whole, 999), 'active');
    const after = relationOf(whole, 1000);
    assert.equal(after.state, 'suspended');
    assert.equal(after.sinceMs, 1000);
  });

  it('goes on with a new agreement: after it ran out, or before, without a gap', () => {
    const second = lasts('agreement-2', 500, 2000);
    const renewed = [agreed(20, first), agreed(300, second)];
    for (const [nowMs, id] of [
      [400, 'agreement-1'],
      [500, 'agreement-2'],
      [1500, 'agreement-2'],
    ] as const)
      assert.equal(relationOf(renewed, nowMs).agreement?.agreementId, id);
    assert.equal(state([agreed(20, first), agreed(1200, second)], 1500), 'active');
    assert.equal(state(renewed, 2000), 'suspended');
  });

  it('is suspended by one, resumed by two only, and not by a new agreement', () => {
    const cut = [agreed(20, first), changed(200, 'suspended', 0)];
    assert.deepEqual(relationOf(cut, 300), {
      state: 'suspended',
      sinceMs: 200,
      because: 'suspended at 200',
      agreement: first,
    });
    assert.equal(state([...cut, changed(250, 'resumed', 1)], 300), 'suspended');
    const resumed = relationOf([...cut, changed(250, 'resumed', 2)], 300);
    assert.equal(resumed.state, 'active');
    assert.equal(resumed.sinceMs, 250);
    assert.equal(state([...cut, changed(250, 'resumed', 2)], 1000), 'suspended');
    assert.equal(state([...cut, agreed(260, lasts('agreement-2', 200, 2000))], 300), 'suspended');
  });

  it('is revoked by two for good; one person only suspends', () => {
    assert.equal(state([agreed(20, first), changed(200, 'revoked', 1)], 300), 'suspended');
    const half = lasts('agreement-2', 100, 2000);
    const over = [agreed(20, first), agreed(150, half, 1), changed(200, 'revoked', 2)];
    assert.deepEqual(relationOf(over, 300), { state: 'revoked', sinceMs: 200, because: 'revoked at 200' });
    assert.equal(state([...over, changed(210, 'resumed', 2)], 300), 'revoked');
    assert.equal(state([...over, changed(210, 'suspended', 1)], 300), 'revoked');
    assert.equal(state([...over, agreed(220, first), agreed(221, half)], 300), 'revoked');
    const anew = [...over, agreed(250, lasts('agreement-3', 100, 2000))];
    assert.equal(state(anew, 300), 'active');
    assert.equal(state([...anew, changed(260, 'suspended', 1)], 300), 'suspended');
  });
});
