/**
 * Compact JWS (RFC 7515) with alg "Ed25519" (RFC 9864) over canonical JSON (RFC 8785). Strict: the header has one spelling, the
 * payload is in canonical form, base64url has neither padding nor spare bits; so a document has one signed text, and two readers
 * cannot read two things in it. `jose` reads and writes the same.
 */
import { canonicalJson } from '../contract/canonical-json.ts';
import { assert } from '../lib/assert.ts';
import { base64urlOf, bytesOfBase64url } from './bytes.ts';
import type { Signer, Verifying } from './keeping.ts';
import { textOfUtf8, utf8Of } from './utf8.ts';

/** `typ` of a record's header. */
export const RECORD_TYP = 'merivaht-record+jws';
/** As `jws` of `contract/node-card.ts`. */
const MAX_CHARACTERS = 1_500_000;
/** Deeper documents are refused before anything walks them. */
const MAX_DEPTH = 64;
/** `JSON.stringify` writes half a surrogate pair as an escape; RFC 8785 refuses it. */
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

export interface JwsHeader {
  /** Which kind of document. */
  readonly typ: string;
  /** Whose key: a node's id. */
  readonly kid: string;
}

export type JwsFault = 'malformed' | 'too-large' | 'other-header' | 'bad-signature' | 'not-json' | 'not-canonical';

export type OpenedJws =
  | { readonly ok: true; readonly payloadText: string; readonly payload: unknown }
  | { readonly ok: false; readonly because: JwsFault };

const headerText = (header: JwsHeader): string => canonicalJson({ alg: 'Ed25519', kid: header.kid, typ: header.typ });

export interface SignedJws {
  readonly jws: string;
  /** The canonical JSON that was signed: what a leaf commits to. */
  readonly payloadText: string;
}

export function signJws(header: JwsHeader, payload: unknown, signer: Signer): SignedJws {
  const payloadText = canonicalJson(payload);
  assert(isShallow(payload, MAX_DEPTH), 'a signed document is not deeper than its readers go');
  assert(!LONE_SURROGATE.test(payloadText), 'a signed document holds no half of a surrogate pair');
  const input = `${base64urlOf(utf8Of(headerText(header)))}.${base64urlOf(utf8Of(payloadText))}`;
  return { jws: `${input}.${base64urlOf(signer.sign(utf8Of(input)))}`, payloadText };
}

/** Verifies first, parses then: nothing unsigned reaches the parser. */
export function openJws(jws: string, header: JwsHeader, publicKey: Uint8Array, verifying: Verifying): OpenedJws {
  if (jws.length > MAX_CHARACTERS) return { ok: false, because: 'too-large' };
  const parts = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/.exec(jws);
  const payloadBytes = parts === null ? undefined : bytesOfBase64url(parts[2]!);
  const signature = parts === null ? undefined : bytesOfBase64url(parts[3]!);
  if (parts === null || payloadBytes === undefined || signature === undefined)
    return { ok: false, because: 'malformed' };
  if (parts[1] !== base64urlOf(utf8Of(headerText(header)))) return { ok: false, because: 'other-header' };
  if (!verifying.verify(publicKey, utf8Of(`${parts[1]}.${parts[2]}`), signature))
    return { ok: false, because: 'bad-signature' };
  const payloadText = textOfUtf8(payloadBytes);
  if (payloadText === undefined) return { ok: false, because: 'not-json' };
  return openPayload(payloadText);
}

function openPayload(payloadText: string): OpenedJws {
  let payload: unknown;
  try {
    payload = JSON.parse(payloadText);
  } catch {
    return { ok: false, because: 'not-json' };
  }
  const isCanonical =
    isShallow(payload, MAX_DEPTH) && !LONE_SURROGATE.test(payloadText) && canonicalJson(payload) === payloadText;
  return isCanonical ? { ok: true, payloadText, payload } : { ok: false, because: 'not-canonical' };
}

/** Before the key is known: who says to have signed, and what kind. Trust nothing of it. */
export function peekHeader(jws: string): JwsHeader | undefined {
  if (jws.length > MAX_CHARACTERS) return undefined;
  const bytes = bytesOfBase64url(jws.slice(0, Math.max(0, jws.indexOf('.'))));
  const text = bytes === undefined || bytes.length > 1000 ? undefined : textOfUtf8(bytes);
  const parts = text === undefined ? null : /^\{"alg":"Ed25519","kid":"([\w.:-]+)","typ":"([\w.+-]+)"\}$/.exec(text);
  return parts === null ? undefined : { kid: parts[1]!, typ: parts[2]! };
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((member) => isShallow(member, depth - 1));
}
