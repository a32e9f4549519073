/**
 * Who a node is: its keys, and the card that says so to partners, signed by the root key. `makeIdentity` makes all of it once;
 * `rotateIdentity` makes new keys and the next card of the chain, for which the root key has to be brought back.
 */
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { MerivahtError } from '../contract/errors.ts';
import { NODE_CARD_SCHEMA, type NodeCard, nodeCard } from '../contract/node-card.ts';
import { signJws } from '../evidence/jws.ts';
import type { Signer } from '../evidence/keeping.ts';
import { decodeVerifierKey, encodeVerifierKey, NOTE_KEY, WITNESS_KEY } from '../evidence/signed-note.ts';
import { CARD_TYP, type CheckedCard, checkCard } from '../federation/card-check.ts';
import { hasIdentity, type IdentityFile, readIdentity, writeIdentity } from './identity-file.ts';
import { newSecret, nodeCrypto, privateKeyOf, signerOf } from './node-crypto.ts';
import { makeOwnTls, renewOwnTls } from './node-tls.ts';
import { makeRootKey, openRootKey } from './root-key.ts';

export { hasIdentity } from './identity-file.ts';

/** Two years: partners are to be met again before. */
const CARD_MS = 2 * 365 * 86_400_000;

export interface IdentityToMake {
  /** The data folder. */
  readonly folder: string;
  readonly nodeId: string;
  readonly name: string;
  /** `https://HOST:PORT`. */
  readonly endpoint: string;
  readonly rootKeyFile: string;
  readonly rootPassphrase: string;
  readonly nowMs: number;
}

export interface NodeIdentity {
  readonly nodeId: string;
  readonly endpoint: string;
  /** The card in force, as a compact JWS. */
  readonly card: string;
  readonly signers: { readonly log: Signer; readonly record: Signer; readonly witness: Signer };
  readonly padKey: Uint8Array;
  readonly cursorKey: Uint8Array;
  /** age identity, to open what is sealed to this node. */
  readonly sealIdentity: string;
  readonly tls: { readonly certPem: string; readonly keyPem: string; readonly authorityPem: string };
}

/** The signed card. MV-ARGUMENTS where there is an identity, or what is to stand in the card does not fit; else as `makeRootKey`. */
export async function makeIdentity(make: IdentityToMake): Promise<string> {
  const { folder, nodeId, name, endpoint, nowMs } = make;
  if (hasIdentity(folder)) throw new MerivahtError('MV-ARGUMENTS', `${folder} has an identity already`);
  const said = { nodeId, name, country: nodeId.slice(0, 2), endpoint };
  refuseUnfit(said);
  const keys = await newKeys({ nodeId, endpoint }, nowMs);
  const origin = originOf(nodeId, 1);
  const root = await makeRootKey(folder, make.rootKeyFile, nodeId, make.rootPassphrase);
  const card = await cardJws({ ...said, origin, keys, root, nowMs, previous: undefined });
  writeIdentity(folder, { schema: 'merivaht.node-keys/1', nodeId, cards: [card], origin, ...keys });
  return card;
}

export interface Rotation {
  readonly folder: string;
  /** `kept` after a restore, when only the log is another: what waits to be read again is signed with the keys that were. */
  readonly keys: 'new' | 'kept';
  readonly rootKeyFile: string;
  readonly rootPassphrase: string;
  readonly nowMs: number;
  readonly name?: string;
  readonly endpoint?: string;
}

/**
 * New witness, record, seal and TLS keys, and a card that cites the one before. The log's key stays as long as the log does: it
 * changes only where a new log was begun (`beginNewLog`), whose name the card then gets. The same keys stay in force if this fails.
 */
export async function rotateIdentity({
  folder,
  keys: which,
  rootKeyFile,
  rootPassphrase,
  nowMs,
  ...change
}: Rotation): Promise<string> {
  const file = readIdentity(folder);
  const previous = newestCard(file);
  const { nodeId, name, country, endpoint, keys: before } = previous.card;
  const said = { nodeId, name: change.name ?? name, country, endpoint: change.endpoint ?? endpoint };
  refuseUnfit(said);
  const root = await openRootKey(rootKeyFile, before.root, rootPassphrase);
  const { log, witness, record, pad, cursor, seal, tls } = file;
  const old: Keys = { log, witness, record, pad, cursor, seal, tls };
  const keys: Keys = which === 'kept' ? old : { ...(await newKeys(said, nowMs)), log, pad, cursor };
  const issuedMs = Math.max(nowMs, Date.parse(previous.card.issuedAt) + 1);
  const card = await cardJws({
    ...said,
    origin: file.origin,
    keys,
    root,
    nowMs: issuedMs,
    previous: previous.cardHash,
  });
  writeIdentity(folder, { ...file, ...keys, cards: [...file.cards, card] });
  return card;
}

/**
 * For a log that begins anew: another name and another key, since a key that has signed one history must not sign another. Until
 * `rotateIdentity` has made a card for it, `openIdentity` refuses. The new name.
 */
export function renameLog(folder: string): string {
  const file = readIdentity(folder);
  const { name } = decodeVerifierKey(nodeCrypto, newestCard(file).card.keys.log)!;
  const number = Number(name.slice(name.lastIndexOf('/') + 1));
  const origin = originOf(file.nodeId, number + 1);
  writeIdentity(folder, { ...file, origin, log: text(newSecret()), pad: random(), cursor: random() });
  return origin;
}

