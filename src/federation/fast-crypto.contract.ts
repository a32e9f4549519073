/**
 * For simulations: cryptography that is quick and still refuses what was not signed. Hashes are real SHA-256. A signature is two
 * hashes over a secret that only the signer and this registry know, so a forgery fails as it does with Ed25519; `realCrypto` is
 * Ed25519 itself.
 */
import { hash } from 'node:crypto';
import { concatBytes, equalBytes } from '../evidence/bytes.ts';
import { nodeCrypto, seededRandomness, seededSigner } from '../evidence/crypto.contract.ts';
import type { Hashing, Randomness, Signer, Verifying } from '../evidence/keeping.ts';

export interface SimulatedCrypto {
  readonly name: 'fast' | 'ed25519';
  readonly signer: (seed: number) => Signer;
  readonly crypto: (seed: number) => Hashing & Verifying & Randomness;
}

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
const [FIRST, SECOND] = [Uint8Array.of(1), Uint8Array.of(2)];
const signed = (secret: Uint8Array, bytes: Uint8Array): Uint8Array => {
  const inner = concatBytes(secret, sha256(bytes));
  return concatBytes(sha256(concatBytes(FIRST, inner)), sha256(concatBytes(SECOND, inner)));
};
const nameOf = (publicKey: Uint8Array): string => Buffer.from(publicKey).toString('latin1');

/** Keys here are of one length, so nothing is extended. */
const keyed = (key: Uint8Array, bytes: Uint8Array): Uint8Array => sha256(concatBytes(key, bytes));
/** "merivaht-pad/1" and an index: the same in every world, since the keys are. */
const PADDING_BYTES = 22;

export function fastCrypto(): SimulatedCrypto {
  const secrets = new Map<string, Uint8Array>();
  const padding = new WeakMap<Uint8Array, Uint8Array[]>();
  const byName = new Map<string, Uint8Array[]>();
  const padded = (key: Uint8Array, bytes: Uint8Array): Uint8Array => {
    let known = padding.get(key);
    if (known === undefined) {
      known = byName.get(nameOf(key)) ?? [];
      byName.set(nameOf(key), known);
      padding.set(key, known);
    }
    const index = new DataView(bytes.buffer, bytes.byteOffset).getUint32(18);
    const leaf = known[index] ?? keyed(key, bytes);
    known[index] = leaf;
    return leaf;
  };
  return {
    name: 'fast',
    signer(seed) {
      const secret = seededRandomness(seed).bytes(32);
      const publicKey = sha256(concatBytes(Uint8Array.of(3), secret));
      secrets.set(nameOf(publicKey), secret);
      return { publicKey, sign: (bytes) => signed(secret, bytes) };
    },
    crypto: (seed) => {
      let counter = 0;
      const start = seededRandomness(seed).bytes(32);
      return {
        sha256,
        hmacSha256: (key, bytes) => (bytes.length === PADDING_BYTES ? padded(key, bytes) : keyed(key, bytes)),
        verify(publicKey, bytes, signature) {
          const secret = secrets.get(nameOf(publicKey));
          return secret !== undefined && equalBytes(signed(secret, bytes), signature);
        },
        bytes: (count) =>
          sha256(
            concatBytes(start, Uint8Array.of(counter & 255, (counter >> 8) & 255, (counter++ >> 16) & 255)),
          ).subarray(0, count),
      };
    },
  };
}

export const realCrypto = (): SimulatedCrypto => ({ name: 'ed25519', signer: seededSigner, crypto: nodeCrypto });
