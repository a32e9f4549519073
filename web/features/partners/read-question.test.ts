import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { partnerActBody } from '../../../src/contract/partner-act.ts';
import { boxText, readQuestion, zoneBox } from './read-question.ts';

const typed = {
  to: 'FI',
  purpose: 'cable-protection',
  zone: boxText([24.5, 59.25, 25.75, 60]),
  from: '2024-12-25T06:00',
  until: '2024-12-25T12:00',
} as const;

describe('a question to a partner', () => {
  it('is an act of the contract, its zone the box that was drawn', () => {
    const read = readQuestion(typed);
    assert.ok('question' in read);
    const body = partnerActBody.parse(read.question);
    assert.ok(body.kind === 'ask');
    assert.deepEqual(body.ring, [
      [24.5, 59.25],
      [24.5, 60],
      [25.75, 60],
      [25.75, 59.25],
    ]);
    assert.equal(body.from, '2024-12-25T06:00:00.000Z');
  });

  it('says what is wanting', () => {
    assert.deepEqual(readQuestion({ ...typed, to: '', zone: 'there', until: typed.from }), {
      wrong: ['to', 'zone', 'times'],
    });
  });

  it('comes back to the tenth of a minute wherever the box lies', () => {
    let seed = 12345;
    const random = (): number => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    for (let i = 0; i < 500; i++) {
      const [west, south] = [random() * 358 - 179, random() * 160 - 80];
      const box = [west, south, Math.min(180, west + 0.5 + random()), south + 0.5 + random()] as const;
      const read = readQuestion({ ...typed, zone: boxText(box) });
      assert.ok('question' in read, `seed 12345, box ${i}: ${boxText(box)}`);
      const [lon, lat] = read.question.ring[2]!;
      assert.ok(Math.abs(lon - box[2]) <= 0.05 / 60 + 1e-9 && Math.abs(lat - box[3]) <= 0.05 / 60 + 1e-9, `box ${i}`);
    }
  });

  it('takes what the map shows, unless that is of another theatre', () => {
    assert.deepEqual(zoneBox([1, 1, 2, 2], [0, 0, 10, 10]), [1, 1, 2, 2]);
    assert.deepEqual(zoneBox([100, 1, 102, 2], [0, 0, 10, 10]), [0, 0, 10, 10]);
    assert.deepEqual(zoneBox(undefined, [0, 0, 10, 10]), [0, 0, 10, 10]);
    assert.equal(zoneBox(undefined, undefined), undefined);
  });
});
