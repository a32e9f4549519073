/** What was closed and becomes graver is on the desk again, and says that it was closed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ActBody, act as actSchema } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import { queue as queueSchema } from '../contract/desk.ts';
import { Desk } from './desk.ts';
import { atRisk, crossedAt, makeAct, makeAlert } from './made-alerts.contract.ts';
import { minutes } from './made-reports.contract.ts';
import { iso } from './whole-units.ts';

function deskWith(...alerts: Alert[]): Desk {
  const desk = new Desk({ contacts: [] });
  desk.tick(minutes(0), alerts);
  return desk;
}
function does(desk: Desk, body: ActBody): string {
  const act = makeAct(body);
  assert.deepEqual(desk.act(act), { ok: true });
  return act.actId;
}
function isRefused(desk: Desk, body: ActBody): string {
  const outcome = desk.act(makeAct(body));
  assert.equal(outcome.ok, false, JSON.stringify(body));
  return outcome.ok ? '' : outcome.because;
}
const rowOf = (desk: Desk, id: string) => desk.queue().rows.find((r) => r.alert.id === id);

describe('a closed alert', () => {
  const calm: Partial<Alert> = {
    severity: 'actionable',
    kind: 'drag',
    crossed: [crossedAt('link-2', -5)],
    assetsAtRisk: [atRisk('link-1', 40)],
  };
  const closed = (was: Partial<Alert>): { desk: Desk; actId: string } => {
    const desk = deskWith(makeAlert('a', was));
    does(desk, { kind: 'acknowledge', alertId: 'a' });
    const actId = does(desk, { kind: 'close', alertId: 'a', reason: 'engine', note: 'Says so.' });
    assert.deepEqual(desk.queue().order, []);
    return { desk, actId };
  };
  const grave: Partial<Alert> = { ...calm, severity: 'high' };

  for (const [because, was, change] of [
    ['graver', { ...calm, severity: 'watch' }, { severity: 'actionable' }],
    ['graver', calm, { severity: 'high' }],
    ['asset-crossed', grave, { crossed: [crossedAt('link-2', -5), crossedAt('link-1', 1)] }],
    ['asset-nearer', grave, { assetsAtRisk: [atRisk('link-1', 29)] }],
    ['asset-nearer', grave, { assetsAtRisk: [atRisk('link-9', 100)] }],
  ] as const satisfies readonly (readonly [string, Partial<Alert>, Partial<Alert>])[])
    it(`comes back by itself: ${because} by ${JSON.stringify(Object.keys(change))} from ${was.severity}`, () => {
      const { desk, actId } = closed(was);
      const own = desk.tick(minutes(3), [makeAlert('a', { ...was, ...change } as Partial<Alert>)]);
      const { handling, sounds } = rowOf(desk, 'a')!;
      const { officerName, at, reason, note, reopenedAt } = handling.reopened!;
      assert.deepEqual(
        [officerName, at, reason, note, reopenedAt, handling.reopened!.because],
        ['Mari Mets', iso(minutes(1)), 'engine', 'Says so.', iso(minutes(3)), because],
      );
      assert.deepEqual([handling.closed, handling.acknowledged], [undefined, undefined]);
      assert.equal(sounds, { ...was, ...change }.severity === 'high');
      queueSchema.parse(desk.queue());
      // The log holds the close and what undid it, in order; the close itself cannot be taken back any more.
      assert.equal(own.length, 1);
      actSchema.parse(own[0]);
      assert.deepEqual(
        desk.acts({ alertId: 'a', limit: 9 }).map((act) => [act.body.kind, act.officerName]),
        [
          ['acknowledge', 'Mari Mets'],
          ['close', 'Mari Mets'],
          ['reopened', 'Merivaht'],
        ],
      );
      assert.match(isRefused(desk, { kind: 'undo', actId }), /changed since/);
      isRefused(desk, { kind: 'undo', actId: own[0]!.actId });
      // Closed again it is as it is now that counts, and nothing says any more that it came back.
      does(desk, { kind: 'close', alertId: 'a', reason: 'engine', note: '' });
      assert.deepEqual(desk.tick(minutes(4), [makeAlert('a', { ...was, ...change } as Partial<Alert>)]), []);
      assert.deepEqual([desk.handling('a').reopened, desk.queue().order], [undefined, []]);
    });

  it('stays closed while it is no graver', () => {
    for (const [was, change] of [
      [calm, { kind: 'anchored-drag' }],
      [calm, { crossed: [crossedAt('link-2', -5), crossedAt('link-1', 1)] }],
      [calm, { assetsAtRisk: [atRisk('link-1', 0, 0)] }],
      [calm, { severity: 'watch' }],
      [calm, { status: 'withdrawn', endedAt: iso(minutes(3)) }],
      [grave, { severity: 'actionable', assetsAtRisk: [atRisk('link-9', 5)] }],
      [grave, { assetsAtRisk: [] }],
      [
        { ...calm, severity: 'watch' },
        { severity: 'high', status: 'ended', endedAt: iso(minutes(3)) },
      ],
    ] as const satisfies readonly (readonly [Partial<Alert>, Partial<Alert>])[]) {
      const { desk } = closed(was);
      const changed = makeAlert('a', { ...was, ...change } as Partial<Alert>);
      assert.deepEqual(desk.tick(minutes(3), [changed]), [], JSON.stringify(change));
      assert.deepEqual([desk.queue().order, desk.handling('a').reopened], [[], undefined]);
    }
  });

  it('is not opened by an officer in the watch’s name, and knows again what it was closed as when an opening is undone', () => {
    const { desk } = closed(calm);
    isRefused(desk, { kind: 'reopened', alertId: 'a', because: 'graver' });
    const actId = does(desk, { kind: 'reopen', alertId: 'a' });
    does(desk, { kind: 'undo', actId });
    assert.deepEqual(desk.queue().order, []);
    assert.equal(desk.tick(minutes(3), [makeAlert('a', grave)]).length, 1);
    assert.equal(desk.handling('a').reopened?.because, 'graver');
  });

  it('comes back loud though it was silenced before it was closed', () => {
    const desk = deskWith(makeAlert('a', calm));
    does(desk, { kind: 'silence', alertId: 'a' });
    does(desk, { kind: 'close', alertId: 'a', reason: 'other', note: '' });
    desk.tick(minutes(3), [makeAlert('a', grave)]);
    assert.equal(rowOf(desk, 'a')!.sounds, true);
    assert.deepEqual(desk.handling('a').silenceEnded, { at: iso(minutes(3)), because: 'graver' });
  });
});
