/** Decimal numbers straight from bytes, without a string for each. */
import { textOf } from './text-of-bytes.ts';

const [PLUS, COMMA, MINUS, DOT] = [43, 44, 45, 46] as const;
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** Below this a whole number of digits is exact; with a divisor up to 1e22 the quotient is rounded once (Clinger 1990). */
const MAX_EXACT = 9_007_199_254_740_991;

/**
 * The number written in the bytes from `from` to `to`, blanks around it allowed; NaN where it is none.
 * `hasDecimalComma` takes `,` as a decimal sign beside `.`.
 */
export function decimalOf(bytes: Uint8Array, from: number, to: number, hasDecimalComma = false): number {
  let i = from;
  let end = to;
  while (i < end && bytes[i]! <= 32) i++;
  while (end > i && bytes[end - 1]! <= 32) end--;
  const start = i;
  const isNegative = bytes[i] === MINUS;
  if (i < end && (isNegative || bytes[i] === PLUS)) i++;
  let digits = 0;
  let mantissa = 0;
  let decimals = 0;
  let hasPoint = false;
  for (; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + (byte - 48);
      digits++;
      if (hasPoint) decimals++;
    } else if (!hasPoint && (byte === DOT || (byte === COMMA && hasDecimalComma))) hasPoint = true;
    else break;
  }
  if (digits === 0) return Number.NaN;
  if (i < end || mantissa > MAX_EXACT || decimals > 22) return rareDecimal(bytes, start, end, i, hasDecimalComma);
  const value = mantissa / POWERS_OF_TEN[decimals]!;
  return isNegative ? -value : value;
}

/** Exponents and more than 15 digits: seldom enough for a string. */
function rareDecimal(bytes: Uint8Array, start: number, end: number, at: number, hasDecimalComma: boolean): number {
  const isExponent = at < end && (bytes[at]! | 32) === 101;
  if ((at < end && !isExponent) || end - start > 64) return Number.NaN;
  const text = textOf(bytes, start, end);
  return Number(hasDecimalComma ? text.replace(',', '.') : text);
}
