/** Words in a language, without React: for tests and for functions that make sentences. */
import i18next from 'i18next';
import { allTexts, type TextKey, type TextName } from './all-texts.ts';
import { type Language, languages } from './languages.ts';

export type TextValues = Readonly<Record<string, string | number>>;
export type Translate<N extends TextName> = (key: TextKey<N>, values?: TextValues) => string;

const known = new Map<string, Readonly<Record<string, string>>>(
  Object.entries(allTexts).map(([name, texts]) => [name, texts.en]),
);
const i18n = i18next.createInstance();
await i18n.init({
  resources: Object.fromEntries(
    languages.map((language) => [
      language,
      Object.fromEntries(Object.entries(allTexts).map(([name, texts]) => [name, texts[language]])),
    ]),
  ),
  lng: 'en',
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  // React escapes what it shows; the rest is never HTML.
  interpolation: { escapeValue: false },
});

/** The words of pages that are loaded when they are opened. */
export function addTexts(
  more: Readonly<Record<string, Readonly<Record<Language, Readonly<Record<string, string>>>>>>,
): void {
  for (const [name, texts] of Object.entries(more)) {
    known.set(name, texts.en);
    for (const language of languages) i18n.addResourceBundle(language, name, texts[language]);
  }
}

export function translator<N extends TextName>(language: Language, name: N): Translate<N> {
  const t = i18n.getFixedT(language, name);
  return (key, values) => t(key as string, values ?? {}) as string;
}

/** Whether there are words for a key that was not known when the program was written (a kind, a reason, a state). */
export function hasText(name: TextName, key: string): boolean {
  return Object.hasOwn(known.get(name) ?? {}, key);
}
