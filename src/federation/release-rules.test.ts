import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeAlert } from '../alerts/made-alerts.contract.ts';
import type { Alert, Severity } from '../contract/alert.ts';
import { severities } from '../contract/alert.ts';
import { type Label, label } from '../contract/label.ts';
import type { ReleaseRule } from '../contract/record.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import {
  doesApply,
  isPersonal,
  type PlannedRelease,
  type PriorRelease,
  planReleases,
  type Releasable,
} from './release-rules.ts';

const LABEL: Label = {
  tlp: 'amber',
  releasableTo: ['FI', 'JP'],
  purposes: ['cable-protection'],
  personal: false,
  exercise: false,
};
const rule = (over: Partial<ReleaseRule> = {}): ReleaseRule => ({
  ruleId: 'rule-1',
  to: 'FI',
  class: 'alert',
  fields: 'all',
  vessels: 'all',
  minSeverity: 'actionable',
  label: LABEL,
  inForce: true,
  ...over,
});
const thing = (alert: Partial<Alert> = {}, over: Partial<Releasable> = {}): Releasable => {
  const document = makeAlert('a-1', { severity: 'high', ...alert });
  return {
    dataClass: 'alert',
    document,
    mmsi: document.vessel.mmsi,
    severity: document.severity,
    personal: false,
    exercise: false,
    ...over,
  };
};
const held = ({ to, version, fields, label, ruleId, document }: PlannedRelease): PriorRelease => ({
  to,
  version,
  fields,
  label,
  ruleId,
  document,
  recalled: false,
});
const only = (what: Releasable, rules: readonly ReleaseRule[], prior: readonly PriorRelease[] = []) => {
  const { releases, conflicts } = planReleases(what, rules, prior);
  assert.deepEqual(conflicts, []);
  assert.ok(releases.length <= 1);
  return releases[0];
};

describe('standing rules', () => {
  it('apply to what they name, and nothing else', () => {
    const seed = 5;
    const random = seededRandom(seed);
    let applied = 0;
    for (let i = 0; i < 5000; i++) {
      const r = rule({
        class: random.pick(['alert', 'vessel']),
        vessels: random.next() < 0.5 ? 'all' : [290_000_001, 290_000_002].filter(() => random.next() < 0.6),
        minSeverity: random.pick(severities),
        inForce: random.next() < 0.8,
        label: { ...LABEL, personal: random.next() < 0.5, exercise: random.next() < 0.2 },
      });
      const what = thing(
        {},
        {
          mmsi: random.pick([290_000_001, 290_000_003, undefined]),
          severity: random.pick([...severities, undefined]),
          personal: random.next() < 0.3,
          exercise: random.next() < 0.2,
        },
      );
      const graver: Record<Severity, Severity[]> = {
        high: ['high'],
        actionable: ['high', 'actionable'],
        watch: ['high', 'actionable', 'watch'],
      };
      const reasonsAgainst = [
        !r.inForce,
        r.class !== 'alert',
        r.vessels !== 'all' && !(r.vessels as (number | undefined)[]).includes(what.mmsi),
        what.severity !== undefined && !graver[r.minSeverity].includes(what.severity),
        what.personal && !r.label.personal,
        what.exercise !== r.label.exercise,
      ];
      assert.equal(doesApply(r, what), !reasonsAgainst.includes(true), `seed ${seed}, case ${i}`);
      if (doesApply(r, what)) applied++;
    }
    assert.ok(applied > 200);
  });

  it('give a partner its fields under a label that names it alone', () => {
    const got = only(thing(), [rule({ fields: ['severity', 'vessel.name'] })])!;
    assert.deepEqual(
      { to: got.to, version: got.version, ruleId: got.ruleId, label: label.parse(got.label) },
      { to: 'FI', version: 1, ruleId: 'rule-1', label: { ...LABEL, releasableTo: ['FI'] } },
    );
    assert.equal(got.document.severity, 'high');
    assert.ok(got.withheld.includes('position') && !('position' in got.document));
    assert.deepEqual(only(thing(), [rule({ label: { ...LABEL, releasableTo: ['JP'] } })])!.label.releasableTo, []);
  });

  it('of one partner add up their fields and take the strictest label', () => {
    const got = only(thing(), [
      rule({ ruleId: 'b', fields: ['severity'], label: { ...LABEL, tlp: 'green' } }),
      rule({ ruleId: 'a', fields: ['position'], label: { ...LABEL, expiresAt: '2027-01-01T00:00:00.000Z' } }),
    ])!;
    assert.deepEqual(got.fields, ['position', 'severity']);
    assert.equal(got.label.tlp, 'amber');
    assert.equal(got.label.expiresAt, '2027-01-01T00:00:00.000Z');
    assert.equal(got.ruleId, 'a');
  });

  it('that contradict each other release nothing, and it is said', () => {
    const police = rule({ ruleId: 'b', label: { ...LABEL, purposes: ['law-enforcement'] } });
    assert.deepEqual(planReleases(thing(), [rule(), police], []), { releases: [], conflicts: ['FI'] });
  });

  it('do not mix what partners get', () => {
    const rules = [rule(), rule({ ruleId: 'rule-2', to: 'JP', fields: ['severity'], vessels: [290_000_001] })];
    const { releases } = planReleases(thing(), rules, []);
    assert.deepEqual(
      releases.map((r) => [r.to, r.fields]),
      [
        ['FI', 'all'],
        ['JP', ['severity']],
      ],
    );
    for (const alone of releases)
      assert.deepEqual(
        only(
          thing(),
          rules.filter((r) => r.to === alone.to),
        ),
        alone,
      );
  });
});

