import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MerivahtError } from '../contract/errors.ts';
import { parseColumnMap } from './column-map.ts';
import { IdentityMemory } from './identity-memory.ts';

describe('a column map', () => {
  it('is read as pairs of field and column', () => {
    const map = parseColumnMap('mmsi=MMSI, lat=Breite,lon=Länge ,time=Zeit (UTC)');
    assert.deepEqual(
      [...map],
      [
        ['mmsi', 'MMSI'],
        ['lat', 'Breite'],
        ['lon', 'Länge'],
        ['time', 'Zeit (UTC)'],
      ],
    );
  });

  it('says what is wrong with it', () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['', /"" is no field=column pair/],
      ['mmsi', /"mmsi" is no field=column pair/],
      ['mmsi=', /"mmsi=" is no/],
      ['speed=SOG', /no field "speed"; fields are mmsi, time/],
      ['toString=x', /no field "toString"/],
      ['mmsi=a,mmsi=b', /"mmsi" is given twice/],
      ['mmsi=a,time=b', /which column is lat, lon/],
    ];
    for (const [text, message] of wrong)
      assert.throws(
        () => parseColumnMap(text),
        (error: unknown) =>
          error instanceof MerivahtError && error.code === 'MV-COLUMNS-INVALID' && message.test(error.message),
        text,
      );
  });
});

describe('the memory of identities', () => {
  it('knows what was said last of each vessel, and forgets those not heard for a generation', () => {
    const memory = new IdentityMemory(2);
    assert.deepEqual(
      [memory.isNew(1, 7), memory.isNew(1, 7), memory.isNew(1, 8), memory.isNew(1, 7)],
      [true, false, true, true],
    );
    assert.equal(memory.isNew(2, 7), true);
    assert.equal(memory.isNew(3, 7), true);
    assert.equal(memory.isNew(2, 7), false, 'of the old generation and still known');
    assert.equal(memory.isNew(4, 7), true);
    assert.equal(memory.isNew(5, 7), true);
    assert.equal(memory.isNew(1, 7), true, 'two generations old');
  });
});
