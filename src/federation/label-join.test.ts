import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Label, label, purposes, tlps } from '../contract/label.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import { isWidening, joinLabels } from './label-join.ts';

const NODES = ['EE', 'FI', 'JP', 'TW'];
const TIMES = ['2026-11-20T12:00:00.000Z', '2026-11-21T12:00:00.000Z', '2027-01-01T00:00:00.000Z'];

const some = <T>(random: SeededRandom, list: readonly T[]): T[] => list.filter(() => random.next() < 0.7);

const madeLabel = (random: SeededRandom, exercise: boolean): Label => ({
  tlp: random.pick(tlps),
  releasableTo: some(random, NODES),
  purposes: purposes.filter((p) => p === 'cable-protection' || random.next() < 0.5),
  personal: random.next() < 0.4,
  ...(random.next() < 0.6 ? { expiresAt: random.pick(TIMES) } : {}),
  exercise,
});

/** All that a label says who may do what with the thing, one by one: a label is stricter where these are fewer. */
function allowedBy(of: Label): ReadonlySet<string> {
  const all = new Set<string>();
  for (const node of NODES)
    for (const purpose of purposes)
      for (const at of ['2026-11-19', '2026-11-20T18', '2026-11-22', '2030'])
        for (const audience of tlps)
          if (
            of.releasableTo.includes(node) &&
            of.purposes.includes(purpose) &&
            (of.expiresAt === undefined || at < of.expiresAt) &&
            // Who is trusted up to `audience` sees what is not stricter.
            tlps.indexOf(of.tlp) <= tlps.indexOf(audience)
          )
            for (const asPersonal of of.personal ? [true] : [true, false])
              all.add([node, purpose, at, audience, asPersonal].join(' '));
  return all;
}

describe('joined labels', () => {
  it('let do exactly what every one of them lets do', () => {
    const seed = 7;
    const random = seededRandom(seed);
    for (let i = 0; i < 3000; i++) {
      const labels = Array.from({ length: random.integer(1, 4) }, () => madeLabel(random, i % 2 === 0));
      const joined = joinLabels(labels);
      assert.ok('ok' in joined);
      label.parse(joined.ok);
      const allowed = labels.map(allowedBy);
      const inAll = [...allowed[0]!].filter((one) => allowed.every((set) => set.has(one)));
      assert.deepEqual([...allowedBy(joined.ok)].sort(), inAll.sort(), `seed ${seed}, case ${i}`);
      for (const each of labels) assert.equal(isWidening(each, joined.ok), false, `seed ${seed}, case ${i}`);
      assert.deepEqual(joinLabels([...labels].reverse()), joined);
      assert.deepEqual(joinLabels([joined.ok, ...labels]), joined);
    }
  });

  it('are refused of an exercise and the real world, without a common purpose, and of nothing', () => {
    const random = seededRandom(1);
    const [real, exercise] = [madeLabel(random, false), madeLabel(random, true)];
    assert.deepEqual(joinLabels([real, exercise]), { refused: 'exercise-with-real' });
    const forPolice: Label = { ...real, purposes: ['law-enforcement'] };
    assert.deepEqual(joinLabels([forPolice, { ...real, purposes: ['exercise'] }]), { refused: 'no-common-purpose' });
    assert.deepEqual(joinLabels([]), { refused: 'nothing-to-join' });
  });
});

describe('a change of a label', () => {
  it('widens exactly when something is allowed that was not', () => {
    const seed = 11;
    const random = seededRandom(seed);
    let wider = 0;
    for (let i = 0; i < 5000; i++) {
      const from = { ...madeLabel(random, false), releasableTo: ['EE', ...some(random, NODES.slice(1))] };
      const changed = madeLabel(random, false);
      // One respect at a time, so that neither side is hidden behind an audience or a purpose that is empty.
      const name = random.pick(['tlp', 'releasableTo', 'purposes', 'personal', 'expiresAt'] as const);
      const { [name]: _taken, ...rest } = from;
      const to = { ...rest, ...(changed[name] === undefined ? {} : { [name]: changed[name] }) } as Label;
      const before = allowedBy(from);
      const expected = [...allowedBy(to)].some((one) => !before.has(one));
      assert.equal(isWidening(from, to), expected, `seed ${seed}, case ${i}: ${JSON.stringify([from, to])}`);
      if (expected) wider++;
    }
    assert.ok(wider > 500);
  });

  it('widens when it makes real what was an exercise, and the other way about', () => {
    const from = madeLabel(seededRandom(3), false);
    assert.ok(isWidening(from, { ...from, exercise: true }));
    assert.ok(isWidening({ ...from, exercise: true }, from));
    assert.ok(!isWidening(from, from));
  });
});
