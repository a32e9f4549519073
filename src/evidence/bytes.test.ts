/** Encodings against Node's own, and refusal of each text that they would not write. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  base64Of,
  base64urlOf,
  bytesOfBase64,
  bytesOfBase64url,
  bytesOfHex,
  compareBytes,
  equalBytes,
  hexOf,
  uint32beAt,
  uint64be,
  uint64beAt,
} from './bytes.ts';
import { isWellFormed, textOfUtf8, utf8Of } from './utf8.ts';

const same = (a: Uint8Array | undefined, b: Uint8Array): boolean => a !== undefined && equalBytes(a, b);
const anyBytes = fc.uint8Array({ maxLength: 70 });
/** Halves of surrogate pairs in any order, among others. */
const anyUnits = fc
  .array(fc.constantFrom(0x41, 0xe4, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000), { maxLength: 6 })
  .map((units) => String.fromCharCode(...units));

describe('bytes', () => {
  it('are written as Node writes them, and read back', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        assert.equal(hexOf(bytes), Buffer.from(bytes).toString('hex'));
        assert.equal(base64Of(bytes), Buffer.from(bytes).toString('base64'));
        assert.equal(base64urlOf(bytes), Buffer.from(bytes).toString('base64url'));
        assert.ok(same(bytesOfHex(hexOf(bytes)), bytes));
        assert.ok(same(bytesOfBase64(base64Of(bytes)), bytes));
        assert.ok(same(bytesOfBase64url(base64urlOf(bytes)), bytes));
      }),
    );
  });

  it('are read from one text only: whatever is read would be written so', () => {
    const letters = fc.array(fc.constantFrom(...'ABQgwxyz019+/-_=. \n'), { maxLength: 9 }).map((l) => l.join(''));
    fc.assert(
      fc.property(letters, (text) => {
        const standard = bytesOfBase64(text);
        if (standard !== undefined) assert.equal(base64Of(standard), text);
        const url = bytesOfBase64url(text);
        if (url !== undefined) assert.equal(base64urlOf(url), text);
      }),
      { numRuns: 5000 },
    );
    for (const bad of ['QR==', 'QQ=', 'QQ', 'QQ===', 'Q===', '====', 'Q Q=', 'QUF\n', 'QUE=QUE=', 'QÄ=='])
      assert.equal(bytesOfBase64(bad), undefined, bad);
    for (const bad of ['QR', 'QQ==', 'Q', 'QUF=', 'QU+_']) assert.equal(bytesOfBase64url(bad), undefined, bad);
    for (const bad of ['0', 'AB', '0g', ' 00']) assert.equal(bytesOfHex(bad), undefined, bad);
  });

  it('hold numbers of 64 bits as far as a number is exact', () => {
    for (const [value, hex] of [
      [0, '0000000000000000'],
      [255, '00000000000000ff'],
      [4294967296, '0000000100000000'],
      [Number.MAX_SAFE_INTEGER, '001fffffffffffff'],
    ] as const) {
      assert.equal(hexOf(uint64be(value)), hex);
      assert.equal(uint64beAt(uint64be(value), 0), value);
    }
    assert.equal(uint64beAt(bytesOfHex('0020000000000000')!, 0), undefined);
    assert.equal(uint32beAt(bytesOfHex('00fffffffe')!, 1), 4294967294);
    for (const bad of [-1, 0.5, 2 ** 53, Number.NaN]) assert.throws(() => uint64be(bad));
  });

  it('are ordered as Node orders them', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (a, b) => {
        assert.equal(Math.sign(compareBytes(a, b)), Buffer.compare(a, b));
        assert.equal(equalBytes(a, b), Buffer.compare(a, b) === 0);
      }),
    );
  });

  it('are UTF-8 exactly where the platform says so', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), anyUnits), (text) => {
        assert.equal(isWellFormed(text), (text as string & { isWellFormed(): boolean }).isWellFormed());
        if (!isWellFormed(text)) return assert.throws(() => utf8Of(text), RangeError);
        assert.ok(equalBytes(utf8Of(text), new TextEncoder().encode(text)));
        assert.equal(textOfUtf8(utf8Of(text)), text);
      }),
      { numRuns: 2000 },
    );
    const strict = (bytes: Uint8Array): string | undefined => {
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        return undefined;
      }
    };
    const byte = fc.constantFrom(0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed);
    const high = fc.constantFrom(0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff, 0x80, 0xbf);
    fc.assert(
      fc.property(fc.array(fc.oneof(byte, high), { maxLength: 6 }), (list) => {
        const bytes = Uint8Array.from(list);
        assert.equal(textOfUtf8(bytes), strict(bytes));
      }),
      { numRuns: 20_000 },
    );
    const long = 'Läänemeri 海 🚢 '.repeat(3000);
    assert.equal(textOfUtf8(utf8Of(long)), long);
  });
});
