/**
 * Hashing, Ed25519 and randomness by Node, synchronous as the log and federation take them. Keys are raw bytes (RFC 8032) there
 * and key objects here; those of others are kept ready, as each of their records is verified with the same few.
 */
import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import type { Hashing, Randomness, Signer, Verifying } from '../evidence/keeping.ts';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** DER around the 32 bytes of an Ed25519 key: RFC 8410 sections 4 and 7. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Keys of partners and officers, past and present, are far fewer. */
const MAX_READY_KEYS = 256;

const ready = new Map<string, KeyObject>();

/** Throws RangeError unless it has 32 bytes. */
export function publicKeyOf(raw: Uint8Array): KeyObject {
  if (raw.length !== KEY_BYTES) throw new RangeError(`an Ed25519 key has ${KEY_BYTES} bytes, not ${raw.length}`);
  const name = Buffer.from(raw).toString('base64url');
  const found = ready.get(name);
  if (found !== undefined) return found;
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), type: 'spki', format: 'der' });
  if (ready.size >= MAX_READY_KEYS) ready.delete(ready.keys().next().value!);
  ready.set(name, key);
  return key;
}

export const rawPublicKey = (key: KeyObject): Uint8Array =>
  new Uint8Array(
    (key.type === 'private' ? createPublicKey(key) : key)
      .export({ type: 'spki', format: 'der' })
      .subarray(SPKI_HEAD.length),
  );

/** From the 32 secret bytes of RFC 8032 section 5.1.5. */
export function privateKeyOf(secret: Uint8Array): KeyObject {
  if (secret.length !== KEY_BYTES) throw new RangeError(`an Ed25519 key has ${KEY_BYTES} bytes, not ${secret.length}`);
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, secret]), type: 'pkcs8', format: 'der' });
}

export const newSecret = (): Uint8Array =>
  new Uint8Array(
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(PKCS8_HEAD.length),
  );

export function signerOf(privateKey: KeyObject): Signer {
  return { publicKey: rawPublicKey(privateKey), sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)) };
}

export const nodeCrypto: Hashing & Verifying & Randomness = {
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  hmacSha256: (key, bytes) => new Uint8Array(createHmac('sha256', key).update(bytes).digest()),
  verify: (publicKey, bytes, signature) =>
    publicKey.length === KEY_BYTES &&
    signature.length === SIGNATURE_BYTES &&
    verify(null, bytes, publicKeyOf(publicKey), signature),
  bytes: (count) => new Uint8Array(randomBytes(count)),
};
