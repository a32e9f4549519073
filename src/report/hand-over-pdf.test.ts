import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { at, terribleWatch, watchToHandOver } from './hand-over-input.contract.ts';
import { handOverPdf } from './hand-over-pdf.ts';
import { handOverSheet } from './hand-over-sheet.ts';

const NOTO = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const hasNoto = existsSync(NOTO);
const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
const NO_FONT = 'fonts-noto-cjk not installed';

/** Pages, and whether the cross-reference table leads to objects, read by hand: no library of ours. */
function structure(bytes: Uint8Array): { pages: number; objects: number } {
  const text = Buffer.from(bytes).toString('latin1');
  assert.match(text, /^%PDF-1\.\d\n/);
  assert.match(text, /%%EOF\s*$/);
  const at = Number(/startxref\s+(\d+)\s+%%EOF/.exec(text)![1]);
  const table = /^xref\s+0 (\d+)\s+((?:\d{10} \d{5} [nf]\s+)+)/.exec(text.slice(at))!;
  const offsets = [...table[2]!.matchAll(/(\d{10}) \d{5} n/g)].map((m) => Number(m[1]));
  for (const offset of offsets) assert.match(text.slice(offset, offset + 20), /^\d+ 0 obj/);
  assert.equal(offsets.length, Number(table[1]) - 1);
  return { pages: Number(/\/Type \/Pages[^>]*?\/Count (\d+)/.exec(text)![1]), objects: offsets.length };
}

/** What Helvetica writes, in Windows-1252, out of the content streams. */
function written(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const decoder = new TextDecoder('windows-1252');
  let out = '';
  for (let at = buffer.indexOf('stream\n'); at >= 0; at = buffer.indexOf('stream\n', at + 7)) {
    const end = buffer.indexOf('\nendstream', at);
    if (end < 0) break;
    let content: string;
    try {
      content = inflateSync(buffer.subarray(at + 7, end)).toString('latin1');
    } catch {
      continue;
    }
    for (const [, array] of content.matchAll(/\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/g))
      out += `${[...array!.matchAll(/<([0-9a-f]*)>/g)].map((m) => decoder.decode(Buffer.from(m[1]!, 'hex'))).join('')}\n`;
  }
  return out;
}

/** What a column cannot hold in one line, and a text of several lines. */
const LONG_WORD = 'merealusteühenduskaablitevalveteenistusejuhataja';
const MANY_WORDS =
  'ühtki laeva ei kuuldud neljakümne kilomeetri ulatuses trassist, pikim lõik kahekümnendast kilomeetrist';

/** The words of a page with where they end, as another program reads them. */
function wordBoxes(bytes: Uint8Array): { text: string; right: number }[] {
  const { stdout, status } = spawnSync('pdftotext', ['-bbox', '-', '-'], { input: bytes, encoding: 'utf8' });
  assert.equal(status, 0);
  return [...stdout.matchAll(/xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</g)].map((m) => ({
    right: Number(m[1]),
    text: m[2]!.replaceAll('&amp;', '&').replaceAll('&gt;', '>').replaceAll('&lt;', '<'),
  }));
}

/** In one piece, or in pieces one below the other with the lines of other columns between them. */
function isIn(word: string, shown: string, words: readonly { text: string }[]): boolean {
  if (shown.includes(word)) return true;
  let rest = word;
  for (const { text } of words) {
    const fits = [...text].map((_, i) => text.slice(text.length - i - 1)).findLast((end) => rest.startsWith(end));
    if (fits !== undefined && fits.length >= Math.min(2, rest.length)) rest = rest.slice(fits.length);
    else if (rest !== '' && text.startsWith(rest)) rest = '';
  }
  return rest === '';
}

