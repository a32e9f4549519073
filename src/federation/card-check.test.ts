import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import canonicalize from 'canonicalize';
import { type NodeCard, signedCard } from '../contract/node-card.ts';
import { nodeCrypto, nodeHashing, seededSigner } from '../evidence/crypto.contract.ts';
import { encodeVerifierKey, NOTE_KEY, WITNESS_KEY } from '../evidence/signed-note.ts';
import { type CheckedCard, cardHash, cardOf, checkCard } from './card-check.ts';
import { DAY_MS, MADE_MS, type MadeNode, madeNode, signedCardOf, timeOf } from './made-partners.contract.ts';

const CRYPTO = nodeCrypto(1);
const EE = madeNode('EE', 100);

const verdict = (node: Pick<MadeNode, 'signed'>, previous?: CheckedCard, nowMs = MADE_MS): string => {
  const got = checkCard(node.signed, previous, nowMs, CRYPTO);
  return 'refused' in got ? got.refused : 'good';
};
const withKeys = (keys: Partial<NodeCard['keys']>): string =>
  verdict(madeNode('EE', 100, { keys: { ...EE.checked.card.keys, ...keys } }));

describe('a node card', () => {
  it('is good when its own root key signed it, and is named by its hash', () => {
    assert.deepEqual(checkCard(signedCard.parse(EE.signed), undefined, MADE_MS, CRYPTO), { ok: EE.checked });
    const independent = createHash('sha256').update(canonicalize(EE.checked.card)!).digest('hex');
    assert.equal(cardHash(EE.checked.card, nodeHashing), independent);
  });

  it('is refused when another key signed it, or a byte was changed', () => {
    assert.equal(verdict({ signed: signedCardOf(EE.checked.card, seededSigner(9)) }), 'bad-signature');
    const { jws } = EE.signed;
    let refused = 0;
    for (let i = 0; i < jws.length; i += 7) {
      const changed = `${jws.slice(0, i)}${jws[i] === 'A' ? 'B' : 'A'}${jws.slice(i + 1)}`;
      assert.notEqual(verdict({ signed: { ...EE.signed, jws: changed } }), 'good', `at ${i}`);
      refused++;
    }
    assert.ok(refused > 100);
    for (const nonsense of ['', '..', 'a.b.c', `a.${'b'.repeat(70_000)}.c`])
      assert.equal(verdict({ signed: { ...EE.signed, jws: nonsense } }), 'malformed');
  });

  it('is read without a check where it was checked before', () => {
    assert.deepEqual(cardOf(EE.signed.jws), EE.checked.card);
    assert.throws(() => cardOf('a.b.c'), /MV-CARD-INVALID|no node card/);
  });

  it('is refused outside its validity and with another country', () => {
    const validFrom = Date.parse(EE.checked.card.issuedAt);
    assert.equal(verdict(EE, undefined, validFrom - 300_000), 'good');
    assert.equal(verdict(EE, undefined, validFrom - 300_001), 'not-yet-valid');
    assert.equal(verdict(EE, undefined, Date.parse(EE.checked.card.validUntil)), 'no-longer-valid');
    assert.equal(verdict(madeNode('EE', 100, { validUntil: '2026-99-99T00:00:00.000Z' })), 'no-longer-valid');
    assert.equal(verdict(madeNode('EE', 100, { country: 'FI' })), 'other-country');
  });

  it('is refused when a key is of the wrong kind, of another log, or does two works', () => {
    const { log, witness, record } = EE.signers;
    const key = (name: string, type: 1 | 4, publicKey: Uint8Array): string =>
      encodeVerifierKey(nodeHashing, name, type, publicKey);
    assert.equal(withKeys({}), 'good');
    assert.equal(withKeys({ log: key('merivaht/EE/1', WITNESS_KEY, log.publicKey) }), 'bad-keys');
    assert.equal(withKeys({ witness: key('merivaht/EE/witness', NOTE_KEY, witness.publicKey) }), 'bad-keys');
    for (const name of ['merivaht/FI/1', 'merivaht/EE/0', 'merivaht/EE/1/2', 'merivaht/EE/', 'other/EE/1'])
      assert.equal(withKeys({ log: key(name, NOTE_KEY, log.publicKey) }), 'bad-keys', name);
    assert.equal(withKeys({ log: key('merivaht/EE/1', NOTE_KEY, record.publicKey) }), 'bad-keys');
    assert.equal(withKeys({ log: EE.checked.card.keys.log.replace('+', '+0') }), 'bad-keys');
    assert.equal(withKeys({ record: EE.checked.card.keys.root }), 'bad-keys');
  });

  it('follows the one before it, by the same root', () => {
    const previousCardHash = EE.checked.cardHash;
    const next = { issuedAt: timeOf(MADE_MS - DAY_MS / 2), previousCardHash, name: 'Renewed' };
    assert.equal(verdict(EE, EE.checked), 'good');
    assert.equal(verdict(madeNode('EE', 100, next), EE.checked), 'good');
    assert.equal(
      verdict(madeNode('EE', 100, { ...next, previousCardHash: '0'.repeat(64) }), EE.checked),
      'chain-broken',
    );
    assert.equal(verdict(madeNode('EE', 100, { name: 'Without' }), EE.checked), 'chain-broken');
    const backdated = { ...next, issuedAt: EE.checked.card.issuedAt };
    assert.equal(verdict(madeNode('EE', 100, backdated), EE.checked), 'chain-broken');
    assert.equal(verdict(madeNode('EE', 500, next), EE.checked), 'other-root');
    assert.equal(verdict(madeNode('EE-navy', 100, next), EE.checked), 'other-node');
  });
});
