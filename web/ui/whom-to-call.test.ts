import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Contact } from '../../src/contract/act.ts';
import { contactsFor, isInHours, localTimeOf } from './whom-to-call.ts';

const contact = (id: string, hours: string, assets: string[]): Contact => ({
  id,
  organisation: id,
  role: 'owner',
  call: '',
  assets,
  hours,
  placeholder: true,
});

describe('hours of a contact', () => {
  it('hold from the first minute to before the last, over midnight too', () => {
    assert.equal(isInHours('00:00-24:00', '23:59'), true);
    assert.deepEqual(
      ['07:59', '08:00', '19:59', '20:00'].map((at) => isInHours('08:00-20:00', at)),
      [false, true, true, false],
    );
    assert.deepEqual(
      ['21:59', '22:00', '00:30', '05:59', '06:00'].map((at) => isInHours('22:00-06:00', at)),
      [false, true, true, true, false],
    );
  });

  it('are those of the theatre, in summer and winter', () => {
    assert.equal(localTimeOf(Date.parse('2024-12-25T10:04:00Z'), 'Europe/Tallinn'), '12:04');
    assert.equal(localTimeOf(Date.parse('2024-07-25T22:30:00Z'), 'Europe/Tallinn'), '01:30');
    assert.equal(localTimeOf(Date.parse('2024-12-25T20:00:00Z'), 'Asia/Tokyo'), '05:00');
  });
});

describe('whom to call', () => {
  it('is who is there now, the asset’s own before the general ones', () => {
    const contacts = [
      contact('general', '00:00-24:00', []),
      contact('day', '08:00-20:00', ['estlink-2']),
      contact('night', '20:00-08:00', ['estlink-2']),
      contact('other', '00:00-24:00', ['c-lion1']),
    ];
    const found = contactsFor(contacts, 'estlink-2', Date.parse('2024-12-25T22:00:00Z'), 'Europe/Tallinn');
    assert.deepEqual(
      found.map((r) => [r.contact.id, r.isNow]),
      [
        ['night', true],
        ['general', true],
        ['day', false],
      ],
    );
  });
});