describe('what was released once', () => {
  const first = held(only(thing(), [rule({ fields: ['severity', 'position'] })])!);

  it('is followed by its corrections, with the same fields, though no rule holds any more', () => {
    const withdrawn = thing({ severity: 'watch', status: 'withdrawn', withdrawnBecause: 'It was a pilot.' });
    for (const rules of [[], [rule({ fields: ['severity', 'position'] })], [rule({ inForce: false })]]) {
      const got = only(withdrawn, rules, [first])!;
      assert.equal(got.version, 2);
      assert.equal(got.document.status, 'withdrawn');
      assert.equal(got.document.severity, 'watch');
      assert.deepEqual(got.fields, ['position', 'severity']);
      assert.deepEqual(got.label, first.label);
    }
  });

  it('is not followed by a version that would say nothing new', () => {
    assert.equal(only(thing(), [], [first]), undefined);
    assert.equal(only(thing({ speedTenthKn: 99, rank: 7, sentence: 'Other.' }), [], [first]), undefined);
    assert.notEqual(only(thing({ position: { lonE5: 1, latE5: 2 } }), [], [first]), undefined);
  });

  it('is followed by nothing once it was recalled', () => {
    assert.equal(only(thing({ status: 'withdrawn' }), [rule()], [{ ...first, recalled: true }]), undefined);
  });

  it('gains fields by a later rule, and loses none', () => {
    const wider = only(thing(), [rule({ ruleId: 'rule-2', fields: ['courseDeg'] })], [first])!;
    assert.deepEqual(wider.fields, ['courseDeg', 'position', 'severity']);
    assert.equal(wider.version, 2);
    const strict = { ...first, label: { ...first.label, tlp: 'amber+strict' as const } };
    assert.equal(only(thing(), [rule()], [strict])!.label.tlp, 'amber+strict');
  });

  it('says from then on that it is personal, and never turns into an exercise', () => {
    const got = only(thing({ status: 'ended' }, { personal: true }), [], [first])!;
    assert.deepEqual([got.label.personal, got.personalOk], [true, true]);
    const exercise = thing({ status: 'ended' }, { exercise: true });
    assert.deepEqual(planReleases(exercise, [], [first]), { releases: [], conflicts: ['FI'] });
  });
});

describe('personal data', () => {
  it('is of craft known to be small, or of a small kind where the length is not known', () => {
    assert.ok(isPersonal({ lengthM: 23 }));
    assert.ok(isPersonal({ shipType: 37 }));
    assert.ok(isPersonal({ lengthM: 0, shipType: 30 }));
    assert.ok(!isPersonal({ lengthM: 24, shipType: 30 }));
    assert.ok(!isPersonal({ shipType: 80 }));
    assert.ok(!isPersonal({}));
  });
});
