/** The hand-over sheet as one self-contained page of HTML: A4, one page, nothing loaded, nothing run. */
import { type HandOverInput, isWide } from './hand-over-input.ts';
import { handOverSheet, SHEET_LIMITS, type Sheet, type SheetSection } from './hand-over-sheet.ts';
import { Html, html } from './html.ts';

/** 190 mm between margins of 10 mm, and 277 mm, in points. */
const WIDTH_PT = 538;
const HEIGHT_PT = 785;
const FONT_PT = 8;
const LINE_PT = 10;

const STYLE = `
@page { size: A4; margin: 10mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; width: 190mm; color: #000; background: #fff; font: ${FONT_PT}pt/${LINE_PT}pt Helvetica, Arial, "Noto Sans", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif; }
@media screen { body { padding: 10mm 0; } }
h1 { font-size: 13pt; line-height: 16pt; margin: 0; } h2 { font-size: 9pt; line-height: 11pt; margin: 7pt 0 1pt; }
p { margin: 0; } .banner { border: 1.5pt solid #000; padding: 2pt 4pt; margin: 3pt 0; font-weight: 700; }
.heads { display: flex; flex-wrap: wrap; gap: 0 14pt; margin-top: 2pt; } .heads b { font-weight: 700; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; } th, td { text-align: left; vertical-align: top; padding: 1pt 3pt 1pt 0; border-top: 0.4pt solid #888; overflow-wrap: break-word; hyphens: auto; }
th { font-weight: 400; color: #333; border-top: 0.8pt solid #000; } .strong td { font-weight: 700; }
.more { font-style: italic; } .note { overflow-wrap: break-word; }
.signatures { display: flex; gap: 12mm; margin-top: 12pt; } .signatures div { flex: 1; } .line { border-top: 0.8pt solid #000; margin-top: 24pt; padding-top: 1pt; color: #333; }
footer { margin-top: 6pt; color: #333; }
`;

/** Shares of a width as classes: a style attribute would need a policy of its own. */
function widthStyle(sheet: Sheet): string {
  return sheet.sections
    .flatMap((s, i) => s.widths.map((w, k) => `.s${i} th:nth-child(${k + 1}) { width: ${(w * 100).toFixed(1)}%; }`))
    .join('\n');
}

/** Widths of letters as shares of the font's size: those of Noto Sans, which is wider than Helvetica and Arial. */
function letterShare(letter: string): number {
  if (isWide(letter)) return 1;
  if (/[WM@%…]/.test(letter)) return 0.95;
  if (/\p{Lu}/u.test(letter)) return 0.68;
  if (/[ .,:;|ilj]/.test(letter)) return 0.28;
  return /[()ftr-]/.test(letter) ? 0.39 : 0.57;
}

/** Lines end at words, so none is quite full. */
const FILLED_SHARE = 0.9;

function linesOf(text: string, widthPt: number, isStrong = false): number {
  let share = 0;
  for (const letter of text) share += letterShare(letter);
  const textPt = share * FONT_PT * (isStrong ? 1.08 : 1);
  return Math.max(1, Math.ceil(textPt <= widthPt - 4 ? 1 : textPt / ((widthPt - 4) * FILLED_SHARE)));
}

function sectionPt(section: SheetSection): number {
  const titlePt = 19;
  if (section.rows.length === 0) return titlePt + LINE_PT;
  const rowPt = (cells: readonly string[], isStrong: boolean): number =>
    LINE_PT * Math.max(...cells.map((c, k) => linesOf(c, section.widths[k]! * WIDTH_PT, isStrong))) + 2.5;
  const rowsPt = section.rows.reduce((sum, row) => sum + rowPt(row.cells, row.isStrong), 0);
  return titlePt + rowPt(section.heads, false) + rowsPt + (section.more === undefined ? 0 : LINE_PT);
}

/** How high the page becomes on paper, in points: estimated, a little too much rather than too little. */
export function sheetHeightPt(sheet: Sheet): number {
  const bannerPt = sheet.banner === undefined ? 0 : 13 + LINE_PT * linesOf(sheet.banner, WIDTH_PT - 12, true);
  const headLines = linesOf(sheet.heads.map((h) => `${h.join(': ')}     `).join(''), WIDTH_PT, true);
  const notePt = 19 + LINE_PT * linesOf(sheet.note, WIDTH_PT);
  const endPt = 12 + LINE_PT + 26 + LINE_PT + 6 + LINE_PT;
  return (
    16 + 2 + LINE_PT * headLines + bannerPt + sheet.sections.reduce((sum, s) => sum + sectionPt(s), 0) + notePt + endPt
  );
}

/** With as many rows as fit on one page. */
export function sheetThatFits(input: HandOverInput): Sheet {
  for (const limits of SHEET_LIMITS) {
    const sheet = handOverSheet(input, limits);
    if (sheetHeightPt(sheet) <= HEIGHT_PT) return sheet;
  }
  return handOverSheet(input, SHEET_LIMITS.at(-1)!);
}

function sectionHtml(section: SheetSection, i: number): Html {
  if (section.rows.length === 0) return html`<h2>${section.title}</h2><p>${section.empty}</p>`;
  return html`<h2>${section.title}</h2>
<table class="s${i}"><thead><tr>${section.heads.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead><tbody>
${section.rows.map((row) => html`<tr${row.isStrong && new Html(' class="strong"')}>${row.cells.map((c) => html`<td>${c}</td>`)}</tr>\n`)}</tbody></table>${section.more !== undefined && html`<p class="more">${section.more}</p>`}`;
}

/** The whole page as text. */
export function handOverPage(input: HandOverInput): string {
  const sheet = sheetThatFits(input);
  const page = html`<!doctype html>
<html lang="${sheet.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${sheet.title} · ${sheet.theatre} · ${input.dataAt}</title><style>${new Html(STYLE + widthStyle(sheet))}</style></head><body>
<h1>${sheet.title} · ${sheet.theatre}</h1>
${sheet.banner !== undefined && html`<p class="banner">${sheet.banner}</p>`}
<div class="heads">${sheet.heads.map(([label, value]) => html`<p><b>${label}:</b> ${value === '' ? '________________' : value}</p>`)}</div>
${sheet.sections.map(sectionHtml)}
<h2>${sheet.noteTitle}</h2><p class="note">${sheet.note === '' ? '–' : sheet.note}</p>
<div class="signatures">${sheet.signatures.map((s) => html`<div><p>${s.role}: <b>${s.name}</b></p><p class="line">${s.line}</p></div>`)}</div>
<footer>${sheet.footer}</footer>
</body></html>
`;
  return page.text;
}
