/** JWS against `jose` and `canonicalize`, which others wrote, and against what a forger would try. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { CompactSign, compactVerify, importJWK } from 'jose';
import { canonicalJson } from '../contract/canonical-json.ts';
import { base64urlOf } from './bytes.ts';
import { seededRandomness, seededSigner, nodeVerifying as verifying } from './crypto.contract.ts';
import { openJws, peekHeader, RECORD_TYP, signJws } from './jws.ts';
import type { Signer } from './keeping.ts';
import { utf8Of } from './utf8.ts';

const signer = seededSigner(11);
const header = { typ: RECORD_TYP, kid: 'EE' };
const open = (jws: string) => openJws(jws, header, signer.publicKey, verifying);
const x = base64urlOf(signer.publicKey);
const d = base64urlOf(seededRandomness(11).bytes(32));

/** A JWS of any parts, truly signed: what a partner with a good key and bad intent can send. */
function signedParts(headerText: string, payload: string | Uint8Array, by: Signer = signer): string {
  const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  const input = `${base64urlOf(utf8Of(headerText))}.${base64urlOf(bytes)}`;
  return `${input}.${base64urlOf(by.sign(utf8Of(input)))}`;
}
const HEADER = `{"alg":"Ed25519","kid":"EE","typ":"${RECORD_TYP}"}`;

describe('a JWS', () => {
  it('is the one that jose makes, byte by byte, and each reads the other', async () => {
    const payload = { nodeId: 'EE', text: 'Läänemeri 海 🚢', n: [1, 2.5, -3e-7], none: null };
    const ours = signJws(header, payload, signer);
    const privateKey = await importJWK({ kty: 'OKP', crv: 'Ed25519', x, d }, 'Ed25519');
    const theirs = await new CompactSign(new TextEncoder().encode(canonicalize(payload)))
      .setProtectedHeader({ alg: 'Ed25519', kid: 'EE', typ: RECORD_TYP })
      .sign(privateKey);
    assert.equal(ours.jws, theirs);
    const publicKey = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519');
    const read = await compactVerify(ours.jws, publicKey);
    assert.equal(new TextDecoder().decode(read.payload), ours.payloadText);
    assert.deepEqual(open(theirs), { ok: true, payloadText: ours.payloadText, payload });
    assert.deepEqual(peekHeader(theirs), header);
  });

  it('has the canonical JSON that canonicalize makes, and reads back what was signed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        if (/(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(plain))) return;
        const signed = signJws(header, plain, signer);
        assert.equal(signed.payloadText, canonicalize(plain));
        const opened = open(signed.jws);
        assert.ok(opened.ok);
        assert.deepEqual(opened.payload, plain);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused with any letter changed', () => {
    const { jws } = signJws(header, { a: 1, b: 'two' }, signer);
    assert.ok(open(jws).ok);
    const letters = 'AQgwz09-_.=+ \n';
    for (let i = 0; i < jws.length; i++)
      for (const letter of letters)
        if (letter !== jws[i]) assert.ok(!open(jws.slice(0, i) + letter + jws.slice(i + 1)).ok, `${i}: ${letter}`);
    for (const cut of [1, 10, 86, 87, jws.length]) assert.ok(!open(jws.slice(0, -cut)).ok);
    for (const more of [' ', '\n', 'A', '=', '.']) assert.ok(!open(jws + more).ok && !open(more + jws).ok);
  });

  it('is refused by another key, for another node and as another kind of document', () => {
    const { jws } = signJws(header, { a: 1 }, signer);
    const wrong = openJws(jws, header, seededSigner(12).publicKey, verifying);
    assert.deepEqual(wrong, { ok: false, because: 'bad-signature' });
    for (const other of [
      { ...header, kid: 'FI' },
      { ...header, typ: 'merivaht-card+jws' },
    ])
      assert.deepEqual(openJws(jws, other, signer.publicKey, verifying), { ok: false, because: 'other-header' });
  });

  it('has one header, however truly another is signed', () => {
    assert.ok(open(signedParts(HEADER, '{}')).ok);
    for (const bad of [
      `{"alg":"none","kid":"EE","typ":"${RECORD_TYP}"}`,
      `{"alg":"EdDSA","kid":"EE","typ":"${RECORD_TYP}"}`,
      `{"kid":"EE","alg":"Ed25519","typ":"${RECORD_TYP}"}`,
      `{"alg":"Ed25519", "kid":"EE","typ":"${RECORD_TYP}"}`,
      `{"alg":"Ed25519","crit":["b64"],"kid":"EE","typ":"${RECORD_TYP}"}`,
      `{"alg":"Ed25519","jwk":{},"kid":"EE","typ":"${RECORD_TYP}"}`,
      '{"alg":"Ed25519","kid":"EE"}',
      '{}',
    ]) {
      assert.deepEqual(open(signedParts(bad, '{}')), { ok: false, because: 'other-header' }, bad);
    }
    assert.equal(peekHeader(signedParts('{"alg":"none"}', '{}')), undefined);
    assert.equal(peekHeader('...'), undefined);
    assert.equal(peekHeader(''), undefined);
  });

  it('has one payload, however truly another is signed', () => {
    for (const bad of ['', '{', 'nonsense', '{"a":1}x', Uint8Array.of(0x22, 0xff, 0x22), '\ufeff{}'])
      assert.equal(open(signedParts(HEADER, bad)).ok, false, String(bad));
    for (const bad of [
      '{"b":1,"a":2}',
      '{"a":1,"a":1}',
      '{"a": 1}',
      '{"a":1.0}',
      '{"a":1e2}',
      '{"a":-0}',
      '{"a":"\\u0041"}',
      '{"a":"\\/"}',
      '{"a":"\\ud800"}',
      '{"a":"\\\\\\udfff"}',
      '{"\\ud800":1}',
      '{"a":9007199254740993}',
      `${'['.repeat(65)}${']'.repeat(65)}`,
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    ])
      assert.deepEqual(open(signedParts(HEADER, bad)), { ok: false, because: 'not-canonical' }, bad.slice(0, 40));
    // What only looks like half a surrogate pair, and a key that is dangerous elsewhere.
    for (const good of ['{"a":"\\\\ud800"}', '{"__proto__":{"a":1}}', '[[[]]]', '"text"', 'null'])
      assert.ok(open(signedParts(HEADER, good)).ok, good);
    assert.deepEqual(open('x'.repeat(1_500_001)), { ok: false, because: 'too-large' });
  });

  it('is not made of what no reader would take', () => {
    assert.throws(() => signJws(header, { a: '\ud800' }, signer));
    assert.throws(() => signJws(header, { a: Number.NaN }, signer));
    let deep: unknown = 1;
    for (let i = 0; i < 70; i++) deep = [deep];
    assert.throws(() => signJws(header, deep, signer));
    assert.equal(signJws(header, { a: undefined, b: 1 }, signer).payloadText, canonicalJson({ b: 1 }));
  });
});
