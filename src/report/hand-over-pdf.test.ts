import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { terribleWatch, watchToHandOver } from './hand-over-input.contract.ts';
import { handOverPdf } from './hand-over-pdf.ts';

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
      'Vahi üleandmine · Soome laht',
      'RECONSTRUCTION',
      'dismissed for lack of jurisdiction',
      'Jüri Põld',
      'SHIP NUMBER 1',
      'VALVAMATA',
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
