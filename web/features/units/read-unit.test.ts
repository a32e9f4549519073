import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownUnit } from '../../../src/contract/act.ts';
import { readUnit } from './read-unit.ts';

const typed = {
  id: 'unit-1',
  name: ' Raju ',
  kind: 'patrol-vessel',
  readiness: 'ready-15-min',
  call: 'VHF 10',
  position: '59-25.5N 024-30.0E',
  speedKn: '27,5',
} as const;

describe('a typed unit', () => {
  it('becomes one that the contract takes', () => {
    const read = readUnit(typed);
    assert.ok('unit' in read);
    assert.deepEqual(ownUnit.parse(read.unit), {
      id: 'unit-1',
      name: 'Raju',
      kind: 'patrol-vessel',
      readiness: 'ready-15-min',
      call: 'VHF 10',
      position: [24.5, 59.425],
      speedTenthKn: 275,
    });
  });

  it('says which fields cannot be read', () => {
    assert.deepEqual(readUnit({ ...typed, name: ' ', position: 'here', speedKn: 'fast' }), {
      wrong: ['name', 'position', 'speedKn'],
    });
    assert.deepEqual(readUnit({ ...typed, speedKn: '' }), { wrong: ['speedKn'] });
  });
});
