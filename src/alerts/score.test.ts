import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AlertFactor, factorGroups } from '../contract/alert.ts';
import { LIKELIHOODS } from '../detectors/likelihoods-table.ts';
import { CORRELATED_FACTORS, evidenceClass } from './correlated-factors-table.ts';
import { makeFactor } from './made-reports.contract.ts';
import { combineFactors, evidenceMilliNats, independentSigns } from './score.ts';

const IDS = ['fall-brisk', 'slow-drift', 'loiters-long', 'drifts-long', 'in-port', 'in-anchorage', 'a', 'b', 'c'];
const SIGNS = ['drift-against-heading', 'loitering-in-corridor', 'swing-centre-moves', 'x'];

const someFactor: fc.Arbitrary<AlertFactor> = fc
  .record({
    id: fc.constantFrom(...IDS),
    sign: fc.option(fc.constantFrom(...SIGNS), { nil: undefined }),
    milliNats: fc.integer({ min: -3000, max: 3000 }),
    group: fc.constantFrom(...factorGroups),
    text: fc.constantFrom('one', 'two'),
  })
  .map(({ sign, ...rest }) => ({ ...rest, ...(sign === undefined ? {} : { sign }), values: {} }));
const someLists = fc.array(fc.array(someFactor, { maxLength: 6 }), { maxLength: 4 });

describe('score', () => {
  it('counts of each class of correlated factors the largest step and no other, as brute force does', () => {
    fc.assert(
      fc.property(someLists, (lists) => {
        const all = lists.flat().filter((f) => f.group !== 'exposure');
        const classes = new Set(all.map(evidenceClass));
        let expected = 0;
        for (const name of classes)
          expected += Math.max(...all.filter((f) => evidenceClass(f) === name).map((f) => Math.abs(f.milliNats)));
        const combined = combineFactors(lists).filter((f) => f.group !== 'exposure');
        assert.equal(combined.length, classes.size);
        assert.equal(
          combined.reduce((sum, f) => sum + Math.abs(f.milliNats), 0),
          expected,
        );
      }),
    );
  });

  it('gives the same list in the same order whatever order detectors and factors came in', () => {
    fc.assert(
      fc.property(someLists, (lists) => {
        const turned = [...lists].reverse().map((list) => [...list].reverse());
        const bare = (f: AlertFactor): unknown[] => [evidenceClass(f), f.id, f.milliNats, f.text];
        assert.deepEqual(combineFactors(turned).map(bare), combineFactors(lists).map(bare));
      }),
    );
  });

  it('never lets exposure change the evidence', () => {
    fc.assert(
      fc.property(someLists, (lists) => {
        const without = lists.map((list) => list.filter((f) => f.group !== 'exposure'));
        const exposed = combineFactors(lists);
        assert.equal(evidenceMilliNats(-4600, exposed), evidenceMilliNats(-4600, combineFactors(without)));
        assert.equal(
          evidenceMilliNats(0, exposed),
          exposed.filter((f) => f.group !== 'exposure').reduce((sum, f) => sum + f.milliNats, 0),
        );
      }),
    );
  });

  it('takes a ship adrift for one thing seen, though three detectors see it', () => {
    const factors = combineFactors([
      [makeFactor('loitering-in-corridor', 1500, { sign: 'loitering-in-corridor' })],
      [makeFactor('slow-drift', 900), makeFactor('drift-against-heading', 1400, { sign: 'drift-against-heading' })],
    ]);
    assert.deepEqual(
      factors.map((f) => f.id),
      ['loitering-in-corridor'],
    );
    assert.equal(independentSigns(factors, 700), 1);
  });

  it('counts a sign only when it is heavy enough by itself, and one that speaks against never', () => {
    const signs = (a: number, b: number): number =>
      independentSigns([makeFactor('a', a, { sign: 'a' }), makeFactor('b', b, { sign: 'b' })], 700);
    assert.equal(signs(700, 2000), 2);
    assert.equal(signs(699, 2000), 1);
    assert.equal(signs(-2000, 2000), 1);
  });

  it('knows correlated factors by names that detectors give, each in one class, with a reason', () => {
    const seen = new Set<string>();
    for (const [name, { factors, why }] of Object.entries(CORRELATED_FACTORS)) {
      assert.ok(why.length > 20, name);
      assert.ok(factors.length > 1, name);
      for (const id of factors) {
        assert.ok(id in LIKELIHOODS, `${id} is no factor of any detector`);
        assert.ok(!seen.has(id), `${id} is in two classes`);
        seen.add(id);
      }
    }
  });
});
