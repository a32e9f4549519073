import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { works } from '../../../src/contract/act.ts';
import { readVessels, readWorks } from './read-works.ts';
import { worksState } from './works-state.ts';

const typed = {
  id: 'works-1',
  title: 'Repair of a cable',
  text: 'AREA 59-25.5N 024-30.0E 59-27.0N 024-30.0E 59-27.0N 024-36.5E',
  from: '2024-12-25T08:00',
  to: '2024-12-26T20:00',
  vessels: 'NEXANS AURORA (MMSI 257000001)\n276000002, TUG ONE',
  source: 'NAVTEX UA57',
};

describe('typed works', () => {
  it('become those that the contract takes, with the ships they excuse', () => {
    const read = readWorks(typed);
    assert.ok('works' in read);
    const kept = works.parse(read.works);
    assert.equal(kept.ring.length, 3);
    assert.equal(kept.from, '2024-12-25T08:00:00Z');
    assert.deepEqual(kept.vessels, [
      { mmsi: 257000001, name: 'NEXANS AURORA' },
      { mmsi: 276000002 },
      { name: 'TUG ONE' },
    ]);
  });

  it('say which fields cannot be read', () => {
    assert.deepEqual(readWorks({ ...typed, title: ' ', text: 'nowhere', from: '', to: 'soon' }), {
      wrong: ['title', 'text', 'from', 'to'],
    });
    assert.deepEqual(readWorks({ ...typed, to: '2024-12-25T07:00' }), { wrong: ['to'] });
  });

  it('excuse nobody where nobody is named, and never more than the contract allows', () => {
    assert.deepEqual(readVessels(' \n , '), []);
    assert.equal(readVessels(Array.from({ length: 80 }, (_, i) => `SHIP ${i}`).join('\n')).length, 50);
  });
});

describe('works', () => {
  it('count from their beginning to their end, unless they were ended before', () => {
    const span = { from: '2024-12-25T08:00:00Z', to: '2024-12-26T20:00:00Z' };
    assert.equal(worksState(span, '2024-12-25T07:59:59Z'), 'ahead');
    assert.equal(worksState(span, '2024-12-25T08:00:00Z'), 'on');
    assert.equal(worksState(span, '2024-12-26T20:00:01Z'), 'over');
    assert.equal(worksState({ ...span, endedAt: '2024-12-25T09:00:00Z' }, '2024-12-25T10:00:00Z'), 'ended');
  });
});
