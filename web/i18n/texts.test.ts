import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allTexts } from './all-texts.ts';
import { languages } from './languages.ts';
import { laterTexts } from './later-texts.ts';

const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]!).sort();

describe('the words of the console', () => {
  for (const [name, texts] of Object.entries({ ...allTexts, ...laterTexts })) {
    const english: Record<string, string> = texts.en;
    for (const language of languages) {
      const words: Record<string, string> = texts[language];
      it(`has the same keys for ${name} in ${language} as in English, and none is empty`, () => {
        assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort());
        assert.deepEqual(
          Object.entries(words).filter(([, text]) => text.trim() === ''),
          [],
        );
      });
      it(`asks for the same values for ${name} in ${language} as in English`, () => {
        for (const [key, text] of Object.entries(words))
          assert.deepEqual(placeholders(text), placeholders(english[key] ?? ''), key);
      });
    }
  }
});
