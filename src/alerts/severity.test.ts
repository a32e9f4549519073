import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Severity, severities } from '../contract/alert.ts';
import { alertConfig, alertConfigTable } from './alert-config.ts';
import { gravity, type HeldSeverity, holdSeverity, NO_SEVERITY, severityOf } from './severity.ts';

const config = alertConfig();
const GRAVE = { evidenceMilliNats: 5000, signs: 3, isExposed: true, isCapped: false };

describe('severity', () => {
  it('wakes someone only for two signs, an asset in reach, and evidence well beyond a call', () => {
    assert.equal(severityOf(GRAVE, config), 'high');
    assert.equal(severityOf({ ...GRAVE, signs: 1 }, config), 'actionable');
    assert.equal(severityOf({ ...GRAVE, isExposed: false }, config), 'watch');
    assert.equal(severityOf({ ...GRAVE, evidenceMilliNats: config.highMilliNats - 1 }, config), 'actionable');
    assert.equal(severityOf({ ...GRAVE, evidenceMilliNats: config.actionableMilliNats - 1 }, config), 'watch');
    assert.equal(severityOf({ ...GRAVE, evidenceMilliNats: config.watchMilliNats - 1 }, config), undefined);
  });

  it('never puts a small or thinly heard ship above watch', () => {
    const someEvidence = fc.integer({ min: -20_000, max: 20_000 });
    fc.assert(
      fc.property(someEvidence, fc.nat(5), fc.boolean(), (evidenceMilliNats, signs, isExposed) => {
        const severity = severityOf({ evidenceMilliNats, signs, isExposed, isCapped: true }, config);
        assert.ok(severity === undefined || severity === 'watch');
      }),
    );
  });

  it('never gets graver with less evidence, fewer signs or no exposure', () => {
    const input = fc.record({
      evidenceMilliNats: fc.integer({ min: -6000, max: 6000 }),
      signs: fc.nat(3),
      isExposed: fc.boolean(),
      isCapped: fc.boolean(),
    });
    fc.assert(
      fc.property(input, fc.nat(3000), (more, step) => {
        const less = {
          evidenceMilliNats: more.evidenceMilliNats - step,
          signs: Math.max(0, more.signs - 1),
          isExposed: false,
          isCapped: more.isCapped,
        };
        assert.ok(gravity(severityOf(less, config)) >= gravity(severityOf(more, config)));
      }),
    );
  });
});

describe('a held severity', () => {
  const stretch = fc.record({
    severity: fc.constantFrom<Severity | undefined>(...severities, undefined),
    minutes: fc.integer({ min: 1, max: 20 }),
  });
  const someSeverities = fc
    .array(stretch, { maxLength: 12 })
    .map((list) => list.flatMap(({ severity, minutes }) => Array<Severity | undefined>(minutes).fill(severity)));
  const run = (seen: readonly (Severity | undefined)[]): (Severity | undefined)[] => {
    let held: HeldSeverity = NO_SEVERITY;
    return seen.map((now, i) => {
      held = holdSeverity(held, now, i * 60_000, 15 * 60_000);
      return held.severity;
    });
  };

  it('rises at the very tick, and never shows less than what is seen', () => {
    fc.assert(
      fc.property(someSeverities, (seen) => {
        run(seen).forEach((shown, i) => {
          assert.ok(gravity(shown) <= gravity(seen[i]));
        });
      }),
    );
  });

  it('falls only after a quarter of an hour without a break, and not below the gravest of it', () => {
    fc.assert(
      fc.property(someSeverities, (seen) => {
        const shown = run(seen);
        for (let i = 1; i < shown.length; i++) {
          if (gravity(shown[i]) <= gravity(shown[i - 1])) continue;
          const quarter = seen.slice(Math.max(0, i - 15), i + 1);
          assert.equal(quarter.length, 16);
          for (const s of quarter) assert.ok(gravity(s) >= gravity(shown[i]), `tick ${i}`);
        }
      }),
    );
  });

  it('does not fall while it comes and goes', () => {
    const flapping = Array.from({ length: 200 }, (_, i): Severity => (i % 14 === 0 ? 'high' : 'watch'));
    assert.ok(run(flapping).every((s) => s === 'high'));
  });

  it('falls by steps: from high over what was seen last', () => {
    const seen: Severity[] = [...Array(5).fill('high'), ...Array(20).fill('actionable'), ...Array(40).fill('watch')];
    const shown = run(seen);
    assert.equal(shown[19], 'high');
    assert.equal(shown[20], 'actionable');
    assert.equal(shown[39], 'actionable');
    assert.equal(shown[40], 'watch');
  });
});

describe('thresholds', () => {
  it('each have a unit and a reason, and may be changed by name', () => {
    for (const { name, unit, why } of alertConfigTable()) assert.ok(unit !== '' && why.length > 20, name);
    assert.equal(alertConfig({ horizonMin: 240 }).horizonMin, 240);
    assert.equal(alertConfig({ horizonMin: 240 }).highMilliNats, config.highMilliNats);
  });

  it('are refused under names that are none, and in an order that makes no sense', () => {
    for (const name of ['horizon', 'toString', 'constructor'])
      assert.throws(() => alertConfig({ [name]: 1 }), { code: 'MV-DOCUMENT-INVALID' });
    assert.throws(() => alertConfig({ highMilliNats: -9000 }), { code: 'MV-DOCUMENT-INVALID' });
  });
});
