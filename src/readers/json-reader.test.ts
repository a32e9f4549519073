import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { realData } from '../../test/real-data.ts';
import { FLAG_ACCURATE, FLAG_AIRCRAFT, FLAG_CLASS_B } from '../ais/position-batch.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { JsonSplitter, MAX_OBJECT } from './json-splitter.ts';
import { fixture, plainBytes, ROW, readBytes, readText, sum } from './read-bytes.contract.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);

describe('aisstream.io messages', () => {
  it('give positions with the time of the envelope, and identities', () => {
    const kept = readBytes(fixture('aisstream-samples.json'));
    assert.equal(kept.counted, 9);
    assert.equal(kept.rejected.size, 0);
    assert.deepEqual(
      kept.rows.map((row) => row.slice(0, 10)),
      [
        [utc('2023-10-22T22:47:36.940'), 250013879, -3.183045, 55.990715, 0, 45, -1, 3, 0, 3],
        [
          utc('2023-10-22T22:47:36.937'),
          232007164,
          -0.2713433333333333,
          50.831300000000006,
          0,
          2062,
          206,
          15,
          FLAG_CLASS_B,
          18,
        ],
        [
          utc('2023-10-22T22:47:35.929'),
          994160209,
          120.28956833333334,
          22.58871333333333,
          0,
          31,
          -1,
          15,
          FLAG_CLASS_B,
          19,
        ],
        [utc('2023-10-22T22:45:42.132'), 111232527, -6.653495, 55.12591, 730, 148, -1, 15, FLAG_AIRCRAFT, 9],
      ],
    );
    assert.deepEqual(
      kept.identities.map((i) => [i.mmsi, i.name, i.callsign, i.shipType, i.toBowM, i.draughtTenthM]),
      [
        [994160209, 'ZHENG-4-68%', undefined, undefined, undefined, undefined],
        [244780791, 'DE MAZE', 'PF7479', 69, 18, 15],
        [257503600, undefined, 'LK 4676', 30, 11, undefined],
      ],
    );
  });

  it('without an envelope have no time, and are known by their number', () => {
    const bare =
      '{"Latitude":-33.9,"Longitude":18.4,"MessageID":27,"Sog":63,"Cog":511,"UserID":601999001,"PositionAccuracy":true,"NavigationalStatus":5}';
    const [row] = readText(`${bare}\n`).rows;
    assert.deepEqual(row!.slice(1, 10), [601999001, 18.4, -33.9, -1, -1, -1, 5, FLAG_ACCURATE | 4, 27]);
    assert.ok(Number.isNaN(row![ROW.timeMs]));
  });

  it('whose time cannot be read are set aside', () => {
    const text = fixture('aisstream-samples.json').toString().replaceAll('2023-10-22 ', 'once upon ');
    const kept = readText(text);
    assert.equal(kept.rows.length + kept.identities.length, 0);
    assert.ok(kept.rejected.get('time-malformed')! >= 6);
  });

  const real = realData('csv-json/aisstream_positions_20231022.ndjson.gz');
  it('are read by the line as JSON.parse reads them', { skip: real.skip }, () => {
    const bytes = plainBytes(real.path);
    const kept = readBytes(bytes);
    const expected = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number>);
    assert.equal(kept.counted, expected.length);
    assert.equal(kept.rows.length + sum(kept.rejected), expected.length);
    const usable = expected.filter(
      (o) =>
        o.UserID! >= 1_000_000 &&
        o.UserID! < 999_999_999 &&
        o.UserID !== 123456789 &&
        o.UserID !== 111111111 &&
        o.Latitude! <= 90 &&
        (o.Latitude !== 0 || o.Longitude !== 0),
    );
    assert.deepEqual(
      kept.rows.map((row) => [row[ROW.mmsi], row[ROW.lon], row[ROW.lat]]),
      usable.map((o) => [o.UserID, o.Longitude, o.Latitude]),
    );
  });
});

describe('Digitraffic and segment objects', () => {
  it('take the fix time of a feature, not the second of the minute nor the time of the document', () => {
    const kept = readBytes(fixture('digitraffic-features.json'));
    assert.deepEqual(
      kept.rows.map((row) => row.slice(0, 9)),
      [
        [1784109600123, 230999001, 24.9, 59.9, 112, 875, 88, 0, FLAG_ACCURATE],
        [1784109601000, 230999002, 25.1, 60, -1, -1, -1, 15, 0],
        [1784109602000, 230999003, 25.2, 60.1, 4, 100, 11, 5, FLAG_ACCURATE],
      ],
    );
    const [identity] = kept.identities;
    assert.deepEqual(
      [
        identity!.name,
        identity!.callsign,
        identity!.imo,
        identity!.shipType,
        identity!.draughtTenthM,
        identity!.toBowM,
        identity!.toStarboardM,
      ],
      ['FICTION ONE', 'OJAA', 9123458, 70, 75, 120, 12],
    );
  });

  it('give a snapshot of vessels no time, because its own is not that of the fixes', () => {
    const kept = readBytes(fixture('digitraffic-vessels-2025-12-12.json'));
    assert.equal(kept.rows.length, 40);
    assert.ok(kept.rows.every((row) => Number.isNaN(row[ROW.timeMs])));
    assert.ok(kept.identities.every((identity) => identity.timeMs === undefined));
  });

  it('read segment lines and gpsd objects, text or number', () => {
    const kept = readBytes(fixture('segments.jsonl'));
    assert.deepEqual(
      kept.rows.map((row) => row.slice(0, 6)),
      [
        [utc('2017-07-18T00:07:20'), 431999001, 139.8, 34.5, 108, 0],
        [utc('2017-07-18T00:08:20.500'), 431999001, 139.9, 34.6, -1, -1],
      ],
    );
    assert.deepEqual(Object.fromEntries(kept.rejected), { 'position-not-available': 1 });
    assert.deepEqual([kept.identities[0]!.name, kept.identities[0]!.draughtTenthM], ['FICTION ONE', 83]);
  });

  const counts: readonly (readonly [string, number, number])[] = [
    ['csv-json/digitraffic_2017_current-ais.json', 149, 149],
    ['csv-json/digitraffic_juhku1/latest_20251211T204450.json.gz', 9735, 9722],
    ['gnss/gfw_gpsdio_segment/204814000.jsonl', 847, 847],
    ['gnss/gfw_gpsdio_segment/224051350.jsonl.gz', 5479, 4690],
    ['gnss/gfw_gpsdio_segment/240000000.jsonl.gz', 3779, 2550],
    ['gnss/gfw_gpsdio_segment/263576000.jsonl', 948, 928],
    ['gnss/gfw_gpsdio_segment/338013000.jsonl', 1253, 1193],
  ];
  for (const [name, objects, positions] of counts) {
    const { path, skip } = realData(name);
    it(`finds ${positions} positions in the ${objects} objects of ${name}`, { skip }, () => {
      const kept = readBytes(plainBytes(path));
      assert.deepEqual([kept.counted, kept.rows.length], [objects, positions]);
    });
  }
});

