import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { nodeHashing } from '../evidence/crypto.contract.ts';
import { areSameWords, twelveWords } from './fingerprint.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the twelve words', () => {
  it('come from the English list of BIP-39', () => {
    // sha256sum of english.txt in github.com/bitcoin/bips, as implementations of BIP-39 cite it.
    assert.equal(
      sha256(`${wordlist.join('\n')}\n`),
      '2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda',
    );
  });

  it('are those that Python finds', () => {
    // import hashlib; words = open('english.txt').read().split()
    // def twelve(a, b):
    //   n = int.from_bytes(hashlib.sha256(b''.join(sorted([a, b]))).digest(), 'big') >> (256 - 132)
    //   return ' '.join(words[(n >> (11 * (11 - i))) & 2047] for i in range(12))
    // twelve(hashlib.sha256(b'card A').digest(), hashlib.sha256(b'card B').digest())
    const known = 'never call bitter before smooth mirror amazing symptom skirt bus dream explain';
    assert.equal(twelveWords(sha256('card A'), sha256('card B'), nodeHashing), known);
    // twelve(bytes(32), b'\xff' * 32)
    const extremes = 'roof employ claw romance mule floor rail term own rescue sister wave';
    assert.equal(twelveWords('f'.repeat(64), '0'.repeat(64), nodeHashing), extremes);
  });

  it('are the same on both sides, and others for another card', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(sha256);
    assert.equal(twelveWords(a!, b!, nodeHashing), twelveWords(b!, a!, nodeHashing));
    assert.notEqual(twelveWords(a!, b!, nodeHashing), twelveWords(a!, c!, nodeHashing));
  });

  it('are compared as people write them, and refuse what is no hash', () => {
    assert.ok(areSameWords(' Never call\nbitter ', 'never CALL  bitter'));
    assert.ok(!areSameWords('never call bitter', 'never call better'));
    assert.throws(() => twelveWords('ab', 'cd', nodeHashing), /32 bytes/);
  });
});
