/**
 * The twelve words that officers of two nodes read to each other before they agree: the same on both sides, for the same two
 * cards. 132 bits of SHA-256 over both cards' hashes, as words of the English list of BIP-39
 * (https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki), eleven bits a word, without BIP-39's check word.
 */
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { bytesOfHex, concatBytes } from '../evidence/bytes.ts';
import type { Hashing } from '../evidence/keeping.ts';
import { assert } from '../lib/assert.ts';

const WORDS = 12;
const BITS_A_WORD = 11;

/** Hashes in lower hexadecimal, in either order. */
export function twelveWords(cardHashA: string, cardHashB: string, hashing: Pick<Hashing, 'sha256'>): string {
  const [lower, higher] = [cardHashA, cardHashB].sort().map(bytesOfHex);
  assert(lower?.length === 32 && higher?.length === 32, 'a card hash is 32 bytes in lower hexadecimal');
  const digest = hashing.sha256(concatBytes(lower, higher));
  const words: string[] = [];
  for (let word = 0; word < WORDS; word++) {
    let index = 0;
    for (let bit = word * BITS_A_WORD; bit < (word + 1) * BITS_A_WORD; bit++)
      index = index * 2 + ((digest[bit >> 3]! >> (7 - (bit & 7))) & 1);
    words.push(wordlist[index]!);
  }
  return words.join(' ');
}

/** As officers write them: capitals and white space do not matter. */
export const areSameWords = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (words: string): string => words.trim().toLowerCase().split(/\s+/).join(' ');
