import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KEYS } from '../help/keys.ts';
import { commands, hotkeyOf, type Pressed } from './hotkey-of.ts';

const press = (key: string, over: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  targetTag: 'body',
  isEditable: false,
  isDialogOpen: false,
  ...over,
});

describe('a key', () => {
  it('is a command in either case', () => {
    assert.equal(hotkeyOf(press('j')), 'next');
    assert.equal(hotkeyOf(press('K')), 'previous');
    assert.equal(hotkeyOf(press('?')), 'help');
    assert.equal(hotkeyOf(press('x')), undefined);
  });

  it('is none while somebody types, in a dialog, or with a key of the browser', () => {
    assert.equal(hotkeyOf(press('a', { targetTag: 'input' })), undefined);
    assert.equal(hotkeyOf(press('a', { targetTag: 'textarea' })), undefined);
    assert.equal(hotkeyOf(press('a', { isEditable: true })), undefined);
    assert.equal(hotkeyOf(press('a', { isDialogOpen: true })), undefined);
    assert.equal(hotkeyOf(press('s', { ctrlKey: true })), undefined);
    assert.equal(hotkeyOf(press('a', { metaKey: true })), undefined);
    assert.equal(hotkeyOf(press('a', { altKey: true })), undefined);
  });

  it('leaves Enter to what has the focus, and acts once however long it is held', () => {
    assert.equal(hotkeyOf(press('Enter')), 'open');
    assert.equal(hotkeyOf(press('Enter', { targetTag: 'button' })), undefined);
    assert.equal(hotkeyOf(press('a', { repeat: true })), undefined);
    assert.equal(hotkeyOf(press('j', { repeat: true })), 'next');
  });

  it('is in the help for each command', () => {
    const told = KEYS.flatMap(({ keys }) => keys.map((key) => hotkeyOf(press(key === 'Esc' ? 'Escape' : key))));
    assert.deepEqual([...told].sort(), [...commands].sort());
  });
});
