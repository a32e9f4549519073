/** Why something of a partner's was set aside, in the language of the page; a reason without words stands as it is. */
import '../../i18n/add-later-texts.ts';
import type { Language } from '../../i18n/languages.ts';
import { hasText, type Translate, translator } from '../../i18n/translate.ts';

export function refusedText(reason: string, language: Language): string {
  const key = `refused-${reason}`;
  if (!hasText('partners', key)) return reason;
  return translator(language, 'partners')(key as Parameters<Translate<'partners'>>[0]);
}
