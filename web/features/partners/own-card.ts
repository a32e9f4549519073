/** This node's own card: asked for once, and the hash by which agreements name it. */
import { type SignedCard, signedCard } from '../../../src/contract/node-card.ts';
import { getJson } from '../../state/api.ts';
import { readSigned } from './read-card.ts';

export interface OwnCardRead {
  readonly signed: SignedCard;
  readonly cardHash: string;
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');

async function askOwnCard(): Promise<OwnCardRead> {
  const signed = await getJson('/api/partners/card', signedCard);
  const read = readSigned(signed);
  if ('problem' in read) throw new Error("this node's own card cannot be read");
  return { signed, cardHash: hex(await crypto.subtle.digest('SHA-256', read.payload)) };
}

export const cardQuery = { queryKey: ['own-card'], queryFn: askOwnCard, staleTime: 60_000 };
