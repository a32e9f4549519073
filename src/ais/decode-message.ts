/** Any AIS message by its table: six-bit numbers in, named fields out. Not available becomes absent. */
import { CHANNEL_AREA, type Field, HEAD, MESSAGES } from './message-tables.ts';
import { signed, text, unsigned } from './sixbit.ts';

export interface DecodedMessage {
  readonly type: number;
  readonly mmsi: number;
  readonly repeat: number;
  /** Numbers in the table's units, truths, texts; `data` is a string of 0 and 1. */
  readonly [field: string]: number | boolean | string;
}

export type Decoding =
  | { readonly ok: true; readonly message: DecodedMessage }
  | { readonly ok: false; readonly reason: 'type-unknown' | 'payload-length' };

type Fields = Record<string, number | boolean | string>;

/** Bits as a string of 0 and 1. */
export function bitText(sextets: Uint8Array, at: number, width: number): string {
  let out = '';
  for (let bit = at; bit < at + width; bit++) out += unsigned(sextets, bit, 1) === 1 ? '1' : '0';
  return out;
}

function take(field: Field, sextets: Uint8Array, at: number, width: number, out: Fields): void {
  switch (field.kind) {
    case 'x':
      return;
    case 'b':
      out[field.name] = unsigned(sextets, at, 1) === 1;
      return;
    case 't':
      out[field.name] = text(sextets, at, width);
      return;
    case 'd':
      out[field.name] = bitText(sextets, at, width);
      return;
    default: {
      const raw = field.kind === 'i' ? signed(sextets, at, width) : unsigned(sextets, at, width);
      if (raw !== field.na) out[field.name] = field.per === undefined ? raw : raw / field.per;
    }
  }
}

/** Width of a field at a place: a field of width 0 takes what the fixed ones after it leave. */
function widthOf(fields: readonly Field[], index: number, at: number, totalBits: number): number {
  const field = fields[index]!;
  if (field.bits > 0) return field.bits;
  let after = 0;
  for (let i = index + 1; i < fields.length; i++) after += fields[i]!.bits;
  return Math.max(0, totalBits - at - after);
}

function takeAll(fields: readonly Field[], sextets: Uint8Array, from: number, totalBits: number, out: Fields): number {
  let at = from;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!;
    const width = widthOf(fields, i, at, totalBits);
    // A message may end at the border of a field; a text that is cut keeps its whole characters.
    if (at + width > totalBits) {
      if (field.kind === 't') take(field, sextets, at, totalBits - at, out);
      return totalBits;
    }
    take(field, sextets, at, width, out);
    at += width;
  }
  return at;
}

/** Decodes a message of `totalBits` bits (fill bits taken off). Any of the 27 types. */
export function decodeMessage(sextets: Uint8Array, totalBits: number): Decoding {
  const type = totalBits >= 6 ? sextets[0]! : 0;
  const table = MESSAGES[type];
  if (table === undefined) return { ok: false, reason: 'type-unknown' };
  if (totalBits < table.minBits || totalBits > table.maxBits) return { ok: false, reason: 'payload-length' };
  const out: Fields = {};
  let at = takeAll(HEAD, sextets, 0, totalBits, out);
  at = takeAll(table.common, sextets, at, totalBits, out);
  const layout = table.layouts?.find((l) => l.when?.(out, totalBits) ?? true);
  if (layout !== undefined) takeAll(layout.fields, sextets, at, totalBits, out);
  if (type === 22) {
    delete out.area;
    takeAll(out.addressed === true ? CHANNEL_AREA.addresses : CHANNEL_AREA.corners, sextets, 69, 139, out);
  }
  return { ok: true, message: out as unknown as DecodedMessage };
}
