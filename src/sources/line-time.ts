/** The time that is written in or around one line of NMEA, as `ais/nmea-decoder.ts` reads it, without decoding the sentence. */
import { gatehouseTimeMs, prefixTimeMs, suffixTimeMs } from '../ais/sentence-time.ts';
import { readTagBlock } from '../ais/tag-block.ts';

const [BANG, DOLLAR, STAR, BACKSLASH] = [33, 36, 42, 92] as const;

/** ms since 1970; NaN where the line says none. A `$PGHP` line says the time of the sentence after it. */
export function lineTimeMs(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  let to = end;
  while (to > from && bytes[to - 1]! <= 32) to--;
  while (from < to && bytes[from]! <= 32) from++;
  let timeMs = Number.NaN;
  while (bytes[from] === BACKSLASH && from < to) {
    const reading = readTagBlock(bytes, from, to);
    if (reading.ok && !Number.isNaN(reading.tag.timeMs)) timeMs = reading.tag.timeMs;
    const close = reading.ok ? reading.end - 1 : bytes.indexOf(BACKSLASH, from + 1);
    if (close < 0 || close >= to) return Number.NaN;
    from = close + 1;
  }
  if (!Number.isNaN(timeMs) || from >= to) return timeMs;
  if (bytes[from] === DOLLAR) return isGatehouse(bytes, from, to) ? gatehouseTimeMs(bytes, from, to) : Number.NaN;
  const bang = bytes.indexOf(BANG, from);
  if (bang < 0 || bang >= to) return Number.NaN;
  const before = prefixTimeMs(bytes, from, bang);
  if (!Number.isNaN(before)) return before;
  const star = bytes.indexOf(STAR, bang);
  return star < 0 || star + 3 > to ? Number.NaN : suffixTimeMs(bytes, star + 3, to);
}

/** `$PGHP,` */
function isGatehouse(bytes: Uint8Array, from: number, to: number): boolean {
  const name = [36, 80, 71, 72, 80, 44];
  return to - from > name.length && name.every((byte, i) => bytes[from + i] === byte);
}
