import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Officer } from '../../src/contract/views.ts';
import { personsTrouble } from './two-officers.ts';

const officer = (officerId: string, observer = false): Officer => ({
  officerId,
  name: officerId.toUpperCase(),
  observer,
  publicKey: '',
  addedAt: '2024-12-01T00:00:00Z',
});
const officers = [officer('mari'), officer('jaan'), officer('guest', true)];
const typed = { first: 'mari', firstPassphrase: 'a', second: 'jaan', secondPassphrase: 'b' };

describe('the two persons of an act', () => {
  it('are two different ones who may act, with both passphrases', () => {
    assert.equal(personsTrouble(typed, officers), undefined);
    assert.equal(personsTrouble({ ...typed, second: 'mari' }, officers), 'same');
    assert.equal(personsTrouble({ ...typed, second: '' }, officers), 'second');
    assert.equal(personsTrouble({ ...typed, second: 'guest' }, officers), 'second', 'an observer does not act');
    assert.equal(personsTrouble({ ...typed, first: 'nobody' }, officers), 'first');
    assert.equal(personsTrouble({ ...typed, secondPassphrase: '' }, officers), 'passphrase');
  });

  it('cannot be found on a node that has only one', () => {
    assert.equal(personsTrouble(typed, [officer('mari'), officer('guest', true)]), 'too-few');
  });
});
