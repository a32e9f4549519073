import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Agreement } from '../contract/agreement.ts';
import { relationStates } from '../contract/agreement.ts';
import { dataClasses, type Label, OWN_NODE_ONLY, purposes, tlps } from '../contract/label.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import { entriesAnswer } from './entries-answer.ts';
import { DENIALS, decide, type Released, type ReleaseQuestion, recipientOf, release, releasedValue } from './gate.ts';

const NODES = ['EE', 'FI', 'JP'] as const;
const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');
const time = (ms: number): string => new Date(ms).toISOString();

const label = (over: Partial<Label> = {}): Label => ({
  tlp: 'amber',
  releasableTo: ['FI'],
  purposes: ['cable-protection'],
  personal: false,
  exercise: false,
  ...over,
});

const side = (nodeId: string): Agreement['sides'][0] => ({
  nodeId,
  cardHash: '0'.repeat(64),
  maxTlp: 'amber',
  classes: ['alert'],
});

const agreement = (over: Partial<Agreement> = {}): Agreement => ({
  schema: 'merivaht.agreement/1',
  agreementId: 'ee-fi-2026',
  sides: [side('EE'), side('FI')],
  purposes: ['cable-protection'],
  retentionDays: 30,
  onward: 'none',
  witness: true,
  notBefore: time(NOW_MS - 1000),
  notAfter: time(NOW_MS + 1000),
  ...over,
});

const question = (over: Partial<ReleaseQuestion> = {}): ReleaseQuestion => ({
  label: label(),
  dataClass: 'alert',
  partner: 'FI',
  relation: { state: 'active', agreement: agreement() },
  nowMs: NOW_MS,
  selfId: 'EE',
  ...over,
});

const because = (q: ReleaseQuestion): string => {
  const decision = decide(q);
  return decision.allow ? 'allowed' : decision.because;
};

/** The rules again, as a list of what must all hold, in another order and by other means. */
function mayGo(q: ReleaseQuestion): boolean {
  const a = q.relation.agreement;
  if (a === undefined) return false;
  const sides = new Map(a.sides.map((s) => [s.nodeId, s]));
  const strictness = { clear: 0, green: 1, amber: 2, 'amber+strict': 3, red: 4 };
  const shared = new Set(purposes.filter((p) => [q.label, a].every((o) => o.purposes.some((other) => other === p))));
  const real = [...shared].some((p) => p !== 'exercise');
  return [
    q.label.expiresAt === undefined || q.label.expiresAt > time(q.nowMs),
    !q.label.personal || q.personalOk,
    q.label.exercise ? shared.has('exercise') || (q.exerciseOk && real) : real,
    strictness[q.label.tlp] <= strictness[sides.get(q.selfId)?.maxTlp ?? 'clear'],
    new Set(q.label.releasableTo).has(q.partner),
    sides.get(q.selfId)?.classes.some((c) => c === q.dataClass),
    a.notBefore <= time(q.nowMs) && time(q.nowMs) < a.notAfter,
    sides.size === 2 && sides.has(q.partner) && sides.has(q.selfId) && q.partner !== q.selfId,
    q.relation.state === 'active',
  ].every((holds) => holds === true);
}

function some<T>(random: SeededRandom, list: readonly T[]): T[] {
  return list.filter(() => random.next() < 0.6);
}

function madeQuestion(random: SeededRandom): ReleaseQuestion {
  const [a, b] = random.next() < 0.9 ? (['EE', 'FI'] as const) : (['EE', 'JP'] as const);
  const around = (): string => time(NOW_MS + random.integer(-1, 5) * 500);
  const madeSide = (nodeId: string): Agreement['sides'][0] => ({
    ...side(nodeId),
    maxTlp: random.pick(tlps.slice(2)),
    classes: some(random, dataClasses),
  });
  return {
    label: {
      tlp: random.pick(tlps),
      releasableTo: random.next() < 0.8 ? ['FI'] : some(random, NODES),
      purposes: some(random, purposes),
      personal: random.next() < 0.3,
      exercise: random.next() < 0.3,
      ...(random.next() < 0.5 ? { expiresAt: around() } : {}),
    },
    dataClass: random.pick(dataClasses),
    partner: random.next() < 0.9 ? 'FI' : random.pick(NODES),
    relation: {
      state: random.next() < 0.85 ? 'active' : random.pick(relationStates),
      ...(random.next() < 0.95
        ? {
            agreement: agreement({
              sides: [madeSide(a), madeSide(b)],
              purposes: some(random, purposes),
              notBefore: time(NOW_MS - random.integer(-1, 5) * 500),
              notAfter: around(),
            }),
          }
        : {}),
    },
    nowMs: NOW_MS,
    selfId: random.next() < 0.95 ? 'EE' : 'FI',
    ...(random.next() < 0.5 ? { exerciseOk: random.next() < 0.7 } : {}),
    ...(random.next() < 0.5 ? { personalOk: random.next() < 0.7 } : {}),
  };
}

