/**
 * An Ed25519 key locked with a passphrase, as it lies in a file. The passphrase is stretched with scrypt (RFC 7914); AES-256-GCM
 * locks the key and binds it to the text beside it, so that neither can be exchanged.
 */
import { createCipheriv, createDecipheriv, createPrivateKey, type KeyObject, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { MerivahtError } from '../contract/errors.ts';

export const MIN_PASSPHRASE = 12;
const MAX_PASSPHRASE = 1024;
/** 128 MiB and about half a second for each guess: OWASP's password storage cheat sheet, strongest row for scrypt. */
const SCRYPT_N = 131_072;
const SCRYPT_R = 8;
const CIPHER = 'aes-256-gcm';

export const bytesOf = (length: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .refine((text) => Buffer.from(text, 'base64url').length === length, `${length} bytes as base64url`);

export const lockedKey = z.strictObject({
  cipher: z.literal(CIPHER),
  kdf: z.literal('scrypt'),
  n: z.literal([SCRYPT_N, 2 * SCRYPT_N, 4 * SCRYPT_N]),
  r: z.literal(SCRYPT_R),
  p: z.literal(1),
  salt: bytesOf(16),
  nonce: bytesOf(12),
  tag: bytesOf(16),
  sealed: bytesOf(48),
});
export type LockedKey = z.infer<typeof lockedKey>;

/** `boundTo` is what stands in the open beside the key. */
export async function lockKey(privateKey: KeyObject, boundTo: Uint8Array, passphrase: string): Promise<LockedKey> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(CIPHER, await stretched(passphrase, salt, SCRYPT_N), nonce);
  cipher.setAAD(boundTo);
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  const sealed = Buffer.concat([cipher.update(der), cipher.final()]);
  der.fill(0);
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  return {
    cipher: CIPHER,
    kdf: 'scrypt',
    n: SCRYPT_N,
    r: SCRYPT_R,
    p: 1,
    salt: text(salt),
    nonce: text(nonce),
    tag: text(cipher.getAuthTag()),
    sealed: text(sealed),
  };
}

/** MV-PASSPHRASE where it is wrong, or what is locked or bound was changed: they cannot be told apart. `whose` for the message. */
export async function unlockKey(
  locked: LockedKey,
  boundTo: Uint8Array,
  passphrase: string,
  whose: string,
): Promise<KeyObject> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  const key = await stretched(passphrase, bytes(locked.salt), locked.n);
  const decipher = createDecipheriv(CIPHER, key, bytes(locked.nonce), { authTagLength: 16 });
  decipher.setAAD(boundTo);
  decipher.setAuthTag(bytes(locked.tag));
  try {
    const der = Buffer.concat([decipher.update(bytes(locked.sealed)), decipher.final()]);
    const privateKey = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' });
    der.fill(0);
    return privateKey;
  } catch (cause) {
    throw new MerivahtError('MV-PASSPHRASE', `the passphrase does not open the key of ${whose}`, { cause });
  }
}

/** MV-PASSPHRASE where it is too short or too long. Never says what it is. */
export function checkPassphrase(passphrase: string): void {
  const length = [...passphrase].length;
  if (length < MIN_PASSPHRASE)
    throw new MerivahtError(
      'MV-PASSPHRASE',
      `the passphrase has ${length} characters; ${MIN_PASSPHRASE} are the least`,
    );
  if (length > MAX_PASSPHRASE)
    throw new MerivahtError('MV-PASSPHRASE', `the passphrase has more than ${MAX_PASSPHRASE} characters`);
}

/** One passphrase typed on two keyboards may come as different code points: NFKC makes them one. */
function stretched(passphrase: string, salt: Buffer, n: number): Promise<Buffer> {
  const cost = { N: n, r: SCRYPT_R, p: 1, maxmem: 256 * n * SCRYPT_R };
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFKC'), salt, 32, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
}
