/** Why something stands as it does, in the language of the page; in the server's English where it gives no reasons. */
import type { Reason } from '../../src/contract/reason.ts';
import { reasonSentence } from '../../src/contract/reason-words-table.ts';
import type { Language } from '../i18n/languages.ts';

export interface Told {
  readonly because: string;
  readonly reasons?: readonly Reason[] | undefined;
}

/** The words, and in which language they are. */
export function becauseText({ because, reasons }: Told, language: Language): { text: string; lang: Language } {
  if (language === 'en' || reasons === undefined || reasons.length === 0) return { text: because, lang: 'en' };
  return { text: reasonSentence(reasons, language), lang: language };
}
