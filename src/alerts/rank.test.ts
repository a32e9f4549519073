import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Alert, severities } from '../contract/alert.ts';
import { makeBook, makeFinding, makeReport, SHIFT } from './made-reports.contract.ts';
import { compareAlerts, ranked } from './rank.ts';

const book = makeBook();
book.tick(makeReport(0).tickMs, [makeReport(0, { findings: [makeFinding()] })], []);
const [BASE] = book.alerts() as [Alert];

const someAlert = fc
  .record({
    id: fc.stringMatching(/^[a-c]{1,3}$/),
    severity: fc.constantFrom(...severities),
    status: fc.constantFrom('open', 'ended', 'withdrawn'),
    evidenceMilliNats: fc.integer({ min: -3, max: 3 }),
    minutesFrom: fc.option(fc.nat(3), { nil: undefined }),
  })
  .map(({ minutesFrom, ...rest }): Alert => {
    const risk = BASE.assetsAtRisk[0]!;
    return { ...BASE, ...rest, assetsAtRisk: minutesFrom === undefined ? [] : [{ ...risk, minutesFrom }] };
  });
const someQueue = fc.uniqueArray(someAlert, { selector: (a) => a.id, maxLength: 12 });

describe('the order of the queue', () => {
  it('is total: one order for any order of arrival, antisymmetric and transitive', () => {
    fc.assert(
      fc.property(someQueue, (alerts) => {
        const order = ranked(alerts);
        assert.deepEqual(ranked([...alerts].reverse()), order);
        for (let i = 0; i < order.length; i++)
          for (let j = i + 1; j < order.length; j++) {
            assert.ok(compareAlerts(order[i]!, order[j]!) < 0);
            assert.ok(compareAlerts(order[j]!, order[i]!) > 0);
          }
      }),
    );
  });

  it('numbers from one, and neither adds nor loses an alert', () => {
    fc.assert(
      fc.property(someQueue, (alerts) => {
        const order = ranked(alerts);
        assert.deepEqual(
          order.map((a) => a.rank),
          alerts.map((_, i) => i + 1),
        );
        assert.deepEqual(new Set(order.map((a) => a.id)), new Set(alerts.map((a) => a.id)));
      }),
    );
  });

  it('puts severity before time, time before evidence, and what was disproved last', () => {
    const risk = BASE.assetsAtRisk[0]!;
    const at = (minutesFrom: number) => ({ assetsAtRisk: [{ ...risk, minutesFrom }] });
    const queue: Alert[] = [
      { ...BASE, id: 'e', severity: 'watch', ...at(0), evidenceMilliNats: 9000 },
      { ...BASE, id: 'f', severity: 'high', status: 'withdrawn', ...at(0), evidenceMilliNats: 9000 },
      { ...BASE, id: 'c', severity: 'actionable', ...at(50), evidenceMilliNats: 900 },
      { ...BASE, id: 'b', severity: 'actionable', ...at(20), evidenceMilliNats: 100 },
      { ...BASE, id: 'd', severity: 'actionable', ...at(50), evidenceMilliNats: 800 },
      { ...BASE, id: 'a', severity: 'high', assetsAtRisk: [], evidenceMilliNats: 1500 },
    ];
    assert.equal(
      ranked(queue)
        .map((a) => a.id)
        .join(''),
      'abcdef',
    );
  });

  it('does not look at the flag: the same behaviour under any MMSI gives the same severity, evidence and words', () => {
    const seen = new Set<string>();
    for (const mid of [201, 211, 230, 273, 276, 412, 431, 477, 518, 576, 613, 667]) {
      const mmsi = mid * 1_000_000 + 123;
      const one = makeBook();
      const finding = makeFinding({ mmsi, factors: [...makeFinding().factors, SHIFT] });
      for (let m = 0; m < 30; m++) one.tick(makeReport(m).tickMs, [makeReport(m, { mmsi, findings: [finding] })], []);
      const [{ id, vessel, ...rest }] = one.alerts() as [Alert];
      assert.equal(vessel.mmsi, mmsi);
      assert.ok(id.startsWith(String(mmsi)));
      seen.add(JSON.stringify(rest));
    }
    assert.equal(seen.size, 1);
    assert.match([...seen][0]!, /"severity":"high"/);
  });
});