/**
 * The keys, as the card in force names them. Its TLS certificate is issued anew when it runs out before long. Throws
 * MV-NO-IDENTITY, MV-IDENTITY-OPEN, MV-DOCUMENT-INVALID, MV-CARD-INVALID, or MV-CARD-OLD after a restore.
 */
export async function openIdentity(folder: string, nowMs: number = Date.now()): Promise<NodeIdentity> {
  const file = readIdentity(folder);
  const { card } = newestCard(file, nowMs);
  const signers = { log: signerFrom(file.log), record: signerFrom(file.record), witness: signerFrom(file.witness) };
  const named = decodeVerifierKey(nodeCrypto, card.keys.log);
  if (named?.name !== file.origin)
    throw new MerivahtError(
      'MV-CARD-OLD',
      `the card is of the log ${named?.name}, and the log to be kept is ${file.origin}`,
    );
  const isOurs =
    card.keys.log === encodeVerifierKey(nodeCrypto, file.origin, NOTE_KEY, signers.log.publicKey) &&
    card.keys.record === text(signers.record.publicKey) &&
    card.keys.witness ===
      encodeVerifierKey(nodeCrypto, witnessName(card.nodeId), WITNESS_KEY, signers.witness.publicKey) && // biome-ignore format: one thought
    card.keys.tlsAuthority === file.tls.authorityPem;
  if (!isOurs)
    throw new MerivahtError('MV-DOCUMENT-INVALID', 'the keys of this node are not those that its card names');
  const tls = await renewOwnTls(file.tls, card, nowMs);
  if (tls !== file.tls) writeIdentity(folder, { ...file, tls });
  const { certPem, keyPem, authorityPem } = tls;
  return {
    nodeId: card.nodeId,
    endpoint: card.endpoint,
    card: file.cards.at(-1)!,
    signers,
    padKey: raw(file.pad),
    cursorKey: raw(file.cursor),
    sealIdentity: file.seal,
    tls: { certPem, keyPem, authorityPem },
  };
}

type Keys = Omit<IdentityFile, 'schema' | 'nodeId' | 'cards' | 'origin'>;

async function newKeys(owner: { nodeId: string; endpoint: string }, nowMs: number): Promise<Keys> {
  return {
    log: text(newSecret()),
    witness: text(newSecret()),
    record: text(newSecret()),
    pad: random(),
    cursor: random(),
    seal: await generateX25519Identity(),
    tls: await makeOwnTls(owner, nowMs),
  };
}

interface CardToSign {
  readonly nodeId: string;
  readonly name: string;
  readonly country: string;
  readonly endpoint: string;
  readonly origin: string;
  readonly keys: Keys;
  readonly root: Signer;
  readonly nowMs: number;
  readonly previous: string | undefined;
}

async function cardJws({
  nodeId,
  name,
  country,
  endpoint,
  origin,
  keys,
  root,
  nowMs,
  previous,
}: CardToSign): Promise<string> {
  const card: NodeCard = nodeCard.parse({
    schema: NODE_CARD_SCHEMA,
    nodeId,
    name,
    country,
    issuedAt: new Date(nowMs).toISOString(),
    validUntil: new Date(nowMs + CARD_MS).toISOString(),
    ...(previous === undefined ? {} : { previousCardHash: previous }),
    endpoint,
    keys: {
      root: text(root.publicKey),
      log: encodeVerifierKey(nodeCrypto, origin, NOTE_KEY, signerFrom(keys.log).publicKey),
      witness: encodeVerifierKey(nodeCrypto, witnessName(nodeId), WITNESS_KEY, signerFrom(keys.witness).publicKey),
      record: text(signerFrom(keys.record).publicKey),
      seal: await identityToRecipient(keys.seal),
      tlsAuthority: keys.tls.authorityPem,
    },
  });
  return signJws({ kid: nodeId, typ: CARD_TYP }, card, root).jws;
}

/** The whole chain is checked, the last card also for its time where `nowMs` is given. */
function newestCard({ cards }: IdentityFile, nowMs?: number): CheckedCard {
  let newest: CheckedCard | undefined;
  for (const [i, jws] of cards.entries()) {
    const { issuedAt } = nodeCard.parse(JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString('utf8')));
    const atMs = i === cards.length - 1 && nowMs !== undefined ? nowMs : Date.parse(issuedAt);
    const checked = checkCard({ schema: 'merivaht.signed-card/1', jws }, newest, atMs, nodeCrypto);
    if ('refused' in checked)
      throw new MerivahtError('MV-CARD-INVALID', `card ${i + 1} of this node: ${checked.refused}`);
    newest = checked.ok;
  }
  return newest!;
}

function refuseUnfit(said: { nodeId: string; name: string; country: string; endpoint: string }): void {
  const read = nodeCard.pick({ nodeId: true, name: true, country: true, endpoint: true }).safeParse(said);
  const isUrl = URL.canParse(said.endpoint) && new URL(said.endpoint).pathname === '/';
  if (!read.success || !isUrl) {
    const what = read.success ? 'endpoint' : read.error.issues[0]!.path.join('.');
    throw new MerivahtError('MV-ARGUMENTS', `a card cannot have such a ${what}: ${JSON.stringify(said)}`);
  }
}

const originOf = (nodeId: string, number: number): string => `merivaht/${nodeId}/${number}`;
const witnessName = (nodeId: string): string => `merivaht/${nodeId}/witness`;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const raw = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'base64url'));
const random = (): string => text(nodeCrypto.bytes(32));
const signerFrom = (secret: string): Signer => signerOf(privateKeyOf(raw(secret)));
