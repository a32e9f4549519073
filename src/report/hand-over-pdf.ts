/** The hand-over sheet as PDF: the same rows as the page, one A4. Japanese needs a font of the machine. */
import { existsSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import { MerivahtError } from '../contract/errors.ts';
import { sheetThatFits } from './hand-over.ts';
import type { HandOverInput } from './hand-over-input.ts';
import { handOverSheet, SHEET_LIMITS, type Sheet, type SheetSection } from './hand-over-sheet.ts';

type Document = InstanceType<typeof PDFDocument>;

const MARGIN_PT = 28;
const WIDTH_PT = 595.28 - 2 * MARGIN_PT;
const BOTTOM_PT = 841.89 - MARGIN_PT;
const FONT_PT = 8;
const GAP_PT = 4;

interface Fonts {
  readonly plain: { readonly path: string; readonly family?: string };
  readonly strong: { readonly path: string; readonly family?: string };
}

/** Built into every reader of PDF; they hold what Windows-1252 holds, õ ä ö ü š ž among it. */
const BUILT_IN: Fonts = { plain: { path: 'Helvetica' }, strong: { path: 'Helvetica-Bold' } };
/** Where Debian, Fedora and Arch put Noto Sans CJK; `family` chooses the Japanese face of the collection. */
const NOTO_FOLDERS = [
  '/usr/share/fonts/opentype/noto',
  '/usr/share/fonts/google-noto-cjk',
  '/usr/share/fonts/google-noto-sans-cjk-fonts',
  '/usr/share/fonts/noto-cjk',
];

/** The letters of Windows-1252 beyond Latin-1 that a sheet may hold. */
const WINDOWS_1252 =
  /^[\n\r\t\u0020-\u007e\u00a0-\u00ff\u20ac\u201a-\u201e\u2018-\u201d\u2013\u2014\u2026\u2022\u0160\u0161\u017d\u017e\u0152\u0153\u0178]*$/;

function notoIn(folder: string): Fonts | undefined {
  const path = `${folder}/NotoSansCJK-Regular.ttc`;
  const bold = `${folder}/NotoSansCJK-Bold.ttc`;
  if (!existsSync(path) || !existsSync(bold)) return undefined;
  return {
    plain: { path, family: 'NotoSansCJKjp-Regular' },
    strong: { path: bold, family: 'NotoSansCJKjp-Bold' },
  };
}

function textsOf(sheet: Sheet): string {
  const cells = sheet.sections.flatMap((s) => [
    s.title,
    s.empty,
    s.more ?? '',
    ...s.heads,
    ...s.rows.flatMap((r) => r.cells),
  ]);
  const signed = sheet.signatures.flatMap((s) => [s.role, s.name, s.line]);
  return [
    sheet.title,
    sheet.theatre,
    sheet.banner,
    sheet.note,
    sheet.footer,
    ...sheet.heads.flat(),
    ...signed,
    ...cells,
  ].join('');
}

/** Helvetica where it has all letters; else a font of the machine. Throws MV-FONT-MISSING. */
function fontsFor(sheet: Sheet, folders: readonly string[]): Fonts {
  if (WINDOWS_1252.test(textsOf(sheet))) return BUILT_IN;
  for (const folder of folders) {
    const fonts = notoIn(folder);
    if (fonts !== undefined) return fonts;
  }
  throw new MerivahtError('MV-FONT-MISSING', 'this sheet has letters for which no font is installed');
}

/** A pen that moves down the page; `isDry` measures without a mark. */
class Pen {
  readonly #document: Document;
  readonly #isDry: boolean;
  y = MARGIN_PT;

  constructor(document: Document, isDry: boolean) {
    this.#document = document;
    this.#isDry = isDry;
  }

  height(text: string, widthPt: number, font: 'plain' | 'strong', sizePt: number): number {
    return this.#document
      .font(font)
      .fontSize(sizePt)
      .heightOfString(text === '' ? ' ' : text, { width: widthPt });
  }

  /** Writes at the pen's height; gives how high it is and does not move. */
  write(text: string, x: number, widthPt: number, font: 'plain' | 'strong' = 'plain', sizePt = FONT_PT): number {
    const heightPt = this.height(text, widthPt, font, sizePt);
    if (!this.#isDry && text !== '') this.#document.text(text, x, this.y, { width: widthPt, lineBreak: true });
    return heightPt;
  }

  line(text: string, font: 'plain' | 'strong' = 'plain', sizePt = FONT_PT): void {
    this.y += this.write(text, MARGIN_PT, WIDTH_PT, font, sizePt) + 1;
  }

  rule(x: number, widthPt: number, thicknessPt: number): void {
    if (this.#isDry) return;
    this.#document
      .lineWidth(thicknessPt)
      .moveTo(x, this.y)
      .lineTo(x + widthPt, this.y)
      .stroke();
  }

  box(heightPt: number): void {
    if (!this.#isDry) this.#document.lineWidth(1.5).rect(MARGIN_PT, this.y, WIDTH_PT, heightPt).stroke();
  }
}

function drawRow(pen: Pen, section: SheetSection, cells: readonly string[], isStrong: boolean, rulePt: number): void {
  pen.rule(MARGIN_PT, WIDTH_PT, rulePt);
  pen.y += 1.5;
  let x = MARGIN_PT;
  let heightPt = 0;
  for (const [k, cell] of cells.entries()) {
    const widthPt = section.widths[k]! * WIDTH_PT;
    heightPt = Math.max(heightPt, pen.write(cell, x, widthPt - GAP_PT, isStrong ? 'strong' : 'plain'));
    x += widthPt;
  }
  pen.y += heightPt + 0.5;
}

function drawSection(pen: Pen, section: SheetSection): void {
  pen.y += 6;
  pen.line(section.title, 'strong', 9);
  if (section.rows.length === 0) return pen.line(section.empty);
  drawRow(pen, section, section.heads, false, 0.8);
  for (const row of section.rows) drawRow(pen, section, row.cells, row.isStrong, 0.4);
  if (section.more !== undefined) pen.line(section.more);
}

/** Draws the sheet, or only measures it; where it ends. */
function draw(document: Document, sheet: Sheet, isDry: boolean): number {
  const pen = new Pen(document, isDry);
  pen.line(`${sheet.title} · ${sheet.theatre}`, 'strong', 13);
  if (sheet.banner !== undefined) {
    const heightPt = pen.height(sheet.banner, WIDTH_PT - 10, 'strong', FONT_PT);
    pen.y += 2;
    pen.box(heightPt + 6);
    pen.y += 3;
    pen.write(sheet.banner, MARGIN_PT + 5, WIDTH_PT - 10, 'strong');
    pen.y += heightPt + 5;
  }
  for (const [label, value] of sheet.heads) pen.line(`${label}: ${value === '' ? '________________' : value}`);
  for (const section of sheet.sections) drawSection(pen, section);
  pen.y += 6;
  pen.line(sheet.noteTitle, 'strong', 9);
  pen.line(sheet.note === '' ? '–' : sheet.note);
  pen.y += 12;
  const halfPt = (WIDTH_PT - 34) / 2;
  const beforePt = pen.y;
  for (const [k, { role, name, line }] of sheet.signatures.entries()) {
    const x = MARGIN_PT + k * (halfPt + 34);
    pen.y = beforePt;
    pen.y += pen.write(`${role}: ${name}`, x, halfPt) + 26;
    pen.rule(x, halfPt, 0.8);
    pen.y += 2;
    pen.y += pen.write(line, x, halfPt);
  }
  pen.y += 5;
  pen.line(sheet.footer);
  return pen.y;
}

/** Measured, not estimated: the sheet of the page where it fits, else a shorter one. */
function fitting(document: Document, input: HandOverInput, first: Sheet): Sheet {
  let sheet = first;
  for (const limits of SHEET_LIMITS) {
    if (draw(document, sheet, true) <= BOTTOM_PT) break;
    sheet = handOverSheet(input, limits);
  }
  return sheet;
}

/** The PDF's bytes. `fontFolders` is where Noto Sans CJK is looked for. Throws MV-FONT-MISSING. */
export async function handOverPdf(
  input: HandOverInput,
  fontFolders: readonly string[] = NOTO_FOLDERS,
): Promise<Uint8Array> {
  const first = sheetThatFits(input);
  const fonts = fontsFor(first, fontFolders);
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN_PT,
    // Nothing may start a second page by itself.
    autoFirstPage: true,
    bufferPages: true,
    lang: input.language,
    info: {
      Title: `${first.title} · ${first.theatre} · ${input.dataAt}`,
      Creator: `Merivaht ${input.programVersion}`,
      CreationDate: new Date(input.dataAt),
    },
  });
  const bytes: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => bytes.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  document.registerFont('plain', fonts.plain.path, fonts.plain.family);
  document.registerFont('strong', fonts.strong.path, fonts.strong.family);
  document.page.margins.bottom = 0;
  const sheet = fitting(document, input, first);
  draw(document, sheet, false);
  document.end();
  await done;
  return new Uint8Array(Buffer.concat(bytes));
}
