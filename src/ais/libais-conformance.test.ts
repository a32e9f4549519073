import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { DecodedMessage } from './decode-message.ts';
import { decodeBytes } from './sink.contract.ts';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'ais');

/** libais's name to ours, where they differ and mean one thing in all types in which they appear. */
const NAMES: Readonly<Record<string, string>> = {
  speed: 'speedKn',
  course: 'courseDeg',
  heading: 'headingDeg',
  shipname: 'name',
  shiptype: 'shipType',
  ais_version: 'aisVersion',
  to_bow: 'toBowM',
  to_stern: 'toSternM',
  to_port: 'toPortM',
  to_starboard: 'toStarboardM',
  draught: 'draughtM',
  alt: 'altitudeM',
  dest_mmsi: 'destMmsi',
  seqno: 'sequence',
  aid_type: 'aidType',
  off_position: 'offPosition',
  cs: 'carrierSense',
  msg22: 'message22',
};
/** Compared: identities, positions and movement, and what is text. Communication states are split by libais, whole with us. */
const COMPARED = [
  'repeat',
  'mmsi',
  'lon',
  'lat',
  'speed',
  'course',
  'heading',
  'second',
  'accuracy',
  'raim',
  'status',
  'shipname',
  'shiptype',
  'ais_version',
  'callsign',
  'destination',
  'imo',
  'to_bow',
  'to_stern',
  'to_port',
  'to_starboard',
  'draught',
  'epfd',
  'alt',
  'dest_mmsi',
  'seqno',
  'dac',
  'fid',
  'text',
  'aid_type',
  'off_position',
  'cs',
  'display',
  'dsc',
  'band',
  'msg22',
] as const;
/** Differences that are known, each with the reason; anything else fails. */
const EXPLAINED: Readonly<Record<string, string>> = {
  'type 6 text': 'text of an application message, whose content is not ours to decode',
  'type 26 dac': 'ITU-R M.1371-5 puts two spare bits behind the destination; libais does not',
  'type 26 fid': 'ITU-R M.1371-5 puts two spare bits behind the destination; libais does not',
  'type 9 speed': "an aircraft's speed is in whole knots (ITU-R M.1371-5, message 9); libais takes tenths",
};

/** What libais prints where nothing is available. */
const ABSENT: Readonly<Record<string, readonly unknown[]>> = {
  lon: [181],
  lat: [91],
  course: [360, 511],
  heading: [511],
  speed: [102.3, 1023, 63],
  imo: ['0', 0],
  draught: [0],
  shiptype: [0],
  status: [15],
  alt: [4095],
};

function isEqual(name: string, expected: unknown, m: DecodedMessage): boolean {
  const ours = m[NAMES[name] ?? name];
  if (ours === undefined)
    return (
      (ABSENT[name] ?? []).some(
        (absent) => absent === expected || (typeof expected === 'number' && Math.abs(Number(absent) - expected) < 1e-4),
      ) ||
      expected === null ||
      expected === ''
    );
  if (typeof expected === 'number' && typeof ours === 'number')
    return Math.abs(expected - ours) <= Math.max(1e-4, Math.abs(expected) * 1e-6);
  if (typeof ours === 'boolean') return ours === Boolean(expected);
  return String(expected).replace(/@+$/, '').trimEnd() === String(ours);
}

describe('agreement with libais, field by field', () => {
  // 32-bit floats in its output: compared to one part in a million.
  for (const name of ['libais_typeexamples', 'libais_tagblock'])
    it(`decodes ${name}.nmea as its published output says`, (t) => {
      const expected = readFileSync(join(fixtures, `${name}.json`), 'utf8')
        .split('\n')
        .filter((l) => l.startsWith('{'))
        .map((l) => JSON.parse(l) as Record<string, unknown>);
      const { messages } = decodeBytes(readFileSync(join(fixtures, `${name}.nmea`)), { ownShip: true });
      const rest = [...messages];
      let fields = 0;
      let paired = 0;
      let explained = 0;
      const different: string[] = [];
      const missing: string[] = [];
      for (const e of expected) {
        const type = Number(e.type ?? e.id);
        const i = rest.findIndex((m) => m.type === type && m.mmsi === e.mmsi);
        if (i < 0) {
          missing.push(`type ${type} mmsi ${String(e.mmsi)}`);
          continue;
        }
        const [m] = rest.splice(i, 1) as [DecodedMessage];
        paired++;
        for (const field of COMPARED) {
          if (!(field in e) || (field === 'dac' && m.dac === undefined)) continue;
          fields++;
          if (!isEqual(field, e[field], m) && `type ${type} ${field}` in EXPLAINED) explained++;
          else if (!isEqual(field, e[field], m))
            different.push(
              `type ${type} ${field}: expected ${JSON.stringify(e[field])}, ours ${JSON.stringify(m[NAMES[field] ?? field])}`,
            );
        }
      }
      t.diagnostic(
        `${name}: ${paired} messages, ${fields} fields compared, ${explained} explained, ${different.length} different`,
      );
      assert.deepEqual(different, []);
      assert.deepEqual(missing, []);
    });
});
