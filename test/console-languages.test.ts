/** The console in Estonian and Japanese: no page shows an English sentence, a key without words, or a word that is cut off. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { TheatreState } from '../src/contract/live.ts';
import { allTexts } from '../web/i18n/all-texts.ts';
import type { Language } from '../web/i18n/languages.ts';
import { pages } from '../web/state/view-hash.ts';
import { consoleUnderTest, DEMONSTRATION, skip, untilTrue } from './console.contract.ts';
import { strayWords } from './console-words.contract.ts';
import { getJson } from './watch-process.contract.ts';

/** Shorter ones may be part of a word of another language, or of a name. */
const LONGER_THAN = 12;
const THEATRES = ['gulf-of-finland', 'taiwan-strait'] as const;

/** Pieces of English sentences between values, none of which is also a piece of the other language. */
function englishPieces(language: Language): string[] {
  const pieces = new Set<string>();
  const own: string[] = [];
  for (const texts of Object.values(allTexts)) {
    const theirs = texts[language] as Record<string, string>;
    for (const [key, english] of Object.entries(texts.en as Record<string, string>)) {
      own.push(theirs[key]!);
      if (theirs[key] === english) continue;
      for (const piece of english.split(/\{\{\w+\}\}/)) if (piece.trim().length > LONGER_THAN) pieces.add(piece.trim());
    }
  }
  return [...pieces].filter((piece) => !own.some((text) => text.includes(piece)));
}

/** All that is to be seen but what is to be read on VHF, which is always English. */
const VISIBLE = `(() => {
  const spoken = [...document.querySelectorAll('.mv-vhf')].map((each) => each.innerText);
  return spoken.reduce((text, each) => text.replace(each, ''), document.body.innerText);
})()`;
/** What is marked as English, but for what is read on VHF. */
const MARKED_ENGLISH = `[...document.querySelectorAll('[lang=en]')]
  .filter((each) => each.closest('.mv-vhf') === null && each !== document.documentElement && each.innerText.trim() !== '')
  .map((each) => each.innerText.trim())`;
/** What the hours of an asset say when they are pointed at. */
const HOURS = `[...document.querySelectorAll('.mv-card [title]')].map((each) => each.title)`;
/** Buttons, tags and heads of tables whose words do not fit into them. */
const CUT_OFF = `[...document.querySelectorAll('button, th, .mv-tag, h2, h3, dt, label')]
  .filter((each) => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible')
  .map((each) => each.innerText.trim())
  .filter((text) => text !== '')`;

describe('the console in Estonian and Japanese', () => {
  const ours = consoleUnderTest(DEMONSTRATION);
  after(() => assert.deepEqual(ours.complaints, []));
  const shots = process.env.MERIVAHT_SHOTS;

  async function show(theatreId: string, path: string, language: Language): Promise<void> {
    const { page, watch } = ours;
    const mark = path.includes('?') ? '&' : '?';
    await page.goto(`${watch.url}/#/${theatreId}/${path}${mark}lang=${language}`);
    await untilTrue(page, `document.documentElement.lang === '${language}'`);
    // What was asked for has come, or said that it did not.
    await page.waitForLoadState('networkidle');
    await untilTrue(page, `document.querySelector('[aria-busy="true"]') === null`);
  }

  async function check(where: string, language: Language, pieces: readonly string[]): Promise<void> {
    const { page } = ours;
    if (shots !== undefined) await page.screenshot({ path: join(shots, `${where.replace(/\W+/g, '-')}.png`) });
    const text = String(await page.evaluate(VISIBLE));
    assert.ok(text.length > 100, `${where} shows something`);
    assert.deepEqual(
      pieces.filter((piece) => text.includes(piece)),
      [],
      `English on ${where}`,
    );
    assert.deepEqual(await strayWords(page, language), [], where);
    assert.deepEqual(await page.evaluate(CUT_OFF), [], `cut off on ${where}`);
  }

  it('looks for enough English to find it: on the English pages it does', { skip }, async (t) => {
    const pieces = englishPieces('et');
    t.diagnostic(`${pieces.length} pieces of English`);
    assert.ok(pieces.length > 400, String(pieces.length));
    await show('gulf-of-finland', 'help', 'en');
    const text = String(await ours.page.evaluate(VISIBLE));
    assert.ok(pieces.filter((piece) => text.includes(piece)).length > 10);
  });

  for (const language of ['et', 'ja'] as const)
    it(`shows no English on any page in ${language}, with an alert, a vessel and an asset open`, { skip }, async () => {
      const pieces = englishPieces(language);
      let hoursSeen = 0;
      for (const theatreId of THEATRES) {
        const state = await getJson<TheatreState>(`${ours.watch.url}/api/theatres/${theatreId}/state`);
        for (const each of pages) {
          await show(theatreId, each, language);
          await check(`${language} ${theatreId} ${each}`, language, pieces);
        }
        const row = state.queue.rows[0];
        if (row !== undefined) {
          await show(theatreId, `watch?alert=${encodeURIComponent(row.alert.id)}`, language);
          await ours.page.locator('.mv-alert .mv-evidence').waitFor();
          await check(`${language} ${theatreId} alert`, language, pieces);
          assert.deepEqual(await ours.page.evaluate(MARKED_ENGLISH), [], `${language} ${theatreId} alert`);
          await show(theatreId, `watch?mmsi=${row.alert.vessel.mmsi}`, language);
          await check(`${language} ${theatreId} vessel`, language, pieces);
        }
        const asset = state.assets.find((one) => one.state !== 'watched') ?? state.assets[0]!;
        await show(theatreId, `watch?asset=${asset.assetId}`, language);
        await ours.page.locator('.mv-card .mv-facts').waitFor();
        await check(`${language} ${theatreId} asset`, language, pieces);
        const hours = (await ours.page.evaluate(HOURS)) as string[];
        hoursSeen += hours.length;
        assert.deepEqual(
          hours.filter((text) => pieces.some((piece) => text.includes(piece))),
          [],
          `${language} ${theatreId} hours of an asset`,
        );
        await ours.page.locator('.mv-feed-line button').first().click();
        await ours.page.locator('.mv-feed-table').waitFor();
        await check(`${language} ${theatreId} feeds`, language, pieces);
        await ours.page.locator('.mv-feed-line button').first().click();
      }
      // A watch that has just begun has none; the other theatre's recording is shown from the middle of its day.
      assert.ok(hoursSeen > 0, 'an asset had hours under its chart');
    });
});
