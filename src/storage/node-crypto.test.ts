import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newSecret, nodeCrypto, privateKeyOf, publicKeyOf, signerOf } from './node-crypto.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** RFC 8032 section 7.1, tests 1 to 3: secret, public key, message, signature. */
const RFC_8032 = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

describe("Node's cryptography as the log takes it", () => {
  it('signs and verifies as RFC 8032 prints it', () => {
    for (const [secret, publicKey, message, signature] of RFC_8032) {
      const signer = signerOf(privateKeyOf(hex(secret)));
      assert.deepEqual(signer.publicKey, hex(publicKey));
      assert.deepEqual(signer.sign(hex(message)), hex(signature));
      assert.ok(nodeCrypto.verify(hex(publicKey), hex(message), hex(signature)));
      const other = hex(signature);
      other[0]! ^= 1;
      assert.ok(!nodeCrypto.verify(hex(publicKey), hex(message), other));
      assert.ok(!nodeCrypto.verify(hex(publicKey), text('another'), hex(signature)));
    }
  });

  it('hashes as FIPS 180 and RFC 4231 print it', () => {
    assert.deepEqual(
      nodeCrypto.sha256(text('abc')),
      hex('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
    );
    assert.deepEqual(
      nodeCrypto.hmacSha256(text('Jefe'), text('what do ya want for nothing?')),
      hex('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'),
    );
  });

  it('calls keys and signatures of another length, and every 32 bytes that are no key, unverified', () => {
    const [secret, publicKey, message, signature] = RFC_8032[1];
    assert.ok(!nodeCrypto.verify(hex(publicKey).subarray(1), hex(message), hex(signature)));
    assert.ok(!nodeCrypto.verify(hex(publicKey), hex(message), hex(signature).subarray(1)));
    assert.ok(!nodeCrypto.verify(new Uint8Array(32).fill(255), hex(message), hex(signature)));
    assert.throws(() => publicKeyOf(hex(secret).subarray(1)), RangeError);
  });

  it('keeps verifying when there were more keys than it keeps ready', () => {
    const signers = Array.from({ length: 600 }, () => signerOf(privateKeyOf(newSecret())));
    for (const signer of [...signers, ...signers])
      assert.ok(nodeCrypto.verify(signer.publicKey, text('x'), signer.sign(text('x'))));
  });
});
