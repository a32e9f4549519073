/** Which font holds which letter of a printed sheet: one built into every reader of PDF, then those of the machine. */
import { existsSync } from 'node:fs';
import type PDFDocument from 'pdfkit';
import { MerivahtError } from '../contract/errors.ts';

type Document = InstanceType<typeof PDFDocument>;
export type Weight = 'plain' | 'strong';

/** Where Debian, Fedora and Arch put Noto Sans CJK and DejaVu Sans. */
export const FONT_FOLDERS: readonly string[] = [
  '/usr/share/fonts/opentype/noto',
  '/usr/share/fonts/google-noto-cjk',
  '/usr/share/fonts/google-noto-sans-cjk-fonts',
  '/usr/share/fonts/noto-cjk',
  '/usr/share/fonts/truetype/dejavu',
  '/usr/share/fonts/dejavu-sans-fonts',
  '/usr/share/fonts/TTF',
];

/** In this order. `family` chooses the Japanese face of the collection, which has no š, ž or ņ: DejaVu has. */
const FONTS = [
  {
    plain: ['NotoSansCJK-Regular.ttc', 'NotoSansCJKjp-Regular'],
    strong: ['NotoSansCJK-Bold.ttc', 'NotoSansCJKjp-Bold'],
  },
  { plain: ['DejaVuSans.ttf', undefined], strong: ['DejaVuSans-Bold.ttf', undefined] },
] as const;

/** Helvetica holds what Windows-1252 holds, õ ä ö ü š ž among it. */
const WINDOWS_1252 =
  /^[\n\r\t\u0020-\u007e\u00a0-\u00ff\u20ac\u201a-\u201e\u2018-\u201d\u2013\u2014\u2026\u2022\u0160\u0161\u017d\u017e\u0152\u0153\u0178]$/;

/** Of pdfkit's own: what an embedded font was opened as. */
interface Opened {
  readonly _font?: { readonly font?: { hasGlyphForCodePoint?(code: number): boolean } };
}

export class Lettering {
  readonly #document: Document;
  readonly #folders: readonly string[];
  /** Fonts of the machine that were found, by name in the document without the weight; undefined: not looked for yet. */
  #found: readonly string[] | undefined;
  readonly #fontOf = new Map<string, string | undefined>();

  constructor(document: Document, folders: readonly string[]) {
    this.#document = document;
    this.#folders = folders;
    document.registerFont('helvetica-plain', 'Helvetica');
    document.registerFont('helvetica-strong', 'Helvetica-Bold');
  }

  /** Throws MV-FONT-MISSING where a letter would become a box. */
  require(text: string): void {
    for (const letter of text)
      if (this.#nameOf(letter) === undefined)
        throw new MerivahtError('MV-FONT-MISSING', 'this sheet has letters for which no font is installed');
  }

  /** A line as pieces of one font each. */
  runs(text: string, weight: Weight): { readonly font: string; readonly text: string }[] {
    const runs: { font: string; text: string }[] = [];
    for (const letter of text) {
      const font = `${this.#nameOf(letter)!}-${weight}`;
      const last = runs.at(-1);
      if (last?.font === font) last.text += letter;
      else runs.push({ font, text: letter });
    }
    return runs;
  }

  #nameOf(letter: string): string | undefined {
    if (WINDOWS_1252.test(letter)) return 'helvetica';
    if (!this.#fontOf.has(letter)) this.#fontOf.set(letter, this.#search(letter));
    return this.#fontOf.get(letter);
  }

  #search(letter: string): string | undefined {
    this.#found ??= this.#open();
    return this.#found.find((name) => {
      this.#document.font(`${name}-plain`);
      return (this.#document as unknown as Opened)._font?.font?.hasGlyphForCodePoint?.(letter.codePointAt(0)!) === true;
    });
  }

  #open(): string[] {
    const names: string[] = [];
    for (const { plain, strong } of FONTS) {
      const folder = this.#folders.find((f) => existsSync(`${f}/${plain[0]}`) && existsSync(`${f}/${strong[0]}`));
      if (folder === undefined) continue;
      const name = `machine-${names.length}`;
      this.#document.registerFont(`${name}-plain`, `${folder}/${plain[0]}`, plain[1]);
      this.#document.registerFont(`${name}-strong`, `${folder}/${strong[0]}`, strong[1]);
      names.push(name);
    }
    return names;
  }
}
