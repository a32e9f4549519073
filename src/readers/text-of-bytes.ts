/** Bytes as text: UTF-8, and where that fails byte for byte as Latin-1, as old programs write names. */

const BATCH = 2048;

/** Text of the bytes from `from` (included) to `to` (excluded). Never throws. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  for (let i = from; i < to; i++) if (bytes[i]! > 127) return textOfUtf8(bytes, from, to);
  let out = '';
  for (let i = from; i < to; i += BATCH) out += String.fromCharCode(...bytes.subarray(i, Math.min(to, i + BATCH)));
  return out;
}

function textOfUtf8(bytes: Uint8Array, from: number, to: number): string {
  const out: string[] = [];
  for (let i = from; i < to; ) {
    const length = sequenceLength(bytes, i, to);
    out.push(String.fromCodePoint(length === 0 ? bytes[i]! : codePoint(bytes, i, length)));
    i += Math.max(1, length);
  }
  return out.join('');
}

/** Length of the UTF-8 sequence at `i` (RFC 3629); 0 where there is none. */
function sequenceLength(bytes: Uint8Array, i: number, to: number): number {
  const first = bytes[i]!;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (first < 0xc2 || length === 0 || i + length > to) return 0;
  for (let k = 1; k < length; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return 0;
  const point = codePoint(bytes, i, length);
  if (length === 3 && (point < 0x800 || (point >= 0xd800 && point < 0xe000))) return 0;
  return length === 4 && (point < 0x10000 || point > 0x10ffff) ? 0 : length;
}

function codePoint(bytes: Uint8Array, i: number, length: number): number {
  if (length === 1) return bytes[i]!;
  let point = bytes[i]! & (0xff >> (length + 1));
  for (let k = 1; k < length; k++) point = (point << 6) | (bytes[i + k]! & 0x3f);
  return point;
}

/** Text that is all ASCII or Latin-1 as bytes; characters beyond become `?`. */
export function bytesOf(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    out[i] = code < 256 ? code : 63;
  }
  return out;
}