describe('the release gate', () => {
  it('lets through what label and agreement allow', () => {
    assert.deepEqual(decide(question()), { allow: true });
  });

  it('denies what has the default label', () => {
    assert.equal(because(question({ label: OWN_NODE_ONLY })), 'not-releasable-to');
  });

  it('denies each thing that is missing, by its own name', () => {
    const at = (state: ReleaseQuestion['relation']['state'], over: Partial<Agreement> = {}) => ({
      relation: { state, agreement: agreement(over) },
    });
    const cases: readonly (readonly [string, Partial<ReleaseQuestion>])[] = [
      ['partner-is-self', { partner: 'EE' }],
      ['relation-not-active', at('proposed')],
      ['relation-not-active', at('suspended')],
      ['relation-not-active', at('revoked')],
      ['no-agreement', { relation: { state: 'active' } }],
      ['agreement-of-others', at('active', { sides: [side('EE'), side('JP')] })],
      ['agreement-of-others', at('active', { sides: [side('FI'), side('JP')] })],
      ['agreement-not-in-force', at('active', { notBefore: time(NOW_MS + 1) })],
      ['agreement-not-in-force', at('active', { notAfter: time(NOW_MS) })],
      ['agreement-not-in-force', at('active', { notAfter: '2026-99-99T00:00:00.000Z' })],
      ['class-not-covered', { dataClass: 'coverage' }],
      // What the other side may release says nothing of what this one may.
      ['class-not-covered', at('active', { sides: [{ ...side('EE'), classes: [] }, side('FI')] })],
      ['not-releasable-to', { label: label({ releasableTo: ['JP'] }) }],
      ['tlp-too-strict', { label: label({ tlp: 'amber+strict' }) }],
      ['tlp-too-strict', { label: label({ tlp: 'red' }) }],
      ['no-common-purpose', { label: label({ purposes: ['law-enforcement'] }) }],
      ['exercise-not-covered', { label: label({ exercise: true }) }],
      [
        'no-common-purpose',
        {
          label: label({ purposes: ['exercise', 'law-enforcement'] }),
          ...at('active', { purposes: ['exercise', 'cable-protection'] }),
        },
      ],
      ['personal-not-covered', { label: label({ personal: true }) }],
      ['label-expired', { label: label({ expiresAt: time(NOW_MS) }) }],
      ['label-expired', { label: label({ expiresAt: '2026-99-99T00:00:00.000Z' }) }],
    ];
    for (const [expected, over] of cases) assert.equal(because(question(over)), expected);
    assert.deepEqual(new Set(cases.map(([name]) => name)), new Set(Object.keys(DENIALS)));
  });

  it('lets an exercise through to an agreement for exercises, or flagged, and personal data only when told', () => {
    const exercise = label({ exercise: true, purposes: ['exercise'] });
    const forExercise = { state: 'active', agreement: agreement({ purposes: ['exercise'] }) } as const;
    assert.equal(because(question({ label: exercise, relation: forExercise })), 'allowed');
    assert.equal(because(question({ label: label({ exercise: true }), exerciseOk: true })), 'allowed');
    assert.equal(because(question({ label: label({ personal: true }), personalOk: true })), 'allowed');
  });

  it('decides as the rules written down a second time, over made-up questions', () => {
    const seed = 20261125;
    const random = seededRandom(seed);
    let allowed = 0;
    for (let i = 0; i < 50_000; i++) {
      const q = madeQuestion(random);
      const says = decide(q).allow;
      assert.equal(says, mayGo(q), `seed ${seed}, question ${i}: ${JSON.stringify(q)}`);
      if (says) allowed++;
    }
    assert.ok(allowed > 500, `only ${allowed} of the questions were allowed`);
  });

  it('mints only what it allows, for one partner, and shows it in no JSON', () => {
    const got = release({ secret: 1 }, question());
    assert.ok('ok' in got);
    assert.deepEqual(releasedValue(got.ok), { secret: 1 });
    assert.equal(recipientOf(got.ok), 'FI');
    assert.equal(JSON.stringify(got.ok), '{}');
    assert.deepEqual(release(1, question({ label: OWN_NODE_ONLY })), { denied: 'not-releasable-to' });
  });

  it('puts into a page what was released to its reader, and stops at what was released to another', () => {
    const opening = { index: 7, salt: 'A'.repeat(43), jws: 'a.b.c', proof: [] };
    const got = release(opening, question());
    assert.ok('ok' in got);
    const page = { checkpoint: 'note', consistency: [], entries: [got.ok], cursor: 'c', more: false };
    const answer = entriesAnswer('FI', page);
    assert.equal(answer.status, 200);
    assert.deepEqual(JSON.parse(answer.body as string), { ...page, entries: [opening] });
    assert.throws(() => entriesAnswer('JP', page), /released to/);
  });

  it('refuses what was not minted, also where the types were talked out of it', () => {
    const forged: Released<number> = JSON.parse('{"value":1,"partner":"FI"}');
    assert.throws(() => releasedValue(forged), TypeError);
    const got = release({ secret: 1 }, question());
    assert.ok('ok' in got);
    const copy = { ...got.ok } as Released<{ secret: number }>;
    assert.throws(() => releasedValue(copy), TypeError);
  });

  it('has types that keep a bare value from an exporter', () => {
    const exporter = (released: Released<{ readonly secret: number }>): string =>
      JSON.stringify(releasedValue(released));
    // Never run: tsc checks that each of these lines is an error.
    const mustNotCompile = (): void => {
      // @ts-expect-error a bare value
      exporter({ secret: 1 });
      // @ts-expect-error an object of the same look
      exporter({ value: { secret: 1 }, partner: 'FI' });
      // @ts-expect-error an unlooked-at answer of the gate
      exporter(release({ secret: 1 }, question()));
      const other = release({ other: 'x' }, question());
      // @ts-expect-error something else that was released
      if ('ok' in other) exporter(other.ok);
    };
    assert.equal(typeof mustNotCompile, 'function');
    const got = release({ secret: 1 }, question());
    assert.ok('ok' in got);
    assert.equal(exporter(got.ok), '{"secret":1}');
  });
});
