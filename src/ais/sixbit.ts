/** The six-bit alphabet of AIS payloads, and bits taken out of them. A message is an array of six-bit numbers. */

/** Value of a payload character (ITU-R M.1371, IEC 61162-1 armouring), 255 where it is none. */
export const SEXTET_OF_BYTE: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 48 && byte <= 87 ? byte - 48 : byte >= 96 && byte <= 119 ? byte - 56 : 255,
);

/** Payload character of a six-bit value. */
export const byteOfSextet = (value: number): number => (value < 40 ? value + 48 : value + 56);

const TEXT = '@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !"#$%&\'()*+,-./0123456789:;<=>?';

/** `width` (at most 32) bits from `at`, most significant first. */
export function unsigned(sextets: Uint8Array, at: number, width: number): number {
  let value = 0;
  let left = width;
  let index = Math.floor(at / 6);
  let used = at - index * 6;
  while (left > 0) {
    const take = Math.min(6 - used, left);
    const bits = (sextets[index]! >> (6 - used - take)) & ((1 << take) - 1);
    // Not a shift: 30-bit numbers and more must stay positive.
    value = value * (1 << take) + bits;
    left -= take;
    used = 0;
    index++;
  }
  return value;
}

export function signed(sextets: Uint8Array, at: number, width: number): number {
  const value = unsigned(sextets, at, width);
  const half = 1 << (width - 1);
  return value >= half ? value - 2 * half : value;
}

/** Six-bit text: ends at the first '@' (some transponders leave garbage after it), blanks at its end taken off. */
export function text(sextets: Uint8Array, at: number, width: number): string {
  let out = '';
  for (let bit = at; bit + 6 <= at + width; bit += 6) {
    const value = unsigned(sextets, bit, 6);
    if (value === 0) break;
    out += TEXT[value];
  }
  return out.trimEnd();
}

/** Six-bit values of a text in capitals; characters outside the alphabet become '?'. */
export function textSextets(value: string, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    if (i >= value.length) return 0;
    const index = TEXT.indexOf(value[i]!.toUpperCase());
    return index > 0 ? index : 63;
  });
}