const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('the hand-over sheet as PDF', () => {
  it('is one whole page, for an ordinary watch and for a terrible one', async () => {
    for (const language of ['en', 'et'] as const)
      for (const input of [watchToHandOver(language), terribleWatch(language)]) {
        const { pages, objects } = structure(await handOverPdf(input));
        assert.deepEqual([pages, objects > 5], [1, true], language);
      }
  });

  it('holds what the page holds, with the letters of Estonian', async () => {
    const text = flat(written(await handOverPdf(watchToHandOver('et'))));
    for (const part of [
      'Valve üleandmine · Soome laht',
      'RECONSTRUCTION',
      'dismissed for lack of jurisdiction',
      'Jüri Põld',
      'SHIP NUMBER 1',
      'VALVETA',
      'Öösel oodata tuult šelfilt; žürii õhtul.',
      'EI VASTANUD',
      '10:40 UTC (12:40 EET)',
      'veel mitte: sellel sõlmel ei ole partnereid',
      'Vastu võttis: Jüri Põld',
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
  });

  it('reads the same in another program', { skip: hasPoppler ? false : 'pdftotext not installed' }, async () => {
    const bytes = await handOverPdf(watchToHandOver('en'));
    const { stdout, status } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' });
    assert.equal(status, 0);
    for (const part of [
      'Hand-over of the watch',
      'Jüri Põld',
      'NOT ACKNOWLEDGED',
      'Taken over by: Jüri Põld',
      '10:25 UTC (12:25 EET)',
    ])
      assert.ok(flat(stdout).includes(part), part);
  });

  it('loses no word, however long, and draws none over the edge of its column', {
    skip: hasPoppler ? (hasNoto ? false : NO_FONT) : 'pdftotext not installed',
  }, async () => {
    for (const language of ['en', 'et', 'ja'] as const) {
      const usual = watchToHandOver(language);
      const input = watchToHandOver(language, {
        theatre: { ...usual.theatre, reconstruction: { title: 'Merevahireisitanker', what: '', outcome: LONG_WORD } },
        assets: usual.assets.map((a) => ({ ...a, name: LONG_WORD, because: `${LONG_WORD} ${MANY_WORDS}` })),
        books: {
          ...usual.books,
          works: usual.books.works.map((w) => ({ ...w, title: `${MANY_WORDS} ${LONG_WORD}` })),
          ice: { state: 'ridged-ice', from: at(0), note: `${MANY_WORDS} šelfijää 氷丘脈` },
        },
        note: `${LONG_WORD} ${MANY_WORDS} Bērziņš`,
      });
      const bytes = await handOverPdf(input);
      assert.equal(structure(bytes).pages, 1, language);
      const words = wordBoxes(bytes);
      const shown = words.map((w) => w.text).join('');
      for (const cell of handOverSheet(input).sections.flatMap((s) => [
        s.title,
        ...s.heads,
        ...s.rows.flatMap((r) => r.cells),
      ]))
        for (const word of cell.split(/\s+/)) assert.ok(isIn(word, shown, words), `${language}: ${word} of ${cell}`);
      for (const word of input.note.split(' ')) assert.ok(isIn(word, shown, words), `${language}: ${word}`);
      for (const { text, right } of words) assert.ok(right <= 595.28 - 28 + 1, `${language}: ${text} ends at ${right}`);
    }
  });

  it('holds Japanese where the machine has the font', { skip: hasNoto ? false : NO_FONT }, async () => {
    for (const input of [watchToHandOver('ja'), terribleWatch('ja')]) {
      const bytes = await handOverPdf(input);
      assert.equal(structure(bytes).pages, 1);
      if (!hasPoppler) continue;
      const { stdout } = spawnSync('pdftotext', ['-', '-'], { input: bytes, encoding: 'utf8' });
      for (const part of ['当直引継書', 'フィンランド湾', '監視なし', 'RECONSTRUCTION'])
        assert.ok(stdout.includes(part), part);
    }
  });

  it('also holds letters of other languages in an English sheet', { skip: hasNoto ? false : NO_FONT }, async () => {
    const bytes = await handOverPdf(watchToHandOver('en', { to: 'Jānis Bērziņš 山田' }));
    assert.equal(structure(bytes).pages, 1);
  });

  it('says that the font is missing and what to do, rather than print boxes', async () => {
    for (const input of [watchToHandOver('ja'), watchToHandOver('en', { note: 'Bērziņš' })])
      await assert.rejects(handOverPdf(input, ['/nowhere']), (error: { code: string; remedy: string }) => {
        assert.equal(error.code, 'MV-FONT-MISSING');
        assert.match(error.remedy, /HTML/);
        return true;
      });
    assert.ok((await handOverPdf(watchToHandOver('et'), ['/nowhere'])).length > 1000);
  });

  it('is the same bytes for the same watch but for its random id', async () => {
    const [a, b] = await Promise.all([handOverPdf(watchToHandOver('en')), handOverPdf(watchToHandOver('en'))]);
    const bare = (bytes: Uint8Array): string =>
      Buffer.from(bytes)
        .toString('latin1')
        .replace(/\/ID \[[^\]]*\]/, '');
    assert.equal(bare(a), bare(b));
  });
});
