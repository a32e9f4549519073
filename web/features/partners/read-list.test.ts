import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { watchList } from '../../../src/contract/record.ts';
import { listLines, readList } from './read-list.ts';

const typed = { listId: 'own-1', title: 'Draggers', version: 1, lines: '' };

describe('a typed watch-list', () => {
  it('is one of the contract', () => {
    const read = readList({
      ...typed,
      lines:
        'IMO 9329760, MMSI 518998865, EAGLE S: dragged over Estlink 2\n\n9329760: by IMO alone\nMMSI 271044099 HONG TAI: cut TPKM-3: see case',
    });
    assert.ok('list' in read);
    assert.deepEqual(watchList.parse(read.list).entries, [
      { imo: 9329760, mmsi: 518998865, name: 'EAGLE S', because: 'dragged over Estlink 2' },
      { imo: 9329760, because: 'by IMO alone' },
      { mmsi: 271044099, name: 'HONG TAI', because: 'cut TPKM-3: see case' },
    ]);
    const again = readList({ ...typed, lines: listLines(read.list) });
    assert.deepEqual('list' in again && again.list.entries, read.list.entries, 'and can be written out and read again');
  });

  it('names the first line that cannot be read', () => {
    assert.deepEqual(readList({ ...typed, lines: 'IMO 9329760: ok\nEAGLE S: no number' }), {
      problem: 'line',
      line: 2,
    });
    assert.deepEqual(readList({ ...typed, lines: 'IMO 9329760' }), { problem: 'line', line: 1 });
    assert.deepEqual(readList({ ...typed, lines: 'IMO 9329761: wrong check digit' }), { problem: 'line', line: 1 });
    assert.deepEqual(readList({ ...typed, lines: ' \n' }), { problem: 'line', line: 0 });
    assert.deepEqual(readList({ ...typed, title: ' ', lines: 'IMO 9329760: ok' }), { problem: 'title', line: 0 });
  });
});
