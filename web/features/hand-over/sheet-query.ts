/** The query of a hand-over sheet. */
import type { Language } from '../../i18n/languages.ts';

interface Sheet {
  readonly language: Language;
  readonly format: 'html' | 'pdf';
  readonly to: string;
  readonly note: string;
}

export const sheetQuery = ({ language, format, to, note }: Sheet): string =>
  new URLSearchParams({ language, format, to: to.trim(), note }).toString();
