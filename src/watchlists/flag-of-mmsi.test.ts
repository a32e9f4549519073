import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { realData } from '../../test/real-data.ts';
import { flagOfMmsi } from './flag-of-mmsi.ts';
import { FLAG_OF_MID } from './mid-table.ts';

describe('the flag of an MMSI', () => {
  it('is read from the place where each shape has its country', () => {
    assert.deepEqual(
      [276000001, 431000001, 2760001, 992761234, 982761234, 111276001, 827612345, 27600001].map(flagOfMmsi),
      ['EE', 'JP', 'EE', 'EE', 'EE', 'EE', 'EE', 'EE'],
    );
  });

  it('is none for unallocated digits, such as the simulator uses', () => {
    assert.equal(flagOfMmsi(290000001), undefined);
  });

  const other = realData('reference/mmsi_countries_juhku1.csv');
  it('agrees with a second list on which digits are allocated, but for what is listed', { skip: other.skip }, (t) => {
    const theirs = new Set(
      readFileSync(other.path, 'utf8')
        .split('\n')
        .map((l) => Number(/(\d{3})/.exec(l)?.[1]))
        .filter((n) => n > 200),
    );
    const missing = [...theirs].filter((mid) => !FLAG_OF_MID.has(mid));
    t.diagnostic(`${theirs.size} in the second list; not in ours: ${missing.join(' ') || 'none'}`);
    assert.ok(theirs.size > 280 && missing.length <= 5, missing.join(' '));
  });
});
