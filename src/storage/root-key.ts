/**
 * A node's root key as a file: it signs the node's cards and nothing else, so it lies outside the data folder, locked with a
 * passphrase, and is best kept where no network reaches.
 */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../contract/canonical-json.ts';
import { MerivahtError } from '../contract/errors.ts';
import { ed25519Key, nodeId } from '../contract/node-card.ts';
import type { Signer } from '../evidence/keeping.ts';
import { checkPassphrase, lockedKey, lockKey, unlockKey } from './locked-key.ts';
import { rawPublicKey, signerOf } from './node-crypto.ts';
import { writeDurably } from './write-durably.ts';

const owner = z.strictObject({ nodeId, publicKey: ed25519Key });
const rootKeyFile = z.strictObject({ schema: z.literal('merivaht.root-key/1'), ...owner.shape, lockedKey });
type Owner = z.infer<typeof owner>;

const bound = ({ nodeId: node, publicKey }: Owner): Uint8Array =>
  new TextEncoder().encode(canonicalJson({ nodeId: node, publicKey }));

/** A new key, locked in a new file. MV-PASSPHRASE, or MV-ARGUMENTS where the file is there or lies in the data folder. */
export async function makeRootKey(data: string, path: string, node: string, passphrase: string): Promise<Signer> {
  checkPassphrase(passphrase);
  if (existsSync(path))
    throw new MerivahtError('MV-ARGUMENTS', `${path} is there already: no root key is written over`);
  if (isInside(data, path))
    throw new MerivahtError('MV-ARGUMENTS', `${path} lies in the data folder: keep the root key somewhere else`);
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = signerOf(privateKey);
  const who = { nodeId: node, publicKey: Buffer.from(signer.publicKey).toString('base64url') };
  const locked = await lockKey(privateKey, bound(who), passphrase);
  const file = { schema: 'merivaht.root-key/1', ...who, lockedKey: locked };
  writeDurably(dirname(resolve(path)), basename(path), `${JSON.stringify(file, null, 2)}\n`);
  return signer;
}

/** `publicKey` as the newest card names it. MV-INPUT-MISSING, MV-DOCUMENT-INVALID or MV-PASSPHRASE. */
export async function openRootKey(path: string, publicKey: string, passphrase: string): Promise<Signer> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new MerivahtError('MV-INPUT-MISSING', `${path} is no readable root key`, { cause });
  }
  const read = rootKeyFile.safeParse(value);
  if (!read.success) throw new MerivahtError('MV-DOCUMENT-INVALID', `${path} is no root key`);
  if (read.data.publicKey !== publicKey)
    throw new MerivahtError('MV-DOCUMENT-INVALID', `${path} is the root key of another card of ${read.data.nodeId}`);
  const privateKey = await unlockKey(read.data.lockedKey, bound(read.data), passphrase, `the root of ${read.data.nodeId}`); // biome-ignore format: one thought
  if (Buffer.from(rawPublicKey(createPublicKey(privateKey))).toString('base64url') !== publicKey)
    throw new MerivahtError('MV-DOCUMENT-INVALID', `${path} holds another key than it says`);
  return signerOf(privateKey);
}

/** By where the folders really are; what is not there yet is where it will be. */
function isInside(data: string, path: string): boolean {
  const step = relative(realPath(data), realPath(path));
  return step === '' || !(step.startsWith('..') || resolve(step) === step);
}

function realPath(path: string): string {
  const absolute = resolve(path);
  if (existsSync(absolute)) return realpathSync(absolute);
  const above = dirname(absolute);
  return above === absolute ? absolute : join(realPath(above), basename(absolute));
}
