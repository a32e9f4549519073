import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { DecodedMessage } from './decode-message.ts';
import { compareWithGpsd, type FieldComparison } from './gpsd.contract.ts';
import { decodeBytes } from './sink.contract.ts';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'ais');
const read = (name: string): string => readFileSync(join(fixtures, name), 'utf8');

type Expected = Readonly<Record<string, unknown>>;

const jsonLines = (text: string): Expected[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"class":"AIS"'))
    .map((line) => JSON.parse(line) as Expected);

const isWhollyEqual = (e: Expected, m: DecodedMessage): boolean =>
  compareWithGpsd(e, m).compared.every((c) => c.isEqual || EXPLAINED.some((x) => x.is(c, m)));

/**
 * Pairs messages of the same type and MMSI: with the first that is equal, else with the first at all. A report that gpsd's
 * test daemon prints again though it stands once in the input is paired again with the same message, and counted.
 */
function pair(expected: readonly Expected[], ours: readonly DecodedMessage[]) {
  const pairs: [Expected, DecodedMessage][] = [];
  const rest = [...ours];
  const missing: Expected[] = [];
  let repeated = 0;
  for (const e of expected) {
    const isSame = (m: DecodedMessage): boolean => m.type === e.type && m.mmsi === e.mmsi;
    const equal = rest.findIndex((m) => isSame(m) && isWhollyEqual(e, m));
    const again = equal < 0 ? ours.find((m) => isSame(m) && isWhollyEqual(e, m)) : undefined;
    const i = equal >= 0 ? equal : rest.findIndex(isSame);
    if (again !== undefined) {
      repeated++;
      pairs.push([e, again]);
    } else if (i < 0) missing.push(e);
    else pairs.push([e, rest.splice(i, 1)[0]!]);
  }
  return { pairs, missing, extra: rest, repeated };
}

/** Differences that are known and explained; anything else fails. */
const EXPLAINED: readonly { readonly why: string; readonly is: (c: FieldComparison, m: DecodedMessage) => boolean }[] =
  [
    {
      why: 'gpsd gives 0 (or what padding holds) for a part that a short message does not have; ours is absent',
      is: (c, m) => c.ours === undefined && [7, 13, 15, 16, 20, 21, 25, 26].includes(m.type),
    },
    {
      why: 'ITU-R M.1371-5 puts two spare bits behind the destination of messages 25 and 26; gpsd counts them to the data',
      is: (c, m) => (m.type === 25 || m.type === 26) && c.field === 'data' && m.addressed === true,
    },
    {
      why: 'gpsd counts the communication state at the end of message 26 to the data',
      is: (c, m) => m.type === 26 && c.field === 'data',
    },
    {
      why: 'gpsd reads a position report cut to 163 bits; we set it aside for its length, and it is paired with its whole repetition',
      is: (c, m) => m.type === 1 && c.field === 'radio' && c.expected === Number(c.ours) >> 5,
    },
    {
      why: 'gpsd prints seven characters as the vendor; ITU-R M.1371-5 has three, a model and a serial number',
      is: (c, m) => m.type === 24 && c.field === 'vendorid' && String(c.expected).startsWith(String(c.ours)),
    },
  ];

/** Messages that gpsd reads and we set aside, each with the reason. */
const SET_ASIDE: Readonly<Record<string, string>> = {
  'type 20 mmsi 2442003': 'its 186 bits are more than the 160 that ITU-R M.1371-5 allows: payload-length',
};

/** gpsd joins parts A and B of message 24 into one object; so do we, for the comparison. */
function joinStatic(messages: readonly DecodedMessage[]): DecodedMessage[] {
  const parts = new Map<number, DecodedMessage>();
  const out: DecodedMessage[] = [];
  for (const m of messages) {
    if (m.type !== 24) {
      out.push(m);
      continue;
    }
    const other = parts.get(m.mmsi);
    if (other !== undefined && other.part !== m.part) {
      parts.delete(m.mmsi);
      out.push({ ...other, ...m });
    } else parts.set(m.mmsi, m);
  }
  return out;
}

function compare(t: TestContext, name: string, expected: readonly Expected[], input: Uint8Array): void {
  const { messages } = decodeBytes(input, { ownShip: true });
  const { pairs, missing, extra, repeated } = pair(expected, joinStatic(messages));
  let fields = 0;
  const different: string[] = [];
  const explained = new Map<string, number>();
  const left = new Set<string>();
  for (const [e, m] of pairs) {
    const result = compareWithGpsd(e, m);
    for (const l of result.left) left.add(`${m.type}.${l}`);
    for (const c of result.compared) {
      fields++;
      if (c.isEqual) continue;
      const known = EXPLAINED.find((x) => x.is(c, m));
      if (known === undefined)
        different.push(
          `type ${m.type} mmsi ${m.mmsi} ${c.field}: expected ${JSON.stringify(c.expected)}, ours ${JSON.stringify(c.ours)}`,
        );
      else explained.set(known.why, (explained.get(known.why) ?? 0) + 1);
    }
  }
  t.diagnostic(
    `${name}: ${pairs.length} messages, ${fields} fields compared, ${different.length} different, ${repeated} printed twice by gpsd`,
  );
  for (const [why, times] of explained) t.diagnostic(`${name}: ${times} x ${why}`);
  if (left.size > 0) t.diagnostic(`${name}: application fields left out: ${[...left].sort().join(' ')}`);
  assert.deepEqual(different, []);
  assert.deepEqual(
    missing.map((e) => `type ${e.type} mmsi ${e.mmsi}`).filter((m) => !(m in SET_ASIDE)),
    [],
    'gpsd has messages that we lack',
  );
  assert.deepEqual(
    extra.map((m) => `type ${m.type} mmsi ${m.mmsi}`),
    [],
    'we have messages that gpsd lacks',
  );
}

describe('agreement with gpsd, field by field', () => {
  for (const [input, output] of [
    ['gpsd_sample.aivdm', 'gpsd_sample.aivdm.ju.chk'],
    ['gpsd_ais-18-27.log', 'gpsd_ais-18-27.log.chk'],
    ['gpsd_ais-nmea.log', 'gpsd_ais-nmea.log.chk'],
    ['gpsd_ais-raw-messages.log', 'gpsd_ais-raw-messages.log.chk'],
  ] as const)
    it(`decodes ${input} as its published output says`, (t) =>
      compare(t, input, jsonLines(read(output)), Buffer.from(read(input))));

  const gpsdecode = ['/usr/bin/gpsdecode', '/usr/local/bin/gpsdecode'].find(existsSync);
  for (const input of ['gfw_aistools_mixed_types.nmea', 'gfw_aistools_multi-part.nmea'])
    it(`decodes ${input} as the installed gpsdecode does`, {
      skip: gpsdecode === undefined ? 'gpsdecode not installed (Debian package gpsd-clients)' : false,
    }, (t) => {
      const bytes = Buffer.from(`${read(input)}\n`);
      compare(t, input, jsonLines(execFileSync(gpsdecode!, ['-u', '-j'], { input: bytes }).toString()), bytes);
    });
});
