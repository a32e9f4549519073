/** A reconstruction's title, story and outcome in the language of the page; English where they are not translated. */
import type { ReconstructionWords, TheatreInfo } from '../../src/contract/live.ts';
import type { Language } from '../i18n/languages.ts';

export interface ReconstructionTold extends ReconstructionWords {
  readonly lang: Language;
}

export function reconstructionIn(info: TheatreInfo | undefined, language: Language): ReconstructionTold | undefined {
  const told = info?.reconstruction;
  if (told === undefined) return undefined;
  const translated = language === 'en' ? undefined : told.translations?.[language];
  const { title, what, outcome } = translated ?? told;
  return { title, what, outcome, lang: translated === undefined ? 'en' : language };
}
