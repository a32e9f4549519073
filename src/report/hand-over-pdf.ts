/** The hand-over sheet as PDF: the same rows as the page, one A4. Japanese needs a font of the machine. */
import PDFDocument from 'pdfkit';
import { sheetThatFits } from './hand-over.ts';
import { FONT_FOLDERS, Lettering, type Weight } from './hand-over-fonts.ts';
import type { HandOverInput } from './hand-over-input.ts';
import { linesOf } from './hand-over-lines.ts';
import { handOverSheet, SHEET_LIMITS, type Sheet, type SheetSection } from './hand-over-sheet.ts';

type Document = InstanceType<typeof PDFDocument>;

const MARGIN_PT = 28;
const WIDTH_PT = 595.28 - 2 * MARGIN_PT;
const BOTTOM_PT = 841.89 - MARGIN_PT;
const FONT_PT = 8;
const GAP_PT = 5;
/** Height of a line in sizes of its letters, and how far down in it they stand: room for Japanese ones, which are taller. */
const LINE_SHARE = 1.25;
const BASE_SHARE = 0.76;

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

/** A pen that moves down the page; `isDry` measures without a mark. */
class Pen {
  readonly #document: Document;
  readonly #lettering: Lettering;
  readonly #isDry: boolean;
  /** Widths of letters as shares of their size. */
  readonly #shares = new Map<string, number>();
  y = MARGIN_PT;

  constructor(document: Document, lettering: Lettering, isDry: boolean) {
    this.#document = document;
    this.#lettering = lettering;
    this.#isDry = isDry;
  }

  height(text: string, widthPt: number, weight: Weight, sizePt: number): number {
    return this.#lines(text, widthPt, weight, sizePt).length * sizePt * LINE_SHARE;
  }

  /** Writes at the pen's height; gives how high it is and does not move. */
  write(text: string, x: number, widthPt: number, weight: Weight = 'plain', sizePt = FONT_PT): number {
    const lines = this.#lines(text, widthPt, weight, sizePt);
    if (!this.#isDry)
      for (const [i, line] of lines.entries()) {
        const baseY = this.y + (i + BASE_SHARE) * sizePt * LINE_SHARE;
        let at = x;
        for (const run of this.#lettering.runs(line, weight)) {
          this.#document.font(run.font).fontSize(sizePt);
          this.#document.text(run.text, at, baseY, { lineBreak: false, baseline: 'alphabetic' });
          at += this.#document.widthOfString(run.text);
        }
      }
    return lines.length * sizePt * LINE_SHARE;
  }

  #lines(text: string, widthPt: number, weight: Weight, sizePt: number): string[] {
    return linesOf(text, widthPt, (part) => this.#width(part, weight, sizePt));
  }

  /** Letter by letter, each measured once: a little too much where letters are kerned, never too little. */
  #width(text: string, weight: Weight, sizePt: number): number {
    let widthPt = 0;
    for (const letter of text) {
      const key = `${weight}${letter}`;
      let share = this.#shares.get(key);
      if (share === undefined) {
        const [run] = this.#lettering.runs(letter, weight);
        share = this.#document.font(run!.font).fontSize(1).widthOfString(letter);
        this.#shares.set(key, share);
      }
      widthPt += share * sizePt;
    }
    return widthPt;
  }

  line(text: string, weight: Weight = 'plain', sizePt = FONT_PT): void {
    this.y += this.write(text, MARGIN_PT, WIDTH_PT, weight, sizePt) + 1;
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
function draw(document: Document, lettering: Lettering, sheet: Sheet, isDry: boolean): number {
  const pen = new Pen(document, lettering, isDry);
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
function fitting(document: Document, lettering: Lettering, input: HandOverInput, first: Sheet): Sheet {
  let sheet = first;
  for (const limits of SHEET_LIMITS) {
    if (draw(document, lettering, sheet, true) <= BOTTOM_PT) break;
    sheet = handOverSheet(input, limits);
  }
  return sheet;
}

/** The PDF's bytes. `fontFolders` is where fonts are looked for. Throws MV-FONT-MISSING. */
export async function handOverPdf(
  input: HandOverInput,
  fontFolders: readonly string[] = FONT_FOLDERS,
): Promise<Uint8Array> {
  const first = sheetThatFits(input);
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
  const lettering = new Lettering(document, fontFolders);
  lettering.require(textsOf(first));
  document.page.margins.bottom = 0;
  const sheet = fitting(document, lettering, input, first);
  draw(document, lettering, sheet, false);
  document.end();
  await done;
  return new Uint8Array(Buffer.concat(bytes));
}
