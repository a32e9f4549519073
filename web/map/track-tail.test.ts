import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ABSENT_U16, makePositionFrame } from '../../src/contract/position-frame.ts';
import { TrackTail } from './track-tail.ts';

const BEGIN_S = Date.UTC(2024, 11, 25, 10) / 1000;
const { columns } = makePositionFrame(1, 0);
const at = (s: number): string => `${new Date((BEGIN_S + s) * 1000).toISOString().slice(0, 19)}Z`;

function hear(tail: TrackTail, mmsi: number, s: number): void {
  columns.timeS[0] = BEGIN_S + s;
  columns.lonE6[0] = 25_000_000 + s * 10;
  columns.speedTenthKn[0] = s === 3 ? ABSENT_U16 : 100;
  tail.hear(mmsi, columns, 0);
}

describe('the tail of a track', () => {
  it('is what was heard after the end of the track, each fix once', () => {
    const tail = new TrackTail();
    for (const s of [1, 1, 2, 3]) hear(tail, 7, s);
    const track = [{ at: at(1), lonE5: 1, latE5: 0 }];
    const line = tail.after(track);
    assert.deepEqual(line.map((p) => p.at), [at(1), at(2), at(3)]); // biome-ignore format: times
    assert.equal(line[0]!.lonE5, 1);
    assert.equal(line[1]!.speedTenthKn, 100);
    assert.ok(!('speedTenthKn' in line[2]!));
    assert.equal(tail.after([]).length, 3);
  });

  it('begins anew for another ship and never grows without end', () => {
    const tail = new TrackTail();
    for (let s = 0; s < 2000; s++) hear(tail, 7, s);
    assert.ok(tail.after([]).length <= 600);
    assert.equal(tail.after([]).at(-1)!.at, at(1999));
    hear(tail, 8, 5);
    assert.deepEqual(tail.after([]).map((p) => p.at), [at(5)]); // biome-ignore format: times
  });
});
