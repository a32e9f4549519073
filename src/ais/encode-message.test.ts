import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../lib/seeded-random.ts';
import type { DecodedMessage } from './decode-message.ts';
import { encodeMessage, type FieldValues } from './encode-message.ts';
import { aivdmSentences } from './encode-sentence.ts';
import { type Field, MESSAGES } from './message-tables.ts';
import { decodeBytes } from './sink.contract.ts';

function randomValue(field: Field, random: ReturnType<typeof seededRandom>): FieldValues[string] {
  switch (field.kind) {
    case 'b':
      return random.next() < 0.5;
    case 't':
      return Array.from({ length: field.bits > 0 ? field.bits / 6 : 5 }, () => random.pick(['A', 'Z', '7', '-'])).join(
        '',
      );
    case 'd':
      return Array.from({ length: field.bits > 0 ? field.bits : 24 }, () => random.pick(['0', '1'])).join('');
    default: {
      const top =
        field.kind === 'i' ? (1 << (field.bits - 1)) - 1 : field.bits >= 30 ? 999_999_999 : (1 << field.bits) - 1;
      const raw = random.integer(field.kind === 'i' ? -top : 0, top);
      return raw === field.na ? undefined : raw / (field.per ?? 1);
    }
  }
}

function roundTrip(type: number, values: FieldValues): DecodedMessage {
  const lines = aivdmSentences(encodeMessage(type, values), { channel: 'A', sequence: 3, tag: 's:T,c:1731916800' });
  for (const line of lines) assert.ok(line.slice(line.indexOf('!')).length <= 82, 'NMEA 0183: at most 82 characters');
  const { messages, rejected } = decodeBytes(Buffer.from(lines.join('\r\n')));
  assert.deepEqual(
    [...rejected].filter(([r]) => r !== 'position-not-available' && r !== 'mmsi-invalid'),
    [],
  );
  assert.equal(messages.length, 1);
  return messages[0]!;
}

describe('encoding', () => {
  it('gives back every field of every message type', () => {
    let fields = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      for (const [key, table] of Object.entries(MESSAGES)) {
        const type = Number(key);
        const variants = table.layouts?.map((l) => l.fields) ?? [[]];
        for (const [variant, extra] of variants.entries()) {
          const values: Record<string, FieldValues[string]> = {
            repeat: random.integer(0, 3),
            mmsi: random.integer(200_000_000, 799_999_999),
          };
          for (const field of [...table.common, ...extra])
            if (field.kind !== 'x' && field.name !== 'area') values[field.name] = randomValue(field, random);
          if (type === 24) {
            values.part = variant === 0 ? 0 : 1;
            if (variant === 1) values.mmsi = 982_000_000 + random.integer(0, 999_999);
            if (variant === 3) continue;
          }
          if (type === 25 || type === 26)
            [values.addressed, values.structured] = [
              [true, true],
              [true, false],
              [false, true],
              [false, false],
            ][variant]!;
          const back = roundTrip(type, values);
          for (const [name, value] of Object.entries(values)) {
            fields++;
            assert.deepEqual(back[name], value, `type ${type} ${name}, seed ${seed}`);
          }
        }
      }
    }
    assert.ok(fields > 5000, `${fields} fields`);
  });

  it('makes the sentence of a published position report', () => {
    const values = {
      mmsi: 371798000,
      status: 0,
      turn: -127,
      speedKn: 12.3,
      accuracy: true,
      lon: -74037230 / 600_000,
      lat: 29028980 / 600_000,
      courseDeg: 224,
      headingDeg: 215,
      second: 33,
      raim: false,
      radio: 34017,
    };
    assert.deepEqual(aivdmSentences(encodeMessage(1, values), { channel: 'A', sequence: 0 }), [
      '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A',
    ]);
  });

  it('writes @ as ?, since it would end the text, and drops blanks at the end', () => {
    const back = roundTrip(5, { mmsi: 230000001, name: 'AALTO@GARBAGE', callsign: 'OH  ', destination: '' });
    assert.deepEqual([back.name, back.callsign, back.destination], ['AALTO?GARBAGE', 'OH', '']);
  });
});
