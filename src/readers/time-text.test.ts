import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../lib/seeded-random.ts';
import { decimalOf } from './decimal.ts';
import { bytesOf, textOf } from './text-of-bytes.ts';
import { timeOfText } from './time-text.ts';

const iso = (text: string): string | undefined => {
  const ms = timeOfText(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
};

describe('times in files', () => {
  it('are read in every way that files write them', () => {
    const same = '2018-04-01T02:50:00.000Z';
    for (const text of [
      '2018-04-01T02:50:00',
      '2018-04-01 02:50:00',
      '2018-04-01T02:50:00Z',
      '2018-04-01T02:50Z',
      '2018-04-01T05:50:00+03:00',
      '2018-03-31T21:20:00-05:30',
      '2018-04-01 04:50:00+0200',
      '2018-04-01 04:50:00+02',
      '2018-04-01 02:50:00.000000000 +0000 UTC',
      '2018-04-01 02:50:00 UTC',
      '2018/04/01 02:50:00',
      '01/04/2018 02:50:00',
      '1/4/2018 2:50:00',
      '01.04.2018 02:50',
      ' 1522551000 ',
      '1522551000.0',
      '1522551000000',
      '1.522551e+12',
      '1522551000000000',
    ])
      assert.equal(iso(text), same, text);
  });

  it('keep whole milliseconds of longer fractions', () => {
    assert.equal(iso('2023-10-22 22:47:36.94034384 +0000 UTC'), '2023-10-22T22:47:36.940Z');
    assert.equal(iso('2026-07-10T05:06:41.106999+00:00'), '2026-07-10T05:06:41.106Z');
    assert.equal(iso('1522551000.25'), '2018-04-01T02:50:00.250Z');
  });

  it('are refused where they are none', () => {
    for (const text of [
      '',
      'yesterday',
      '31/02/2018 00:00:00',
      '2018-13-01T00:00:00',
      '2018-04-01T24:00:00',
      '2018-04-01T02:61:00',
      '2018-04-01T02:50:00+99:00',
      '2018-04-01T02:50:00 somewhere',
      '2018-04',
      '12',
      '20180401',
      '2018-04-01X02:50',
      '99999999999999999999999',
    ])
      assert.equal(iso(text), undefined, text);
  });

  it('agree with the engine for any moment between 1970 and 2100', () => {
    const random = seededRandom(5);
    for (let i = 0; i < 5000; i++) {
      const ms = random.integer(0, Date.UTC(2100, 0, 1) - 1);
      const text = new Date(ms).toISOString();
      assert.equal(timeOfText(text), ms);
      const [, y, mo, d, time] = /^(\d{4})-(\d\d)-(\d\d)T([\d:]{8})/.exec(text)!;
      assert.equal(timeOfText(`${d}/${mo}/${y} ${time}`), Math.floor(ms / 1000) * 1000);
    }
  });
});

describe('decimal numbers from bytes', () => {
  const read = (text: string, comma = false): number => decimalOf(bytesOf(text), 0, text.length, comma);

  it('are exactly what the engine reads from the same text', () => {
    const random = seededRandom(9);
    for (let i = 0; i < 20_000; i++) {
      const text = (random.between(-180, 180) * random.pick([1e-6, 1, 1, 1e7])).toFixed(random.integer(0, 20));
      assert.equal(read(text), Number(text), text);
    }
    for (const text of ['1.522551e+12', '-1E-3', '+5', '.5', '5.', '0', '-0.0', '9007199254740993', '23.6470716666667'])
      assert.equal(read(text), Number(text), text);
  });

  it('take a decimal comma only where told, and nothing that is no number', () => {
    assert.equal(read('59,5', true), 59.5);
    assert.equal(read('-1,5e1', true), -15);
    for (const text of ['59,5', '', ' ', '-', '.', 'NULL', '12 kn', '1.2.3', '0x10', 'Infinity', '1e', '--1'])
      assert.ok(Number.isNaN(read(text)), text);
  });
});

describe('text from bytes', () => {
  it('is UTF-8 as the platform decodes it, and Latin-1 where it is not UTF-8', () => {
    for (const text of ['ÄÖÜ KÕPU', '海上保安庁', 'a😀b', '', 'plain']) {
      const bytes = Buffer.from(text);
      assert.equal(textOf(bytes, 0, bytes.length), text);
    }
    assert.equal(textOf(Buffer.from([0x4d, 0xf8, 0x4e, 0xff, 0xc0, 0x80, 0xe2]), 0, 7), 'MøNÿÀ\u0080â');
  });
});
