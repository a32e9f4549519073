import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Alert } from '../contract/alert.ts';
import { fold as foldSchema } from '../contract/desk.ts';
import { type Cause, type CauseKind, causeKinds } from '../detectors/cause.ts';
import { LIKELIHOODS } from '../detectors/likelihoods-table.ts';
import { alertConfig } from './alert-config.ts';
import { Desk } from './desk.ts';
import { type DeskAlert, deskAlert } from './desk-alert.ts';
import { foldsOf, standsWithout } from './fold.ts';
import { EXPLAINED } from './fold-causes-table.ts';
import { foldSigns } from './fold-signs.ts';
import { atRisk, crossedAt, makeAlert, makeSign } from './made-alerts.contract.ts';
import { minutes } from './made-reports.contract.ts';
import { iso } from './whole-units.ts';

const CONFIG = alertConfig();
const mmsiOf = (i: number): number => 290_000_001 + i;

function cause(kind: CauseKind, ships: readonly number[], over: Partial<Cause> = {}): Cause {
  return {
    id: `${kind}-1`,
    kind,
    lonE5: 2_600_000,
    latE5: 5_980_000,
    radiusM: 30_000,
    sinceMs: minutes(0),
    untilMs: -1,
    mmsis: ships.map(mmsiOf),
    values: { vessels: ships.length },
    ...over,
  };
}

/** A ship at anchor whose swing moved, in the drawer. */
function swung(i: number, over: Partial<Alert> = {}): Alert {
  return makeAlert(`swung-${i}`, {
    kind: 'anchored-drag',
    severity: 'watch',
    vessel: { mmsi: mmsiOf(i) },
    onsetAt: iso(minutes(5)),
    speaksFor: [makeSign('swing-centre-moves', 2600, 'swing-centre-moves')],
    evidenceMilliNats: -2000,
    ...over,
  });
}

const ids = (alerts: readonly Alert[], causes: readonly Cause[]): readonly (readonly string[])[] =>
  foldsOf(alerts.map(deskAlert), { causes }).map((f) => f.alertIds);

describe('a fold', () => {
  it('takes the alerts of the ships its cause touched, that began with it', () => {
    const alerts = [swung(0), swung(1), swung(2), swung(3, { onsetAt: iso(minutes(-300)) })];
    const [found] = foldsOf(alerts.map(deskAlert), { causes: [cause('storm', [0, 1, 3])] });
    assert.deepEqual(found!.alertIds, ['swung-0', 'swung-1']);
    assert.equal(found!.foldId, 'storm-1');
    foldSchema.parse(found);
  });

  it('is none of one alert, and goes to one cause only', () => {
    assert.deepEqual(ids([swung(0), swung(1)], [cause('storm', [0])]), []);
    const both = [cause('storm', [0, 1, 2, 3]), cause('disturbance', [0, 1])];
    assert.deepEqual(ids([swung(0), swung(1), swung(2), swung(3)], both), [
      ['swung-0', 'swung-1'],
      ['swung-2', 'swung-3'],
    ]);
  });

  it('takes what began a little after its cause was over, and nothing later', () => {
    const { lagMs } = EXPLAINED.storm;
    const over = cause('storm', [0, 1], { untilMs: minutes(10) });
    const at = (ms: number) => [0, 1].map((i) => swung(i, { onsetAt: iso(ms) }));
    assert.equal(ids(at(minutes(10) + lagMs), [over]).length, 1);
    assert.equal(ids(at(minutes(11) + lagMs), [over]).length, 0);
  });

  it('stands where its worst row would stand, with its severity', () => {
    const desk = new Desk({ contacts: [] });
    const worst = swung(1, {
      severity: 'actionable',
      evidenceMilliNats: 100,
      assetsAtRisk: [atRisk('link-1', 5)],
      speaksFor: [makeSign('swing-centre-moves', 2600, 'x'), makeSign('drift-against-heading', 2100, 'y')],
    });
    const alone = makeAlert('alone', {
      severity: 'watch',
      vessel: { mmsi: mmsiOf(9) },
      assetsAtRisk: [atRisk('link-1', 0, 0)],
    });
    desk.tick(minutes(6), [swung(0), worst, alone, makeAlert('h', { severity: 'high' })], {
      causes: [cause('storm', [0, 1])],
    });
    const { order, rows, folds } = desk.queue();
    assert.deepEqual(order, ['h', 'storm-1', 'alone']);
    assert.equal(rows.length, 4, 'its rows stay in the queue');
    assert.equal(folds[0]!.severity, 'actionable');
  });
});

