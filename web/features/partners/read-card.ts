/** A pasted card as it says of itself. Whether it is signed by the key it names is for the node to verify. */
import { type NodeCard, nodeCard, type SignedCard, signedCard } from '../../../src/contract/node-card.ts';

export interface ReadCard {
  readonly signed: SignedCard;
  readonly card: NodeCard;
  /** The canonical JSON whose SHA-256 names the card. */
  readonly payload: Uint8Array<ArrayBuffer>;
}

export type CardProblem = 'empty' | 'not-json' | 'not-a-card';

export function readCard(text: string): ReadCard | { readonly problem: CardProblem } {
  if (text.trim() === '') return { problem: 'empty' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'not-json' };
  }
  const signed = signedCard.safeParse(json);
  if (!signed.success) return { problem: 'not-a-card' };
  return readSigned(signed.data);
}

export function readSigned(signed: SignedCard): ReadCard | { readonly problem: CardProblem } {
  try {
    const payload = fromBase64Url(signed.jws.split('.')[1] ?? '');
    const card = nodeCard.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
    return card.success ? { signed, card: card.data, payload } : { problem: 'not-a-card' };
  } catch {
    // Not base64url, not UTF-8 or not JSON: no card.
    return { problem: 'not-a-card' };
  }
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
