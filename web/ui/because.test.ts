import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Reason, reasonCodes } from '../../src/contract/reason.ts';
import { REASON_WORDS, reasonSentence } from '../../src/contract/reason-words-table.ts';
import { languages } from '../i18n/languages.ts';
import { becauseText } from './because-text.ts';
import { reconstructionIn } from './reconstruction-words.ts';

const IN_PART: Reason = {
  code: 'heard-in-part',
  values: { unheardKm: 80, routeKm: 150, fromKpKm: 40, toKpKm: 102 },
};
const LOST: Reason = { code: 'lost-feed-heard-it', values: { feedId: 'porkkala', feedState: 'silent' } };
/** Of every code, as `reason.ts` says. */
const VALUES: Readonly<Partial<Record<Reason['code'], Reason['values']>>> = {
  'heard-in-part': IN_PART.values,
  'lost-feed-heard-it': LOST.values,
  'no-live-feed': LOST.values,
  'connection-lost': { address: 'tcp://127.0.0.1:2947' },
};

describe('a reason', () => {
  it('is whole in each language with the values that it is said to carry', () => {
    for (const language of languages)
      for (const code of reasonCodes) {
        const text = reasonSentence([{ code, values: VALUES[code] ?? {} }], language);
        assert.doesNotMatch(text, /\{\{|undefined/, `${language} ${code}`);
      }
  });

  it('reads in English as the node writes it', () => {
    assert.equal(
      reasonSentence([IN_PART, LOST], 'en'),
      'no vessel was heard along 80 of 150 km of the route, at the longest from KP 40 to 102; porkkala, which heard it, is silent',
    );
    assert.equal(
      reasonSentence(
        [
          { code: 'worst-hour', values: {} },
          { code: 'heard-nowhere', values: {} },
        ],
        'en',
      ),
      'in its worst hour no vessel was heard anywhere along the route',
    );
  });

  it('joins what is said of one thing in Estonian and Japanese', () => {
    assert.equal(
      reasonSentence([IN_PART, LOST], 'et'),
      '80 km ulatuses trassist (150 km) ei kuuldud ühtki laeva, pikim lõik KP 40 kuni 102; allikas porkkala, mis seda kuulis: vaikib',
    );
    assert.equal(
      reasonSentence([{ code: 'worst-hour', values: {} }, IN_PART], 'ja'),
      '最も悪い1時間では、経路150 kmのうち80 kmで船の受信なし（最長の区間はKP 40〜102）',
    );
  });

  it('is the English of the node where nothing else is told', () => {
    const told = { because: 'as the node says', reasons: [LOST] };
    assert.deepEqual(becauseText(told, 'en'), { text: 'as the node says', lang: 'en' });
    assert.deepEqual(becauseText({ because: 'x' }, 'et'), { text: 'x', lang: 'en' });
    assert.deepEqual(becauseText(told, 'ja'), { text: 'ここを受信していたporkkalaが無音', lang: 'ja' });
  });

  it('has words for every code and no others but the states of feeds', () => {
    for (const language of languages)
      assert.deepEqual(
        Object.keys(REASON_WORDS[language]).filter((key) => !/^feed-/.test(key)),
        [...reasonCodes],
      );
  });
});

describe('a reconstruction', () => {
  const words = (language: string) => ({ title: `${language} 1`, what: `${language} 2`, outcome: `${language} 3` });
  const info = {
    theatreId: 'x',
    name: { en: 'X', et: 'X', ja: 'X' },
    box: [0, 0, 1, 1] as [number, number, number, number],
    timeZone: 'UTC',
  };
  it('is told in the language of the page, and in English where it is not translated', () => {
    const translated = {
      ...info,
      reconstruction: { ...words('en'), translations: { et: words('et'), ja: words('ja') } },
    };
    assert.deepEqual(reconstructionIn(translated, 'ja'), { ...words('ja'), lang: 'ja' });
    assert.deepEqual(reconstructionIn(translated, 'en'), { ...words('en'), lang: 'en' });
    assert.deepEqual(reconstructionIn({ ...info, reconstruction: words('en') }, 'et'), { ...words('en'), lang: 'en' });
    assert.equal(reconstructionIn(info, 'et'), undefined);
  });
});
