/**
 * What stands in a leaf. Of a record: a salted commitment, so that who may not read it cannot guess it. Of an empty slot:
 * padding, which nobody without the key can tell from a commitment, and which the owner computes again instead of keeping it.
 */
import { concatBytes, uint64be } from './bytes.ts';
import type { Hashing } from './keeping.ts';
import { utf8Of } from './utf8.ts';

export const SALT_BYTES = 32;
const PADDING = utf8Of('merivaht-pad/1');

/** `recordText` is the record's canonical JSON. */
export const commitmentOf = (hashing: Pick<Hashing, 'sha256'>, salt: Uint8Array, recordText: string): Uint8Array =>
  hashing.sha256(concatBytes(salt, utf8Of(recordText)));

/**
 * The padding key of one log. Two logs of a node (before and after a restore) must not have the same padding: where their leaves
 * were equal, a partner who read both would know that nothing was said.
 */
export const padKeyOf = (hashing: Pick<Hashing, 'hmacSha256'>, padKey: Uint8Array, origin: string): Uint8Array =>
  hashing.hmacSha256(padKey, utf8Of(`merivaht-pad-key/1\n${origin}`));

export const paddingLeaf = (hashing: Pick<Hashing, 'hmacSha256'>, padKey: Uint8Array, index: number): Uint8Array =>
  hashing.hmacSha256(padKey, concatBytes(PADDING, uint64be(index)));
