/** The keys of a node in its data folder, and the cards that name them: one file, changed whole, that only its owner may read. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MerivahtError } from '../contract/errors.ts';
import { jws, nodeId } from '../contract/node-card.ts';
import { bytesOf } from './locked-key.ts';
import { ownTlsKeys } from './node-tls.ts';
import { writeDurably } from './write-durably.ts';

const FILE = 'keys.json';

const secret = bytesOf(32);
const identityFile = z.strictObject({
  schema: z.literal('merivaht.node-keys/1'),
  nodeId,
  /** Oldest first; the last one is in force. */
  cards: z.array(jws).min(1),
  /** The log that the node is to keep now: the newest card must name it. */
  origin: z.string().max(200),
  /** Ed25519 secrets (RFC 8032, 32 bytes). */
  log: secret,
  witness: secret,
  record: secret,
  pad: secret,
  cursor: secret,
  /** age identity. */
  seal: z.string().regex(/^AGE-SECRET-KEY-1[A-Z0-9]{40,80}$/),
  tls: ownTlsKeys,
});
export type IdentityFile = z.infer<typeof identityFile>;

export const identityFolder = (data: string): string => join(data, 'identity');
export const identityPath = (data: string): string => join(identityFolder(data), FILE);

export const hasIdentity = (data: string): boolean => existsSync(identityPath(data));

/** MV-NO-IDENTITY, MV-IDENTITY-OPEN where others may read it, MV-DOCUMENT-INVALID. */
export function readIdentity(data: string): IdentityFile {
  if (!hasIdentity(data)) throw new MerivahtError('MV-NO-IDENTITY', `there is no ${identityPath(data)}`);
  refuseIfOpen(identityFolder(data));
  refuseIfOpen(identityPath(data));
  try {
    return identityFile.parse(JSON.parse(readFileSync(identityPath(data), 'utf8')));
  } catch (cause) {
    // What is wrong is not said: it may be part of a key.
    throw new MerivahtError('MV-DOCUMENT-INVALID', `${identityPath(data)} does not fit its schema`, {
      cause: cause instanceof z.ZodError ? undefined : cause,
    });
  }
}

export function writeIdentity(data: string, file: IdentityFile): void {
  writeDurably(identityFolder(data), FILE, `${JSON.stringify(identityFile.parse(file), null, 2)}\n`);
}

/** Windows has other rights; there the folder of the user's profile keeps others out. */
function refuseIfOpen(path: string): void {
  const mode = statSync(path).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new MerivahtError('MV-IDENTITY-OPEN', `${path} has mode ${mode.toString(8)}: others can read or change it`);
}
