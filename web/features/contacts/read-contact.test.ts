import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contact } from '../../../src/contract/act.ts';
import { readContact } from './read-contact.ts';

const typed = {
  id: 'c-1',
  organisation: 'Control room ',
  role: 'owner',
  call: ' +000 ',
  deputyCall: '',
  assets: ['estlink-2'],
  hours: '08:00 – 20:00',
  placeholder: false,
};

describe('a typed contact', () => {
  it('becomes one that the contract takes', () => {
    const read = readContact(typed);
    assert.ok('contact' in read);
    assert.deepEqual(contact.parse(read.contact), {
      id: 'c-1',
      organisation: 'Control room',
      role: 'owner',
      call: '+000',
      assets: ['estlink-2'],
      hours: '08:00-20:00',
      placeholder: false,
    });
    const withDeputy = readContact({ ...typed, deputyCall: '+111' });
    assert.ok('contact' in withDeputy && withDeputy.contact.deputyCall === '+111');
  });

  it('says which fields cannot be read', () => {
    assert.deepEqual(readContact({ ...typed, organisation: '', role: ' ', hours: '8-20' }), {
      wrong: ['organisation', 'role', 'hours'],
    });
    assert.deepEqual(readContact({ ...typed, hours: '08:00-25:00' }), { wrong: ['hours'] });
  });
});
