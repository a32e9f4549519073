/** What a kept JWS says. For what this node signed, or verified before it kept it: nothing is verified again. */
import type { NodeCard } from '../contract/node-card.ts';
import type { FederationRecord } from '../contract/record.ts';
import { bytesOfBase64url } from '../evidence/bytes.ts';
import { textOfUtf8 } from '../evidence/utf8.ts';

function payloadOf(jws: string): unknown {
  const bytes = bytesOfBase64url(jws.split('.')[1] ?? '');
  return JSON.parse((bytes && textOfUtf8(bytes)) ?? 'null');
}

export const recordOf = (jws: string): FederationRecord => payloadOf(jws) as FederationRecord;

export const cardOfJws = (jws: string): NodeCard => payloadOf(jws) as NodeCard;
