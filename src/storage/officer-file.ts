/** One officer as a file: who it is, signed with the officer's own key, and that key locked with a passphrase. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../contract/canonical-json.ts';
import { type Officer, officer } from '../contract/views.ts';
import { bytesOf, lockedKey, lockKey, unlockKey } from './locked-key.ts';
import { publicKeyOf, rawPublicKey } from './node-crypto.ts';

export const OFFICER_SCHEMA = 'merivaht.officer/1';

export const officerFile = z.strictObject({
  schema: z.literal(OFFICER_SCHEMA),
  officer,
  /** Of the canonical JSON of `officer`, by its own key. */
  signature: bytesOf(64),
  lockedKey,
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
  const raw = Buffer.from(rawPublicKey(publicKey));
  const who: Officer = {
    officerId: `${slug(name)}-${fingerprint(raw)}`,
    name,
    observer,
    publicKey: raw.toString('base64url'),
    addedAt: `${new Date(addedAtMs).toISOString().slice(0, 19)}Z`,
  };
  return {
    schema: OFFICER_SCHEMA,
    officer: who,
    signature: sign(null, publicPart(who), privateKey).toString('base64url'),
    lockedKey: await lockKey(privateKey, publicPart(who), passphrase),
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

/** The private key. MV-PASSPHRASE where the passphrase is wrong, or what lies in the file was changed. */
export const unlockOfficer = (
  { officer: who, lockedKey: locked }: OfficerFile,
  passphrase: string,
): Promise<KeyObject> => unlockKey(locked, publicPart(who), passphrase, who.officerId);

/** True where the opened key is the one whose public half stands in the file. */
export function isOwnKey({ officer: who }: OfficerFile, privateKey: KeyObject): boolean {
  const proof = randomBytes(32);
  return verify(null, proof, publicKeyOf(Buffer.from(who.publicKey, 'base64url')), sign(null, proof, privateKey));
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
