/** Fields to payload by the same tables: for the simulator, and for round trips in tests. */
import { CHANNEL_AREA, type Field, HEAD, MESSAGES } from './message-tables.ts';
import { byteOfSextet, textSextets } from './sixbit.ts';

export interface EncodedMessage {
  /** Armoured payload. */
  readonly payload: string;
  readonly fillBits: number;
}

export type FieldValues = Readonly<Record<string, number | boolean | string | undefined>>;

/** Most significant bit first; negative numbers in two's complement. `width` at most 30, as the widest field is an MMSI. */
function pushNumber(bits: number[], value: number, width: number): void {
  for (let i = width - 1; i >= 0; i--) bits.push((value >> i) & 1);
}

function push(field: Field, values: FieldValues, bits: number[]): void {
  const value = values[field.name];
  switch (field.kind) {
    case 'x':
      for (let i = 0; i < field.bits; i++) bits.push(0);
      return;
    case 'b':
      bits.push(value === true ? 1 : 0);
      return;
    case 'd':
      for (const c of String(value ?? '0'.repeat(field.bits))) bits.push(c === '1' ? 1 : 0);
      return;
    case 't': {
      const content = String(value ?? '');
      for (const sextet of textSextets(content, field.bits > 0 ? field.bits / 6 : content.length))
        pushNumber(bits, sextet, 6);
      return;
    }
    default: {
      const raw = value === undefined ? (field.na ?? 0) : Math.round(Number(value) * (field.per ?? 1));
      pushNumber(bits, raw, field.bits);
    }
  }
}

/** Encodes a message; absent fields get their "not available" value. Values in the units of the tables. */
export function encodeMessage(type: number, values: FieldValues): EncodedMessage {
  const table = MESSAGES[type];
  if (table === undefined) throw new RangeError(`there is no message type ${type}`);
  const all: FieldValues = { ...values, type };
  const bits: number[] = [];
  for (const field of HEAD) push(field, all, bits);
  for (const field of table.common) {
    if (type === 22 && field.name === 'area')
      for (const part of all.addressed === true ? CHANNEL_AREA.addresses : CHANNEL_AREA.corners) push(part, all, bits);
    else push(field, all, bits);
  }
  const layout = table.layouts?.find(
    (l) => l.when?.(all as Readonly<Record<string, unknown>>, type === 16 && all.mmsi2 !== undefined ? 144 : 0) ?? true,
  );
  for (const field of layout?.fields ?? []) push(field, all, bits);
  const fillBits = (6 - (bits.length % 6)) % 6;
  for (let i = 0; i < fillBits; i++) bits.push(0);
  let payload = '';
  for (let i = 0; i < bits.length; i += 6) {
    let sextet = 0;
    for (let k = 0; k < 6; k++) sextet = sextet * 2 + bits[i + k]!;
    payload += String.fromCharCode(byteOfSextet(sextet));
  }
  return { payload, fillBits };
}
