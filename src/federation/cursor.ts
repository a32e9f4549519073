/**
 * Where a partner's reading goes on. It is told nothing: the cursor is the ordinal within its own lane with a code that binds it
 * to this partner and this log, so that it can neither be made up nor used by another. A cipher would hide the ordinal as well;
 * it need not, for a partner counts its own entries anyway.
 */
import { base64urlOf, bytesOfBase64url, concatBytes, equalBytes, uint64be, uint64beAt } from '../evidence/bytes.ts';
import type { Hashing } from '../evidence/keeping.ts';
import { utf8Of } from '../evidence/utf8.ts';

const ORDINAL_BYTES = 8;
const CODE_BYTES = 16;

export interface CursorKey {
  readonly crypto: Pick<Hashing, 'hmacSha256'>;
  readonly key: Uint8Array;
  readonly origin: string;
}

function codeOf({ crypto, key, origin }: CursorKey, partner: string, ordinal: Uint8Array): Uint8Array {
  const bound = concatBytes(utf8Of(`merivaht-cursor/1\n${origin}\n${partner}\n`), ordinal);
  return crypto.hmacSha256(key, bound).subarray(0, CODE_BYTES);
}

export function makeCursor(key: CursorKey, partner: string, ordinal: number): string {
  const bytes = uint64be(ordinal);
  return base64urlOf(concatBytes(bytes, codeOf(key, partner, bytes)));
}

/** Undefined for what this log did not give this partner. */
export function readCursor(key: CursorKey, partner: string, cursor: string): number | undefined {
  const bytes = bytesOfBase64url(cursor);
  if (bytes?.length !== ORDINAL_BYTES + CODE_BYTES) return undefined;
  const ordinal = bytes.subarray(0, ORDINAL_BYTES);
  if (!equalBytes(bytes.subarray(ORDINAL_BYTES), codeOf(key, partner, ordinal))) return undefined;
  return uint64beAt(bytes, 0);
}
