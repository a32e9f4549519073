/** Names, call signs and destinations as crews type them, made comparable: padding, doubled blanks and fillers removed. */

/** AIS allows 20 characters; other sources more. */
const MAX_CHARACTERS = 40;

/** Upper case, as AIS sends it; undefined where no letter or digit is left (fields filled with dots or underscores). */
export function comparableText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const at = text.indexOf('@');
  const kept = (at < 0 ? text : text.slice(0, at))
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_CHARACTERS)
    .trim()
    .toUpperCase();
  return /[\p{L}\p{N}]/u.test(kept) ? kept : undefined;
}
