/** For tests: Node's cryptography as the log takes it, and keys and randomness that come from a seed. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { seededRandom } from '../lib/seeded-random.ts';
import type { Hashing, Randomness, Signer, Verifying } from './keeping.ts';

// Prefixes of an Ed25519 key in PKCS #8 and SPKI (RFC 8410).
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Node needs ten times as long for an HMAC whose key it has to take in anew. */
const secrets = new WeakMap<Uint8Array, KeyObject>();
function secretOf(key: Uint8Array): KeyObject {
  const known = secrets.get(key) ?? createSecretKey(key);
  secrets.set(key, known);
  return known;
}

/** Plain arrays: `slice` of a Buffer is no copy. */
export const nodeHashing: Hashing = {
  sha256: (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer')),
  hmacSha256: (key, bytes) => new Uint8Array(createHmac('sha256', secretOf(key)).update(bytes).digest()),
};

export const nodeVerifying: Verifying = {
  verify(publicKey, bytes, signature) {
    if (publicKey.length !== 32) return false;
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    return verify(null, bytes, key, signature);
  },
};

export function seededRandomness(seed: number): Randomness {
  const random = seededRandom(seed);
  return { bytes: (count) => Uint8Array.from({ length: count }, () => random.integer(0, 255)) };
}

export const nodeCrypto = (seed: number): Hashing & Verifying & Randomness => ({
  ...nodeHashing,
  ...nodeVerifying,
  ...seededRandomness(seed),
});

export function seededSigner(seed: number): Signer {
  const secret = seededRandomness(seed).bytes(32);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });
  const publicKey = new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length));
  return { publicKey, sign: (bytes) => new Uint8Array(sign(null, bytes, key)) };
}
