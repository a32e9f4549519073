/** A contact's role and number in the language of the page; what an officer entered is shown as it was entered. */
import type { Contact } from '../../src/contract/act.ts';
import type { Language } from '../i18n/languages.ts';
import { hasText, type Translate, translator } from '../i18n/translate.ts';

type Words = Translate<'contact'>;

export function contactRole({ role }: Pick<Contact, 'role'>, language: Language): string {
  const key = `role-${role}`;
  return hasText('contact', key) ? translator(language, 'contact')(key as Parameters<Words>[0]) : role;
}

export function contactCall({ call, placeholder }: Pick<Contact, 'call' | 'placeholder'>, language: Language): string {
  return placeholder && call !== '' ? translator(language, 'contact')('call-placeholder') : call;
}
