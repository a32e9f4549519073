/** Small readings of ASCII bytes without making strings. */

/** Value of a hexadecimal digit, -1 for another byte. */
export function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (byte >= 65 && byte <= 70) return byte - 55;
  if (byte >= 97 && byte <= 102) return byte - 87;
  return -1;
}

/** Bytes as text, one character a byte; at most `limit` characters. */
export function latin1(bytes: Uint8Array, from: number, to: number, limit = 120): string {
  let out = '';
  for (let i = from; i < Math.min(to, from + limit); i++) out += String.fromCharCode(bytes[i]!);
  return out;
}

/** XOR of the bytes from `from` (included) to `to` (excluded). */
export function xor(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum ^= bytes[i]!;
  return sum;
}

/**
 * An epoch time written in seconds or milliseconds, with or without a fraction, as ms; NaN where the text is none.
 * Between 9 and 11 digits are seconds, 12 and 13 milliseconds: 1973 to 5138 in both readings.
 */
export function epochMs(text: string): number {
  const match = /^(\d{9,13})(\.\d+)?$/.exec(text);
  if (match === null) return Number.NaN;
  return match[1]!.length <= 11 ? Math.round(Number(text) * 1000) : Math.round(Number(text));
}