describe('a ship whose evidence stands without the cause', () => {
  const stands = (alert: Alert, kind: CauseKind): boolean => standsWithout(deskAlert(alert), kind, CONFIG);
  const shift = makeSign('course-heading-shift-5', 2300, 'course-heading-shift');
  const fall = makeSign('fall-below-own-pace', 1500, 'fall-below-own-pace');
  const drag = (over: Partial<Alert>): Alert =>
    makeAlert('d', { kind: 'drag', severity: 'actionable', evidenceMilliNats: 100, speaksFor: [fall], ...over });

  it('stays outside: a drag with a shift of its own that crossed an asset, in a storm', () => {
    assert.ok(stands(drag({ speaksFor: [fall, shift], crossed: [crossedAt('link-1', 2)] }), 'storm'));
    assert.ok(!stands(drag({ speaksFor: [fall, shift], crossed: [] }), 'storm'));
    assert.ok(!stands(drag({ speaksFor: [fall], crossed: [crossedAt('link-1', 2)] }), 'storm'));
  });

  it('stays outside when what the cause does not explain still reaches its severity', () => {
    const repeated = (milliNats: number): Alert =>
      swung(0, { evidenceMilliNats: milliNats, speaksFor: [makeSign('swing-centre-moves', 2600, 'x')] });
    assert.ok(!stands(repeated(CONFIG.watchMilliNats + 2599), 'storm'));
    assert.ok(stands(repeated(CONFIG.watchMilliNats + 2600), 'storm'));
  });

  it('stays outside whatever the cause when it is high, or of a kind that the cause does not make', () => {
    for (const kind of causeKinds) {
      assert.ok(stands(drag({ severity: 'high' }), kind));
      assert.ok(stands(makeAlert('n', { kind: 'some-new-kind' }), kind));
    }
  });
});

describe('what causes explain', () => {
  it('are factors that exist, and never one that speaks against', () => {
    for (const { factors, why } of Object.values(EXPLAINED)) {
      assert.ok(why.length > 20);
      for (const id of factors) assert.ok(LIKELIHOODS[id as keyof typeof LIKELIHOODS].milliNats >= 0, id);
    }
  });

  it('is named with the feed that was lost at the same time', () => {
    const feed = { feedId: 'west', state: 'silent', since: iso(minutes(5)) };
    const [lost, storm] = foldSigns([cause('lost-feed', [0]), cause('storm', [1])], [feed as never]).causes;
    assert.equal(lost!.values.feedId, 'west');
    assert.equal(storm!.values.feedId, undefined);
    const [other] = foldSigns([cause('lost-feed', [0])], [{ ...feed, state: 'live' } as never]).causes;
    assert.equal(other!.values.feedId, undefined);
  });

  it('gives the same folds for any order of causes', () => {
    const alerts: DeskAlert[] = [0, 1, 2, 3, 4, 5].map((i) => deskAlert(swung(i)));
    const causes = [cause('storm', [0, 1, 2, 3, 4, 5]), cause('lost-feed', [2, 3]), cause('disturbance', [0, 1])];
    assert.deepEqual(foldsOf(alerts, { causes }), foldsOf(alerts, { causes: [...causes].reverse() }));
  });
});
