/**
 * Node cards: read, checked and named by their hash. A card is signed by the root key that it names, so by itself it proves only
 * that it is whole; that it is the partner's is what two officers find when they compare the twelve words. A later card of a node
 * cites the one before it and is signed by the same root.
 */
import { canonicalJson } from '../contract/canonical-json.ts';
import { MerivahtError } from '../contract/errors.ts';
import { type NodeCard, nodeCard, type SignedCard } from '../contract/node-card.ts';
import { bytesOfBase64url, hexOf } from '../evidence/bytes.ts';
import { openJws } from '../evidence/jws.ts';
import type { Hashing, Verifying } from '../evidence/keeping.ts';
import { decodeVerifierKey, NOTE_KEY, WITNESS_KEY } from '../evidence/signed-note.ts';
import { textOfUtf8, utf8Of } from '../evidence/utf8.ts';

export const CARD_TYP = 'merivaht-card+jws';
/** Two authorities and six keys fit many times over. */
const MAX_CARD_CHARACTERS = 65_536;
/** A clock may be this much behind the one of who issued the card. */
const MAX_SKEW_MS = 300_000;

export interface CheckedCard {
  readonly card: NodeCard;
  /** SHA-256 of its canonical JSON, lower hexadecimal. */
  readonly cardHash: string;
}

export type CardFault =
  | 'malformed'
  | 'bad-signature'
  | 'other-country'
  | 'bad-keys'
  | 'not-yet-valid'
  | 'no-longer-valid'
  | 'other-node'
  | 'other-root'
  | 'chain-broken';

export const cardHash = (card: NodeCard, hashing: Pick<Hashing, 'sha256'>): string =>
  hexOf(hashing.sha256(utf8Of(canonicalJson(card))));

/** `previous` is the newest card known of this node; the same card again is good. */
export function checkCard(
  signed: SignedCard,
  previous: CheckedCard | undefined,
  nowMs: number,
  crypto: Pick<Hashing, 'sha256'> & Verifying,
): { readonly ok: CheckedCard } | { readonly refused: CardFault } {
  const card = openCard(signed.jws, crypto);
  if (typeof card === 'string') return { refused: card };
  const refused = faultOf(card, nowMs, crypto);
  if (refused !== undefined) return { refused };
  const checked = { card, cardHash: cardHash(card, crypto) };
  const broken = previous === undefined ? undefined : chainFault(checked, previous);
  return broken === undefined ? { ok: checked } : { refused: broken };
}

/** The key that verifies stands in what is verified, so the payload is looked at once before: for the key alone. */
function openCard(jws: string, verifying: Verifying): NodeCard | CardFault {
  const card = claimedCard(jws);
  const root = card === undefined ? undefined : bytesOfBase64url(card.keys.root);
  if (card === undefined || root === undefined) return 'malformed';
  const opened = openJws(jws, { kid: card.nodeId, typ: CARD_TYP }, root, verifying);
  if (opened.ok) return card;
  return opened.because === 'bad-signature' ? 'bad-signature' : 'malformed';
}

function claimedCard(jws: string): NodeCard | undefined {
  if (jws.length > MAX_CARD_CHARACTERS) return undefined;
  const bytes = bytesOfBase64url(jws.split('.')[1] ?? '');
  const text = bytes === undefined ? undefined : textOfUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    return nodeCard.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What a card says, unverified: of the own card, and of one that `checkCard` let in before. Throws MV-CARD-INVALID. */
export function cardOf(jws: string): NodeCard {
  const card = claimedCard(jws);
  if (card === undefined) throw new MerivahtError('MV-CARD-INVALID', 'it is no node card');
  return card;
}

function faultOf(card: NodeCard, nowMs: number, hashing: Pick<Hashing, 'sha256'>): CardFault | undefined {
  if (card.nodeId.slice(0, 2) !== card.country) return 'other-country';
  if (!areKeysGood(card, hashing)) return 'bad-keys';
  if (!(Date.parse(card.issuedAt) <= nowMs + MAX_SKEW_MS)) return 'not-yet-valid';
  if (!(nowMs < Date.parse(card.validUntil))) return 'no-longer-valid';
  return undefined;
}

/** The log's name is the node's own origin, and no key does the work of another. */
function areKeysGood({ nodeId, keys }: NodeCard, hashing: Pick<Hashing, 'sha256'>): boolean {
  const log = decodeVerifierKey(hashing, keys.log);
  const witness = decodeVerifierKey(hashing, keys.witness);
  const record = bytesOfBase64url(keys.record);
  const root = bytesOfBase64url(keys.root);
  if (log?.type !== NOTE_KEY || witness?.type !== WITNESS_KEY || record === undefined || root === undefined)
    return false;
  const ownOrigin = `merivaht/${nodeId}/`;
  if (!log.name.startsWith(ownOrigin) || !/^[1-9]\d{0,8}$/.test(log.name.slice(ownOrigin.length))) return false;
  return new Set([log.publicKey, witness.publicKey, record, root].map(hexOf)).size === 4;
}

function chainFault({ card, cardHash: hash }: CheckedCard, previous: CheckedCard): CardFault | undefined {
  if (card.nodeId !== previous.card.nodeId) return 'other-node';
  if (hash === previous.cardHash) return undefined;
  if (card.keys.root !== previous.card.keys.root) return 'other-root';
  const isLater = Date.parse(card.issuedAt) > Date.parse(previous.card.issuedAt);
  return card.previousCardHash === previous.cardHash && isLater ? undefined : 'chain-broken';
}
