/** Times that receivers write around a sentence instead of a tag block. */
import { epochMs, latin1 } from './ascii.ts';

/** `...*hh,rSTATION,EPOCH`: the US Coast Guard's suffix ends with an epoch time. NaN where there is none. */
export function suffixTimeMs(bytes: Uint8Array, from: number, to: number): number {
  if (to <= from || bytes[from] !== 44) return Number.NaN;
  const fields = latin1(bytes, from + 1, to, 200).split(',');
  for (let i = fields.length - 1; i >= 0; i--) {
    const timeMs = epochMs(fields[i]!.trim());
    if (!Number.isNaN(timeMs)) return timeMs;
  }
  return Number.NaN;
}

/** An epoch or ISO time before the sentence, as loggers write it. NaN where there is none. */
export function prefixTimeMs(bytes: Uint8Array, from: number, to: number): number {
  if (to <= from) return Number.NaN;
  const text = latin1(bytes, from, to, 64);
  const epoch = /(?:^|[^\d.])(\d{9,13}(?:\.\d+)?)\D*$/.exec(text);
  if (epoch !== null) return epochMs(epoch[1]!);
  const iso = /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(\.\d+)?/.exec(text);
  if (iso === null) return Number.NaN;
  const [, y, mo, d, h, mi, s] = iso.map(Number) as [number, number, number, number, number, number, number];
  return Date.UTC(y, mo - 1, d, h, mi, s) + Math.round(Number(iso[7] ?? 0) * 1000);
}

/** `$PGHP,1,2008,5,9,0,0,0,10,...`: Gatehouse's time of the sentence that follows. NaN for another `$PGHP`. */
export function gatehouseTimeMs(bytes: Uint8Array, from: number, to: number): number {
  const f = latin1(bytes, from, to, 120).split(',');
  if (f[1] !== '1' || f.length < 9) return Number.NaN;
  const [y, mo, d, h, mi, s, ms] = f.slice(2, 9).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(y, mo - 1, d, h, mi, s, Number.isNaN(ms) ? 0 : ms);
}
