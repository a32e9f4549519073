import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { realData } from '../../test/real-data.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { checksum } from './encode-sentence.ts';
import { FLAG_CLASS_B, FLAG_LONG_RANGE } from './position-batch.ts';
import { decodeBytes } from './sink.contract.ts';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'ais');
const fixture = (name: string): Buffer => readFileSync(join(fixtures, name));
const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
/** A position report of gpsd's sample: MMSI 371798000, 123.395 W, 48.382 N, 12.3 kn, 224 degrees. */
const REPORT = '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A';
const tagged = (tag: string, sentence = REPORT): string => `\\${tag}*${checksum(tag)}\\${sentence}\n`;

describe('the sentence decoder', () => {
  it('gives the same columns whatever the chunks', () => {
    for (const name of [
      'gpsd_sample.aivdm',
      'gfw_aistools_mixed_types.nmea',
      'libais_tagblock.nmea',
      'gpsd_ais-nmea.log',
    ]) {
      const whole = decodeBytes(fixture(name));
      for (const chunk of [1, 7, 4096])
        assert.deepEqual(decodeBytes(fixture(name), {}, chunk), whole, `${name} in chunks of ${chunk}`);
    }
  });

  it('takes positions into columns as the tables decode them', () => {
    const names = [
      'gpsd_sample.aivdm',
      'gpsd_ais-18-27.log',
      'gpsd_ais-nmea.log',
      'gpsd_ais-raw-messages.log',
      'gfw_aistools_mixed_types.nmea',
    ];
    let compared = 0;
    for (const name of names) {
      const { messages, rows } = decodeBytes(fixture(name));
      const positions = messages.filter(
        (m) => [1, 2, 3, 9, 18, 19, 27].includes(m.type) && m.lon !== undefined && m.lat !== undefined,
      );
      assert.equal(rows.length, positions.length, name);
      rows.forEach(([, mmsi, lon, lat, sog, cog, heading, status, flags, type], i) => {
        const m = positions[i]!;
        assert.deepEqual([mmsi, lon, lat, type], [m.mmsi, m.lon, m.lat, m.type]);
        assert.equal(sog, m.speedKn === undefined ? -1 : Math.round(Number(m.speedKn) * 10));
        const course =
          m.courseDeg === undefined || Number(m.courseDeg) >= 360 ? -1 : Math.round(Number(m.courseDeg) * 10);
        assert.equal(cog, course);
        assert.equal(heading, m.headingDeg === undefined || Number(m.headingDeg) > 359 ? -1 : m.headingDeg);
        assert.equal(status, m.status ?? 15);
        assert.equal((Number(flags) & FLAG_CLASS_B) !== 0, m.type === 18 || m.type === 19);
        assert.equal((Number(flags) & FLAG_LONG_RANGE) !== 0, m.type === 27);
        compared++;
      });
    }
    assert.ok(compared > 250, `${compared} positions`);
  });

  for (const [what, text, timeMs] of [
    ['a tag block in seconds', tagged('s:r003669945,c:1731916800'), 1731916800000],
    ['a tag block in milliseconds', tagged('c:1731916800123'), 1731916800123],
    ['a tag block with a fraction', tagged('c:1599239526.5'), 1599239526500],
    ['the Coast Guard suffix', `${REPORT},r003669945,1085889680\n`, 1085889680000],
    ['an epoch before the sentence', `1452468541.25 ${REPORT}\n`, 1452468541250],
    ['an ISO time before the sentence', `2016-01-10T23:29:01Z ${REPORT}\n`, Date.UTC(2016, 0, 10, 23, 29, 1)],
    [
      'a $PGHP line before',
      `$PGHP,1,2008,5,9,12,30,1,10,338,2,,1,09*17\r\n${REPORT}\r\n`,
      Date.UTC(2008, 4, 9, 12, 30, 1, 10),
    ],
  ] as const)
    it(`takes the time from ${what}`, () => {
      const { rows, rejected } = decodeBytes(ascii(text));
      assert.deepEqual([...rejected], []);
      assert.equal(rows.length, 1);
      assert.equal(rows[0]![0], timeMs);
    });

  it('gives a position without any time no time, and a $PGHP time to one sentence only', () => {
    const { rows } = decodeBytes(ascii(`$PGHP,1,2008,5,9,0,0,0,0,338,2,,1,09*17\n${REPORT}\n${REPORT}\n`));
    assert.deepEqual(
      rows.map((r) => Number.isNaN(Number(r[0]))),
      [false, true],
    );
  });

  for (const [what, text, reason] of [
    ['a wrong checksum', REPORT.replace('4A', '4B'), 'checksum-wrong'],
    ['a wrong tag block checksum', `\\c:1731916800*00\\${REPORT}`, 'checksum-wrong'],
    ['a sentence without a checksum', REPORT.slice(0, -3), 'sentence-malformed'],
    [
      'a payload character outside the alphabet',
      sentence('AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208C|,0'),
      'sentence-malformed',
    ],
    ['part 3 of 2', sentence('AIVDM,2,3,1,A,15RTgt0PAso;90TKcjM8h6g208CQ,0'), 'sentence-malformed'],
    ['a cut payload with a fitting checksum', sentence('AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8,0'), 'payload-length'],
    ['type 0', sentence('AIVDM,1,1,,A,05RTgt0PAso;90TKcjM8h6g208CQ,0'), 'type-unknown'],
    ['type 41', sentence('AIVDM,1,1,,A,a5RTgt0PAso;90TKcjM8h6g208CQ,0'), 'type-unknown'],
    ['the receiving ship itself', sentence('AIVDO,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0'), 'own-ship'],
    [
      'one part of two',
      sentence('AIVDM,2,1,3,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0'),
      'fragment-missing',
    ],
    ['prose', 'hello, sea', 'not-ais'],
    ['a line of two thousand bytes', 'x'.repeat(2000), 'line-too-long'],
  ] as const)
    it(`sets ${what} aside as ${reason} and goes on`, () => {
      const { rows, rejected } = decodeBytes(ascii(`${text}\r\n${REPORT}\r\n`));
      assert.deepEqual([...rejected], [[reason, 1]]);
      assert.equal(rows.length, 1);
    });

  it('ignores comments, blank lines and other NMEA sentences', () => {
    const { rejected, counted } = decodeBytes(ascii('# note\r\n\r\n   \n$GPRMC,,V,,,,,,,,,,N*53\n'));
    assert.deepEqual([[...rejected], counted], [[], 0]);
  });

  it('joins parts that interleave between stations under the same sequence id', () => {
    const parts = fixture('gfw_aistools_multi-part.nmea')
      .toString()
      .split('\n')
      .filter((l) => l.includes('!'))
      .slice(0, 4);
    const [a1, a2, b1, b2] = parts.map((line) => line.slice(line.indexOf('!')).trim());
    const of = (station: string, line: string): string => tagged(`s:${station},c:1731916800`, line).trimEnd();
    const alone = decodeBytes(ascii(parts.join('\n')));
    const mixed = decodeBytes(ascii([of('x', a1!), of('y', b1!), of('y', b2!), of('x', a2!)].join('\n')));
    assert.equal(mixed.messages.length, 2);
    const plain = (kept: typeof alone): string[] => kept.messages.map((m) => JSON.stringify(m)).sort();
    assert.deepEqual(plain(mixed), plain(alone));
  });

  it('holds a bounded number of open parts, and counts each one it gives up', () => {
    const line = (i: number): string =>
      tagged(
        `s:${i},c:1731916800`,
        sentence('AIVDM,2,1,3,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0'),
      );
    const { rejected } = decodeBytes(ascii(Array.from({ length: 500 }, (_, i) => line(i)).join('')));
    assert.equal(rejected.get('fragment-missing'), 500);
  });

  it('marks what a simulator sent', () => {
    const { markers } = decodeBytes(ascii(tagged('s:SIM-RECONSTRUCTION-x,c:1731916800')));
    assert.deepEqual([...markers], ['SIM-RECONSTRUCTION-x']);
  });

  it('never throws and accounts for every line when real lines are cut, flipped, dropped, repeated and reordered', () => {
    const lines = [
      'gpsd_ais-nmea.log',
      'gfw_aistools_mixed_types.nmea',
      'libais_tagblock.nmea',
      'gpsd_ais-raw-messages.log',
    ]
      .flatMap((name) => fixture(name).toString('latin1').split('\n'))
      .filter((line) => line.includes('!') && /,1,1,/.test(line));
    for (let seed = 1; seed <= 60; seed++) {
      const random = seededRandom(seed);
      const damaged = Array.from({ length: 120 }, () => {
        let line = random.pick(lines).trim();
        const at = random.integer(0, line.length - 1);
        const how = random.integer(0, 4);
        if (how === 1) line = line.slice(0, at);
        if (how === 2) line = line.slice(0, at) + String.fromCharCode(random.integer(32, 126)) + line.slice(at + 1);
        if (how === 3) line = line.slice(at);
        if (how === 4) line = line + line;
        return line;
      });
      const kept = decodeBytes(ascii(damaged.join('\n')), { ownShip: true }, random.integer(1, 90));
      const lost = [...kept.rejected.values()].reduce((a, b) => a + b, 0);
      const silent = damaged.filter(
        (l) => l.trim() === '' || /^[$#!]/.test(l.replace(/^(\\[^\\]*\\)+/, '').trim()) || /^\\/.test(l),
      ).length;
      assert.ok(kept.counted <= damaged.length, `seed ${seed}`);
      assert.ok(
        kept.counted + lost >= damaged.length - silent,
        `seed ${seed}: ${kept.counted} + ${lost} of ${damaged.length} (${silent} may be silent)`,
      );
    }
  });

  const bulk = realData('nmea/kystverket_Ais1000Lines.nm4');
  it('decodes a thousand lines of the Norwegian coast with a time each', { skip: bulk.skip }, () => {
    const { rows } = decodeBytes(readFileSync(bulk.path));
    assert.ok(rows.length > 700, `${rows.length}`);
    for (const row of rows)
      assert.ok(Number(row[0]) >= Date.UTC(2019, 7, 7, 22, 59) && Number(row[0]) <= Date.UTC(2019, 7, 7, 23, 1));
  });
});

function sentence(content: string): string {
  return `!${content}*${checksum(content)}`;
}
