import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { suspendKey } from './suspend-key.ts';

const press = (key: string, over = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...over,
});

describe('the key that cuts a partner off', () => {
  it('is X in either case, and Escape leaves', () => {
    assert.equal(suspendKey(press('x'), false, false), 'ask');
    assert.equal(suspendKey(press('X'), false, false), 'ask');
    assert.equal(suspendKey(press('Escape'), true, false), 'leave');
    assert.equal(suspendKey(press('y'), false, false), undefined);
  });

  it('is none while somebody types, holds it, cuts text out, or has a dialog open', () => {
    assert.equal(suspendKey(press('x'), true, false), undefined);
    assert.equal(suspendKey(press('x', { repeat: true }), false, false), undefined);
    assert.equal(suspendKey(press('x', { ctrlKey: true }), false, false), undefined);
    assert.equal(suspendKey(press('x'), false, true), undefined);
  });
});
