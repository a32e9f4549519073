/** Whether a page speaks one language: what stands on it in words of another, or as a key that nobody translated. */
import type { Page } from 'playwright-core';
import { allTexts } from '../web/i18n/all-texts.ts';
import type { Language } from '../web/i18n/languages.ts';
import { laterTexts } from '../web/i18n/later-texts.ts';

/** Runs in the page: every text and label, but for what is marked as being in English and what was said before the language changed. */
const READ_WORDS = `(language) => {
  const words = new Set();
  const isOther = (element) => element.closest('[lang]')?.lang !== language || element.closest('.mv-toasts') !== null;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (!isOther(node.parentElement)) words.add(node.data.trim());
  for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext'])
    for (const element of document.querySelectorAll('[' + name + ']'))
      if (!isOther(element)) words.add(element.getAttribute(name).trim());
  words.delete('');
  return [...words];
}`;

const ALL = [...Object.values(allTexts), ...Object.values(laterTexts)];
const wordsOf = (language: Language): Set<string> =>
  new Set(ALL.flatMap((texts) => Object.values(texts[language] as Record<string, string>)));
const stem = (key: string): string => key.replace(/_(one|other)$/, '');
const KEYS = new Set(
  ALL.flatMap((texts) =>
    Object.keys(texts.en)
      .filter((key) => /[-_]/.test(key))
      .map(stem),
  ),
);

/** What is wrong with the words of the page; empty where all is well. */
export async function strayWords(page: Page, language: Language): Promise<string[]> {
  const own = wordsOf(language);
  const english = language === 'en' ? new Set<string>() : wordsOf('en');
  const shown = (await page.evaluate(`(${READ_WORDS})(${JSON.stringify(language)})`)) as string[];
  return shown.filter(
    (text) =>
      /^[a-z][a-z-]*[.:][a-z-]+$/.test(text) ||
      /\{\{|\}\}|\bundefined\b|\bNaN\b/.test(text) ||
      (KEYS.has(text) && !own.has(text)) ||
      (english.has(text) && !own.has(text)),
  );
}
