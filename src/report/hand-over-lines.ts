/** Text to the lines of a column: at spaces and between Japanese letters; a word that is too long goes on in the next line. Pure. */
import { isWide } from './hand-over-input.ts';

/** May not begin a line, and may not end one (JIS X 4051, the common ones). */
const NOT_FIRST = /^[、。，．：；！？）」』】〕〉》・ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ:;,.!?)\]}…]/u;
const NOT_LAST = /[（「『【〔〈《([{]$/u;

/** What must stay together: words with the space behind them, and single Japanese letters with their marks. */
export function unitsOf(text: string): string[] {
  const units: string[] = [];
  let isOpen = false;
  for (const letter of text.replace(/\s+/g, ' ').trim()) {
    const last = units.at(-1);
    const goesOn =
      last !== undefined &&
      (letter === ' ' ||
        NOT_LAST.test(last) ||
        (!last.endsWith(' ') && (NOT_FIRST.test(letter) || (isOpen && !isWide(letter)))));
    if (goesOn) units[units.length - 1] += letter;
    else units.push(letter);
    isOpen = !isWide(letter);
  }
  return units;
}

export function linesOf(text: string, widthPt: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  const end = (): void => {
    if (line.trim() !== '') lines.push(line.trim());
    line = '';
  };
  for (const unit of unitsOf(text)) {
    if (line !== '' && widthOf((line + unit).trimEnd()) > widthPt) end();
    if (widthOf(unit.trimEnd()) <= widthPt) {
      line += unit;
      continue;
    }
    for (const letter of unit) {
      if (line !== '' && widthOf(line + letter) > widthPt) end();
      line += letter;
    }
  }
  end();
  return lines.length === 0 ? [''] : lines;
}
