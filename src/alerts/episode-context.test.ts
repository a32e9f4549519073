import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Works } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import type { Cause } from '../detectors/cause.ts';
import { NO_IDENTITY } from '../tracks/identity.ts';
import { isExcused } from './episode-context.ts';
import { FALL, MMSI, makeBook, makeFinding, makeReport, minutes, SHIFT } from './made-reports.contract.ts';
import { iso } from './whole-units.ts';

const RING: Works['ring'] = [
  [25.9, 59.7],
  [26.2, 59.7],
  [26.2, 59.9],
  [25.9, 59.9],
];
const works = (over: Partial<Works> = {}): Works => ({
  id: 'w1',
  title: 'Repair of Test Link 1',
  text: '',
  ring: RING,
  from: iso(minutes(-60)),
  to: iso(minutes(30)),
  vessels: [{ mmsi: MMSI }],
  source: 'NAVTEX',
  ...over,
});

function alertsWith(
  announced: readonly Works[],
  mmsis: readonly number[],
  minute = 0,
  causes: Cause[] = [],
): readonly Alert[] {
  const book = makeBook();
  for (let m = 0; m <= minute; m++) {
    book.setWorks(announced);
    book.setCauses(causes);
    const reports = mmsis.map((mmsi) =>
      makeReport(m, { mmsi, findings: [makeFinding({ mmsi, tickMs: minutes(m), factors: [FALL, SHIFT] })] }),
    );
    book.tick(minutes(m), reports, []);
  }
  return book.alerts();
}

describe('announced works', () => {
  it('speak for the vessel they name, and not for another in the same ring at the same time', () => {
    const other = MMSI + 1;
    const [before] = alertsWith([], [MMSI]);
    const after = alertsWith([works()], [MMSI, other]);
    const of = (mmsi: number): Alert => after.find((a) => a.vessel.mmsi === mmsi)!;
    assert.equal(of(other).evidenceMilliNats, before!.evidenceMilliNats);
    assert.deepEqual(of(other).speaksAgainst, before!.speaksAgainst);
    assert.equal(of(other).severity, before!.severity);
    const step = of(MMSI).speaksAgainst.find((f) => f.id === 'announced-works')!;
    assert.ok(step.milliNats < 0);
    assert.equal(step.values.worksId, 'w1');
    assert.equal(of(MMSI).evidenceMilliNats, before!.evidenceMilliNats + step.milliNats);
    assert.equal(of(MMSI).status, 'open', 'a factor, never a filter');
  });

  it('end with their time, and are no more to the ship than any other context', () => {
    assert.ok(alertsWith([works()], [MMSI], 29)[0]!.speaksAgainst.some((f) => f.id === 'announced-works'));
    assert.ok(!alertsWith([works()], [MMSI], 30)[0]!.speaksAgainst.some((f) => f.id === 'announced-works'));
  });

  it('know a vessel by MMSI, or by a name typed as crews type it where no MMSI is given', () => {
    const at = { mmsi: MMSI, tickMs: minutes(0), lon: 26, lat: 59.8 };
    const named = (name: string | undefined) => ({ ...at, identity: { ...NO_IDENTITY, mmsi: MMSI, name } });
    const byName = works({ vessels: [{ name: ' cable  queen' }] });
    assert.ok(isExcused(byName, named('CABLE QUEEN@@@')));
    assert.ok(!isExcused(byName, named('CABLE QUEEN 2')));
    assert.ok(!isExcused(byName, named(undefined)));
    assert.ok(!isExcused(works({ vessels: [{ mmsi: 1, name: 'CABLE QUEEN' }] }), named('CABLE QUEEN')));
    assert.ok(!isExcused(works({ vessels: [] }), named('CABLE QUEEN')));
    assert.ok(isExcused(works(), named('X')));
    assert.ok(!isExcused(works(), { ...named('X'), lon: 26.3 }), 'outside the ring');
    assert.ok(!isExcused(works(), { ...named('X'), tickMs: minutes(30) }), 'over');
    assert.ok(!isExcused(works(), { ...named('X'), tickMs: minutes(-61) }), 'not yet');
  });
});

describe('a disturbance of positions', () => {
  const area: Cause = {
    id: 'disturbance-1',
    kind: 'disturbance',
    lonE5: 2_600_000,
    latE5: 5_980_000,
    radiusM: 30_000,
    sinceMs: minutes(-10),
    untilMs: -1,
    mmsis: [],
    values: {},
  };

  it('marks an alert inside it and widens its minutes, and takes nothing from its evidence or severity', () => {
    const [calm] = alertsWith([], [MMSI], 1);
    const [marked] = alertsWith([], [MMSI], 1, [area]);
    assert.ok(marked!.speaksAgainst.some((f) => f.id === 'positions-disturbed' && f.milliNats === 0));
    assert.equal(marked!.evidenceMilliNats, calm!.evidenceMilliNats);
    assert.equal(marked!.severity, calm!.severity);
    const [was, is] = [calm!.assetsAtRisk[0]!, marked!.assetsAtRisk[0]!];
    assert.ok(is.minutesFrom < was.minutesFrom && is.minutesTo > was.minutesTo);
    const [far] = alertsWith([], [MMSI], 1, [{ ...area, lonE5: 2_900_000 }]);
    assert.ok(!far!.speaksAgainst.some((f) => f.id === 'positions-disturbed'));
  });
});
