/** What a hand-over sheet is made from, and how it speaks: language, times, names of assets. */
import type { Act } from '../contract/act.ts';
import type { AssetAtRisk } from '../contract/alert.ts';
import type { DeskBooks, Queue } from '../contract/desk.ts';
import type { AssetState, TheatreInfo } from '../contract/live.ts';
import type { PartnersState } from '../contract/partner-views.ts';
import { type Say, type SheetLanguage, sayIn } from './hand-over-texts-table.ts';
import { clockFor } from './time-text.ts';

export interface HandOverInput {
  readonly language: SheetLanguage;
  readonly theatre: TheatreInfo;
  /** By the watch's clock. */
  readonly dataAt: string;
  readonly queue: Queue;
  readonly books: DeskBooks;
  readonly assets: readonly AssetState[];
  /** Of this watch, in any order; calls and units are taken out of them. */
  readonly acts: readonly Act[];
  /** Names of the officers; empty where the sheet is to be filled in by hand. */
  readonly from: string;
  readonly to: string;
  readonly note: string;
  readonly programVersion: string;
  /** Absent where this node has none. */
  readonly partners?: PartnersState;
}

/** A row of text of one table of the sheet. */
export interface SheetRow {
  readonly cells: readonly string[];
  readonly isStrong: boolean;
}

/** Chinese and Japanese letters are as wide as two. */
export const isWide = (letter: string): boolean => letter > '\u2e7f';

/** One line of at most so many letters' width. */
export function clip(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  let width = 0;
  let kept = '';
  for (const letter of line) {
    width += isWide(letter) ? 2 : 1;
    if (width <= length - 1) kept += letter;
    if (width > length) return `${atWord(kept)}…`;
  }
  return line;
}

/** Without the beginning of a word, where there are whole words before it. */
function atWord(kept: string): string {
  const end = kept.lastIndexOf(' ');
  return end > kept.length / 2 ? kept.slice(0, end) : kept;
}

/** "10:26 UTC (12:26 EET)", with the date where it is another than the sheet's. */
export type When = (iso: string) => string;

export interface SheetContext {
  readonly input: HandOverInput;
  readonly say: Say;
  /** `clip` by so many letters on a full sheet, and by more where there is room. */
  readonly short: (text: string, letters: number) => string;
  readonly when: When;
  /** An asset's name in the language of the sheet. */
  readonly assetName: (assetId: string, name: string) => string;
  /**
   * How an asset that an alert names is watched now: the alert says how it was when it was last judged, as of an hour's end. Of
   * one that the sheet does not know, only that is known.
   */
  readonly watchStateNow: (asset: Pick<AssetAtRisk, 'assetId' | 'watchState'>) => AssetState['state'];
}

export function contextOf(input: HandOverInput, roomShare = 1): SheetContext {
  const clock = clockFor(input.theatre.timeZone);
  const { language } = input;
  const names = new Map(
    input.assets.map((a) => [a.assetId, language === 'en' ? a.name : (a.names?.[language] ?? a.name)]),
  );
  const states = new Map(input.assets.map((a) => [a.assetId, a.state]));
  return {
    input,
    say: sayIn(language),
    short: (text, letters) => clip(text, Math.round(letters * roomShare)),
    when: (iso) =>
      iso.slice(0, 10) === input.dataAt.slice(0, 10) ? clock.both(iso) : `${iso.slice(0, 10)} ${clock.both(iso)}`,
    assetName: (id, name) => names.get(id) ?? name,
    watchStateNow: ({ assetId, watchState }) => states.get(assetId) ?? watchState,
  };
}