describe('the splitter of objects', () => {
  const split = (text: string, chunk = text.length): { objects: string[]; offsets: number[]; broken: string[] } => {
    const [objects, offsets, broken]: [string[], number[], string[]] = [[], [], []];
    const splitter = new JsonSplitter({
      object: (bytes, from, to, offset) => {
        objects.push(Buffer.from(bytes.subarray(from, to)).toString('latin1'));
        offsets.push(offset);
      },
      broken: (reason) => broken.push(reason),
    });
    const bytes = Buffer.from(text, 'latin1');
    for (let at = 0; at < bytes.length; at += chunk) splitter.push(bytes.subarray(at, at + chunk));
    splitter.end();
    return { objects, offsets, broken };
  };

  it('finds objects in lines, arrays, pretty print and record arrays, with braces and quotes in strings', () => {
    const inner = ['{"a":1}', '{"b":{"c":[1,{"d":2}]}}', '{"e":"}{\\"\\\\"}', '{}'];
    const texts = [
      inner.join('\n'),
      `[${inner.join(',')}]`,
      `[\n${inner.join(' , ')}\n]\n`,
      `{"type":"x","more":{"features":[1]},"features":[${inner.join(',')}],"rest":{"a":[{}]}}`,
      `[{"vessels":[${inner.join(',')}]}]`,
    ];
    for (const text of texts)
      for (const chunk of [1, 3, text.length]) {
        const { objects, offsets, broken } = split(text, chunk);
        assert.deepEqual(objects, inner, text);
        assert.deepEqual(broken, []);
        assert.deepEqual(
          offsets.map((at, i) => text.slice(at, at + inner[i]!.length)),
          inner,
        );
      }
  });

  it('finds the records after one that broke off', () => {
    const good = '{"a":1}';
    for (const bad of ['{"a":', '{"a":"b', '{"a":[1,2', '{"a":{"b":1}', '{"a":1]}', 'rubbish', '}}', '{"a":"\\']) {
      const { objects, broken } = split(`${good}\n${bad}\n${good}\n${good}\n${good}\n`);
      assert.ok(objects.length >= 3, `${bad}: ${objects.length} of 4`);
      assert.ok(broken.length >= 1, bad);
    }
  });

  it('holds no more than the bound of an object without end', () => {
    const { objects, broken } = split(`{"a":"${'x'.repeat(MAX_OBJECT)}"}\n{"b":1}\n`, 65_536);
    assert.deepEqual([objects, broken], [['{"b":1}'], ['line-too-long']]);
    const nested = split(`${'{"a":['.repeat(1000)}\n{"b":0}\n{"b":1}\n`);
    assert.deepEqual(nested.objects.at(-1), '{"b":1}');
  });

  it('gives the same for damaged input whatever the chunks, and the reader accounts for all of it', () => {
    const random = seededRandom(31);
    const names = [
      'aisstream-samples.json',
      'digitraffic-features.json',
      'segments.jsonl',
      'digitraffic-vessels-2025-12-12.json',
    ];
    for (let round = 0; round < 120; round++) {
      const bytes = Buffer.from(fixture(random.pick(names)).subarray(0, 6000));
      for (let i = 0; i < 4; i++) bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
      const cut = bytes.subarray(0, random.integer(100, bytes.length));
      const whole = readBytes(cut, { format: 'json' });
      const byChunks = readBytes(cut, { format: 'json', chunk: random.integer(1, 99) });
      assert.deepEqual(byChunks, whole);
      assert.ok(whole.rows.length + sum(whole.rejected) <= whole.counted);
    }
  });

  it('gives whole fixtures the same in any chunks', () => {
    for (const name of [
      'aisstream-samples.json',
      'digitraffic-features.json',
      'segments.jsonl',
      'digitraffic-vessels-2025-12-12.json',
    ])
      for (const chunk of [1, 7, 4096])
        assert.deepEqual(readBytes(fixture(name), { chunk }), readBytes(fixture(name)), `${name} by ${chunk}`);
  });
});
