import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PartnerView } from '../../../src/contract/partner-views.ts';
import { freshness, inOrder, pickedOf, refusedRows } from './relation.ts';

const partner = (nodeId: string, state: PartnerView['state']): PartnerView => ({ nodeId, state }) as PartnerView;

describe('partners', () => {
  const partners = inOrder([
    partner('JP', 'active'),
    partner('LV', 'proposed'),
    partner('FI', 'active'),
    partner('SE', 'suspended'),
  ]);
  it('stand with what is cut off first', () => {
    assert.deepEqual(
      partners.map((p) => p.nodeId),
      ['SE', 'FI', 'JP', 'LV'],
    );
  });

  it('have one picked: the one that was asked for, else the first', () => {
    assert.equal(pickedOf(partners, 'JP')?.nodeId, 'JP');
    assert.equal(pickedOf(partners, 'gone')?.nodeId, 'SE');
    assert.equal(pickedOf([], undefined), undefined);
  });

  it('have refusals by reason, most often first', () => {
    assert.deepEqual(refusedRows({ a: 1, b: 5, c: 1 }), [
      ['b', 5],
      ['a', 1],
      ['c', 1],
    ]);
  });
});

describe('how fresh a log is', () => {
  const at = '2024-12-25T10:00:00.000Z';
  const after = (seconds: number) => freshness(at, Date.parse(at) + seconds * 1000);
  it('is said in the unit that fits, and old after a minute', () => {
    assert.deepEqual(after(3), { unit: 'seconds', count: 3, isOld: false });
    assert.deepEqual(after(90), { unit: 'seconds', count: 90, isOld: true });
    assert.deepEqual(after(600), { unit: 'minutes', count: 10, isOld: true });
    assert.deepEqual(after(3 * 3600), { unit: 'hours', count: 3, isOld: true });
    assert.deepEqual(after(5 * 86_400), { unit: 'days', count: 5, isOld: true });
  });

  it('is now where the clocks differ, and never where nothing was verified', () => {
    assert.deepEqual(after(-30), { unit: 'seconds', count: 0, isOld: false });
    assert.equal(freshness(undefined, 0).unit, 'never');
  });
});
