import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../lib/seeded-random.ts';
import { linesOf, unitsOf } from './hand-over-lines.ts';

const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);

describe('the lines of a column', () => {
  it('end at words, and a word that is too long goes on in the next', () => {
    assert.deepEqual(linesOf('no vessel was heard', 10, widthOf), ['no vessel', 'was heard']);
    assert.deepEqual(linesOf('a merekaabel b', 5, widthOf), ['a', 'merek', 'aabel', 'b']);
    assert.deepEqual(linesOf('', 5, widthOf), ['']);
  });

  it('neither begin with a Japanese full stop nor end with an opening bracket', () => {
    assert.deepEqual(unitsOf('監視（低下）。'), ['監', '視', '（低', '下）。']);
    for (const line of linesOf('経路（区間）で船を受信。Elering、Fingridへ連絡する。', 10, widthOf))
      assert.doesNotMatch(line, /^[。、）]|（$/u);
  });

  it('lose no letter and none is wider than the column', () => {
    const random = seededRandom(5);
    const letters = [...'abcdefgõäöü  ,.()船舶監視。、（）'];
    for (let round = 0; round < 500; round++) {
      const text = Array.from(
        { length: random.integer(0, 60) },
        () => letters[random.integer(0, letters.length - 1)],
      ).join('');
      const widthPt = random.integer(2, 20);
      const lines = linesOf(text, widthPt, widthOf);
      const bare = (t: string): string => t.replace(/\s/g, '');
      assert.equal(bare(lines.join('')), bare(text), `round ${round}: ${text}`);
      for (const line of lines) assert.ok(widthOf(line) <= widthPt, `round ${round}: ${line} in ${widthPt}`);
    }
  });
});
