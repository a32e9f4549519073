/** NMEA 4.10 tag blocks: `\s:STATION,c:1735120000,g:1-2-1234*hh\` before a sentence. */
import { epochMs, hexDigit, latin1, xor } from './ascii.ts';

export interface TagBlock {
  /** Receive time in ms; NaN where there is none. */
  readonly timeMs: number;
  readonly station: string | undefined;
}

export type TagReading = { readonly ok: true; readonly tag: TagBlock; readonly end: number } | { readonly ok: false };

const NO_STATION = undefined;

/**
 * Reads the block that begins at the backslash at `from`; `end` is the place after its closing one. Fails on a wrong
 * checksum or a block that does not close. `t:` (a text some satellite feeds use as a second time) is left alone.
 */
export function readTagBlock(bytes: Uint8Array, from: number, to: number): TagReading {
  const close = bytes.indexOf(92, from + 1);
  if (close < 0 || close >= to) return { ok: false };
  const star = bytes.lastIndexOf(42, close);
  if (star <= from || close - star !== 3) return { ok: false };
  const said = hexDigit(bytes[star + 1]!) * 16 + hexDigit(bytes[star + 2]!);
  if (said !== xor(bytes, from + 1, star)) return { ok: false };
  let timeMs = Number.NaN;
  let station: string | undefined = NO_STATION;
  for (const part of latin1(bytes, from + 1, star, 1024).split(',')) {
    if (part.startsWith('c:')) timeMs = epochMs(part.slice(2));
    else if (part.startsWith('s:')) station = part.slice(2);
  }
  return { ok: true, tag: { timeMs, station }, end: close + 1 };
}
