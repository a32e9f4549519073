/** UTF-8 (RFC 3629) for pure code. Strict both ways: text with half a surrogate pair and bytes that are not UTF-8 are refused. */

/** Half of a surrogate pair alone: no Unicode text, so nothing to sign. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** Most of what is signed: a byte for each character. */
function asciiOf(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return undefined;
    bytes[i] = unit;
  }
  return bytes;
}

/** Throws RangeError for text that is not well formed. */
export function utf8Of(text: string): Uint8Array {
  const plain = asciiOf(text);
  if (plain !== undefined) return plain;
  // A UTF-16 unit gives at most three bytes.
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[at++] = unit;
      continue;
    }
    if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      bytes[at++] = 0xe0 | (unit >> 12);
      bytes[at++] = 0x80 | ((unit >> 6) & 63);
    } else {
      const point = text.codePointAt(i)!;
      if (point < 0x10000) throw new RangeError('half a surrogate pair has no UTF-8');
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 63);
      bytes[at++] = 0x80 | ((point >> 6) & 63);
      bytes[at++] = 0x80 | (point & 63);
      i++;
      continue;
    }
    bytes[at++] = 0x80 | (unit & 63);
  }
  return bytes.slice(0, at);
}

/** Smallest code point that needs so many bytes: a longer form of a smaller one is refused. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];
const CHUNK = 4096;

/** Undefined where the bytes are not UTF-8. A byte order mark is a character as any other. */
export function textOfUtf8(bytes: Uint8Array): string | undefined {
  const parts: string[] = [];
  let units: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++]!;
    let point = first;
    if (first >= 0x80) {
      const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
      if (first < 0xc2 || first > 0xf4 || i + length - 1 > bytes.length) return undefined;
      point = first & (0x7f >> length);
      for (let k = 1; k < length; k++) {
        const next = bytes[i++]!;
        if ((next & 0xc0) !== 0x80) return undefined;
        point = (point << 6) | (next & 63);
      }
      if (point < SMALLEST[length]! || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
    }
    if (point < 0x10000) units.push(point);
    else units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
    if (units.length >= CHUNK) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
  }
  parts.push(String.fromCharCode(...units));
  return parts.join('');
}
