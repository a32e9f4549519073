/** Identity values as files write them: blanks, padding and words for "none" become absent. */
import type { StaticReport } from '../ais/static-report.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NONE = /^(unknown|undefined|null|none|nan|n\/a|-99|-99\.0)$/i;
/** Longer than any field of M.1371; a file that holds more is cut. */
const MAX_TEXT = 64;
/** The largest dimension the message can carry is 511 m to each side of the antenna. */
const MAX_DIMENSION_M = 1022;

/** Trimmed and cut at the first `@` (M.1371 padding); undefined where nothing is left or it says none. */
export function identityText(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const at = text.indexOf('@');
  const trimmed = (at < 0 ? text : text.slice(0, at)).trim().slice(0, MAX_TEXT);
  return trimmed === '' || NONE.test(trimmed) ? undefined : trimmed;
}

/** Seven digits, with or without `IMO` before them; undefined for 0 and all else. */
export function imoNumber(value: unknown): number | undefined {
  const match = /^(?:IMO)?\s*(\d{7})(?:\.0+)?$/i.exec(String(value ?? '').trim());
  const imo = match === null ? 0 : Number(match[1]);
  return imo >= 1_000_000 ? imo : undefined;
}

type Dimensions = Pick<StaticReport, 'toBowM' | 'toSternM' | 'toPortM' | 'toStarboardM'>;

/**
 * Distances from the antenna to bow, stern, port and starboard; where only length and width are given, the antenna is taken
 * to stand in the middle, because the length is what is used.
 */
export function dimensions(ends: readonly number[], lengthM: number, widthM: number): Dimensions {
  const given = ends.map((m) => (m > 0 && m <= MAX_DIMENSION_M ? Math.round(m) : 0));
  const [toBowM, toSternM, toPortM, toStarboardM] = given as [number, number, number, number];
  if (toBowM + toSternM > 0) return { toBowM, toSternM, toPortM, toStarboardM };
  const length = lengthM > 0 && lengthM <= MAX_DIMENSION_M ? Math.round(lengthM) : 0;
  const width = widthM > 0 && widthM <= MAX_DIMENSION_M ? Math.round(widthM) : 0;
  if (length === 0) return {};
  const bow = Math.floor(length / 2);
  const port = Math.floor(width / 2);
  return { toBowM: bow, toSternM: length - bow, toPortM: port, toStarboardM: width - port };
}
