import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shippedRegions } from '../../src/cli/data-folder.ts';
import { languages } from '../i18n/languages.ts';
import { hasText } from '../i18n/translate.ts';
import { contactCall, contactRole } from './contact-words.ts';

describe('a contact', () => {
  it('has words for every role that ships, and shows others as they were entered', () => {
    for (const { contacts } of shippedRegions())
      for (const { role } of contacts) assert.ok(hasText('contact', `role-${role}`), role);
    assert.equal(contactRole({ role: 'coast guard' }, 'et'), 'rannavalve');
    for (const language of languages) assert.equal(contactRole({ role: 'Anne' }, language), 'Anne');
  });

  it('says that a number is a placeholder, and never alters a real one', () => {
    assert.equal(
      contactCall({ call: '(placeholder)', placeholder: true }, 'ja'),
      '（仮の値：実際の番号を登録すること）',
    );
    assert.equal(contactCall({ call: '+372 1', placeholder: false }, 'ja'), '+372 1');
    assert.equal(contactCall({ call: '', placeholder: true }, 'et'), '');
  });
});
