/**
 * One officer as a file: who it is, signed with the officer's own key, and that key locked with a passphrase. The passphrase is
 * stretched with scrypt (RFC 7914); AES-256-GCM locks the key and binds it to the public part, so that neither can be exchanged.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  scrypt,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../contract/canonical-json.ts';
import { MerivahtError } from '../contract/errors.ts';
import { type Officer, officer } from '../contract/views.ts';

export const OFFICER_SCHEMA = 'merivaht.officer/1';
export const MIN_PASSPHRASE = 12;
const MAX_PASSPHRASE = 1024;
/** 128 MiB and about half a second for each guess: OWASP's password storage cheat sheet, strongest row for scrypt. */
const SCRYPT_N = 131_072;
const SCRYPT_R = 8;
const CIPHER = 'aes-256-gcm';
/** DER around the 32 bytes of an Ed25519 key: RFC 8410 sections 4 and 7. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

const bytesOf = (length: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .refine((text) => Buffer.from(text, 'base64url').length === length, `${length} bytes as base64url`);

export const officerFile = z.strictObject({
  schema: z.literal(OFFICER_SCHEMA),
  officer,
  /** Of the canonical JSON of `officer`, by its own key. */
  signature: bytesOf(64),
  lockedKey: z.strictObject({
    cipher: z.literal(CIPHER),
    kdf: z.literal('scrypt'),
    n: z.literal([SCRYPT_N, 2 * SCRYPT_N, 4 * SCRYPT_N]),
    r: z.literal(SCRYPT_R),
    p: z.literal(1),
    salt: bytesOf(16),
    nonce: bytesOf(12),
    tag: bytesOf(16),
    sealed: bytesOf(48),
  }),
});
export type OfficerFile = z.infer<typeof officerFile>;

export interface NewOfficer {
  readonly name: string;
  readonly observer: boolean;
  readonly addedAtMs: number;
}

/** A new key, its public half and all that stands in the file. */
export async function makeOfficerFile(
  { name, observer, addedAtMs }: NewOfficer,
  passphrase: string,
): Promise<OfficerFile> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_HEAD.length);
  const who: Officer = {
    officerId: `${slug(name)}-${fingerprint(raw)}`,
    name,
    observer,
    publicKey: raw.toString('base64url'),
    addedAt: `${new Date(addedAtMs).toISOString().slice(0, 19)}Z`,
  };
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(CIPHER, await stretched(passphrase, salt, SCRYPT_N), nonce);
  cipher.setAAD(publicPart(who));
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  const sealed = Buffer.concat([cipher.update(der), cipher.final()]);
  der.fill(0);
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  return {
    schema: OFFICER_SCHEMA,
    officer: who,
    signature: text(sign(null, publicPart(who), privateKey)),
    lockedKey: {
      cipher: CIPHER,
      kdf: 'scrypt',
      n: SCRYPT_N,
      r: SCRYPT_R,
      p: 1,
      salt: text(salt),
      nonce: text(nonce),
      tag: text(cipher.getAuthTag()),
      sealed: text(sealed),
    },
  };
}

/** Why a file cannot be of that officer: it was changed by hand, or is another's. Undefined where it is whole. */
export function problemOfOfficer({ officer: who, signature }: OfficerFile): string | undefined {
  const raw = Buffer.from(who.publicKey, 'base64url');
  if (raw.length !== 32) return 'its public key has not 32 bytes';
  if (who.officerId !== `${slug(who.name)}-${fingerprint(raw)}`) return 'its id does not fit its name and key';
  const isSigned = verify(null, publicPart(who), publicKeyOf(raw), Buffer.from(signature, 'base64url'));
  return isSigned ? undefined : 'its signature does not fit: it was changed';
}

/** The private key. MV-PASSPHRASE where the passphrase is wrong (or the locked key was changed: they cannot be told apart). */
export async function unlockKey({ officer: who, lockedKey }: OfficerFile, passphrase: string): Promise<KeyObject> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  const key = await stretched(passphrase, bytes(lockedKey.salt), lockedKey.n);
  const decipher = createDecipheriv(CIPHER, key, bytes(lockedKey.nonce), { authTagLength: 16 });
  decipher.setAAD(publicPart(who));
  decipher.setAuthTag(bytes(lockedKey.tag));
  try {
    const der = Buffer.concat([decipher.update(bytes(lockedKey.sealed)), decipher.final()]);
    const privateKey = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' });
    der.fill(0);
    return privateKey;
  } catch (cause) {
    throw new MerivahtError('MV-PASSPHRASE', `the passphrase does not open the key of ${who.officerId}`, { cause });
  }
}

/** True where the opened key is the one whose public half stands in the file. */
export function isOwnKey({ officer: who }: OfficerFile, privateKey: KeyObject): boolean {
  const proof = randomBytes(32);
  return verify(null, proof, publicKeyOf(Buffer.from(who.publicKey, 'base64url')), sign(null, proof, privateKey));
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

/** `Mari-Liis Õun` is `mari-liis-oun`; a name without Latin letters is `officer`. */
export function slug(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40)
      .replace(/-+$/, '') || 'officer'
  );
}

const fingerprint = (rawKey: Buffer): string => createHash('sha256').update(rawKey).digest('hex').slice(0, 8);
const publicPart = (who: Officer): Buffer => Buffer.from(canonicalJson(who), 'utf8');
const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), type: 'spki', format: 'der' });

/** One passphrase typed on two keyboards may come as different code points: NFKC makes them one. */
function stretched(passphrase: string, salt: Buffer, n: number): Promise<Buffer> {
  const cost = { N: n, r: SCRYPT_R, p: 1, maxmem: 256 * n * SCRYPT_R };
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFKC'), salt, 32, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
}
