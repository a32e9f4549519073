import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ActBody, Works } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import { deskBooks, queue as queueSchema } from '../contract/desk.ts';
import { Desk } from './desk.ts';
import { regionContacts } from './desk-books.ts';
import { atRisk, crossedAt, makeAct, makeAlert, makeSign } from './made-alerts.contract.ts';
import { minutes } from './made-reports.contract.ts';
import { iso } from './whole-units.ts';

const CONTACTS = regionContacts([
  { assets: ['link-1'], role: 'owner', organisation: 'Grid 1', call: '(placeholder)', placeholder: true },
]);
const HIGH: Partial<Alert> = { severity: 'high', assetsAtRisk: [atRisk('link-1', 50)] };

function deskWith(...alerts: Alert[]): Desk {
  const desk = new Desk({ contacts: CONTACTS });
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

describe('what rings', () => {
  it('is high and open, until it is acknowledged, silenced or closed', () => {
    for (const kind of ['acknowledge', 'silence', 'close'] as const) {
      const desk = deskWith(makeAlert('a', HIGH), makeAlert('b', { severity: 'actionable' }));
      assert.equal(rowOf(desk, 'a')!.sounds, true);
      assert.equal(rowOf(desk, 'b')!.sounds, false);
      does(desk, kind === 'close' ? { kind, alertId: 'a', reason: 'engine', note: '' } : { kind, alertId: 'a' });
      assert.equal(rowOf(desk, 'a')?.sounds ?? false, false);
    }
    const desk = deskWith(makeAlert('a', { ...HIGH, status: 'ended', endedAt: iso(minutes(0)) }));
    assert.equal(rowOf(desk, 'a')!.sounds, false);
  });

  it('rings again when what was acknowledged becomes graver', () => {
    const desk = deskWith(makeAlert('a', { severity: 'watch' }));
    does(desk, { kind: 'acknowledge', alertId: 'a' });
    desk.tick(minutes(1), [makeAlert('a', HIGH)]);
    assert.equal(rowOf(desk, 'a')!.sounds, true);
  });
});

describe('a silence', () => {
  const calm: Partial<Alert> = {
    severity: 'actionable',
    kind: 'drag',
    speaksFor: [makeSign('fall', 1500, 'fall')],
    crossed: [crossedAt('link-2', -5)],
    assetsAtRisk: [atRisk('link-1', 40)],
  };
  const silenced = (): Desk => {
    const desk = deskWith(makeAlert('a', calm));
    does(desk, { kind: 'acknowledge', alertId: 'a' });
    does(desk, { kind: 'silence', alertId: 'a' });
    return desk;
  };

  for (const [because, change] of [
    ['graver', { severity: 'high' }],
    ['other-behaviour', { kind: 'anchored-drag' }],
    ['other-behaviour', { speaksFor: [makeSign('fall', 1500, 'fall'), makeSign('shift', 1900, 'shift')] }],
    ['asset-crossed', { crossed: [crossedAt('link-2', -5), crossedAt('link-1', 1)] }],
    ['asset-nearer', { assetsAtRisk: [atRisk('link-1', 29)] }],
    ['asset-nearer', { assetsAtRisk: [atRisk('link-1', 0, 0)] }],
    ['asset-nearer', { assetsAtRisk: [atRisk('link-9', 100)] }],
    ['withdrawn', { status: 'withdrawn', endedAt: iso(minutes(1)) }],
  ] as const satisfies readonly (readonly [string, Partial<Alert>])[])
    it(`ends with ${because}: ${JSON.stringify(Object.keys(change))}`, () => {
      const desk = silenced();
      desk.tick(minutes(1), [makeAlert('a', { ...calm, ...change } as Partial<Alert>)]);
      const { handling } = rowOf(desk, 'a')!;
      assert.deepEqual(handling.silenceEnded, { at: iso(minutes(1)), because });
      assert.equal(handling.silenced, undefined);
      assert.equal(rowOf(desk, 'a')!.sounds, 'severity' in change);
    });

  it('holds while the behaviour is the same one or gets better', () => {
    const desk = silenced();
    for (const [i, change] of [
      { severity: 'watch' },
      { assetsAtRisk: [atRisk('link-1', 35)] },
      { assetsAtRisk: [atRisk('link-1', 90)] },
      { assetsAtRisk: [atRisk('link-1', 40)] },
      { assetsAtRisk: [] },
      { speaksFor: [] },
      { evidenceMilliNats: 9000 },
      { status: 'ended', endedAt: iso(minutes(3)) },
    ].entries()) {
      desk.tick(minutes(i + 1), [makeAlert('a', { ...calm, ...change } as Partial<Alert>)]);
      assert.notEqual(desk.handling('a').silenced, undefined, JSON.stringify(change));
    }
  });

  it('ended by hand says so, and can be given again', () => {
    const desk = silenced();
    does(desk, { kind: 'unsilence', alertId: 'a' });
    assert.equal(desk.handling('a').silenceEnded?.because, 'by-hand');
    isRefused(desk, { kind: 'unsilence', alertId: 'a' });
    does(desk, { kind: 'silence', alertId: 'a' });
    assert.equal(desk.handling('a').silenceEnded, undefined);
  });
});

describe('acts', () => {
  it('with the same id are one act', () => {
    const desk = deskWith(makeAlert('a'));
    const act = makeAct({ kind: 'note', alertId: 'a', text: 'Hailed.' });
    for (let i = 0; i < 3; i++) assert.deepEqual(desk.act(act), { ok: true });
    assert.equal(desk.handling('a').logCount, 1);
    assert.equal(desk.actCount, 1);
  });

  it('are refused, and leave no trace, where what they name is not there or not so', () => {
    const desk = deskWith(makeAlert('a'), makeAlert('over', { status: 'ended', endedAt: iso(minutes(0)) }));
    const works = makeWorks();
    const before = JSON.stringify(desk.save());
    for (const body of [
      { kind: 'acknowledge', alertId: 'nobody' },
      { kind: 'note', alertId: 'nobody', text: 'x' },
      { kind: 'silence', alertId: 'over' },
      { kind: 'unsilence', alertId: 'a' },
      { kind: 'reopen', alertId: 'a' },
      { kind: 'assign', alertId: 'a', to: '  ' },
      { kind: 'undo', actId: 'nothing' },
      { kind: 'unit-removed', unitId: 'nobody' },
      { kind: 'unit-tasked', unitId: 'nobody', task: 'Go.' },
      { kind: 'contact-tested', contactId: 'nobody', answered: true },
      { kind: 'phone-call', contactId: 'nobody', organisation: 'X', text: 'x', answered: false, reply: '' },
      { kind: 'works-ended', worksId: 'none' },
      { kind: 'works-announced', works: { ...works, to: works.from } },
      { kind: 'works-announced', works: { ...works, vessels: [{ name: ' ' }] } },
    ] as const satisfies readonly ActBody[])
      assert.ok(isRefused(desk, body).length > 5);
    assert.equal(JSON.stringify(desk.save()), before);
  });

  it('on one alert give back, undone, what was before', () => {
    for (const body of [
      { kind: 'acknowledge', alertId: 'a' },
      { kind: 'silence', alertId: 'a' },
      { kind: 'assign', alertId: 'a', to: 'PV 101' },
      { kind: 'close', alertId: 'a', reason: 'engine', note: 'Called.' },
    ] as const satisfies readonly ActBody[]) {
      const desk = deskWith(makeAlert('a', HIGH));
      const before = structuredClone(desk.queue());
      const actId = does(desk, body);
      assert.notDeepEqual(desk.queue(), before);
      const undoId = does(desk, { kind: 'undo', actId });
      assert.deepEqual(desk.queue(), before);
      isRefused(desk, { kind: 'undo', actId });
      isRefused(desk, { kind: 'undo', actId: undoId });
    }
  });

  it('undone in the middle leave the other acts; what was changed since cannot be undone', () => {
    const desk = deskWith(makeAlert('a'));
    const first = does(desk, { kind: 'assign', alertId: 'a', to: 'PV 101' });
    const acknowledged = does(desk, { kind: 'acknowledge', alertId: 'a' });
    const second = does(desk, { kind: 'assign', alertId: 'a', to: 'PV 202' });
    isRefused(desk, { kind: 'undo', actId: first });
    does(desk, { kind: 'undo', actId: acknowledged });
    assert.equal(desk.handling('a').assigned?.to, 'PV 202');
    does(desk, { kind: 'undo', actId: second });
    assert.equal(desk.handling('a').assigned?.to, 'PV 101');
    does(desk, { kind: 'undo', actId: first });
    assert.deepEqual(desk.handling('a'), { logCount: 0 });
  });

  it('undo a reopening and a silence taken back', () => {
    const desk = deskWith(makeAlert('a'));
    does(desk, { kind: 'silence', alertId: 'a' });
    const loud = does(desk, { kind: 'unsilence', alertId: 'a' });
    does(desk, { kind: 'undo', actId: loud });
    assert.notEqual(desk.handling('a').silenced, undefined);
    desk.tick(minutes(1), [makeAlert('a', HIGH)]);
    assert.equal(desk.handling('a').silenceEnded?.because, 'graver', 'it still knows what was silenced');
    does(desk, { kind: 'close', alertId: 'a', reason: 'other', note: '' });
    const open = does(desk, { kind: 'reopen', alertId: 'a' });
    assert.ok(rowOf(desk, 'a'));
    does(desk, { kind: 'undo', actId: open });
    assert.equal(rowOf(desk, 'a'), undefined);
  });

  it('are listed by alert and kind, the newest that fit, oldest first', () => {
    const desk = deskWith(makeAlert('a'), makeAlert('b'));
    const ids = ['a', 'b', 'a', 'a'].map((alertId, i) => does(desk, { kind: 'note', alertId, text: `${i}` }));
    const ack = does(desk, { kind: 'acknowledge', alertId: 'a' });
    const undo = does(desk, { kind: 'undo', actId: ack });
    const listed = (filter: Parameters<Desk['acts']>[0]): string[] => desk.acts(filter).map((a) => a.actId);
    assert.deepEqual(listed({ alertId: 'a', limit: 9 }), [ids[0], ids[2], ids[3], ack, undo]);
    assert.deepEqual(listed({ kinds: ['note'], limit: 2 }), [ids[2], ids[3]]);
  });
});

describe('the queue', () => {
  it('lets go of a row that is closed, or over and acknowledged, or over for twelve hours', () => {
    const over = { status: 'ended', endedAt: iso(minutes(0)) } as const;
    const desk = deskWith(makeAlert('a', over), makeAlert('b', over), makeAlert('c'));
    does(desk, { kind: 'acknowledge', alertId: 'a' });
    does(desk, { kind: 'acknowledge', alertId: 'c' });
    assert.deepEqual(desk.queue().order, ['c', 'b']);
    desk.tick(minutes(12 * 60 - 1), []);
    assert.deepEqual(desk.queue().order, ['c', 'b']);
    desk.tick(minutes(12 * 60), []);
    assert.deepEqual(desk.queue().order, ['c']);
  });

  it('shows a withdrawal until it is acknowledged, though the alert was acknowledged before', () => {
    const desk = deskWith(makeAlert('a'));
    does(desk, { kind: 'acknowledge', alertId: 'a' });
    desk.tick(minutes(1), [makeAlert('a', { status: 'withdrawn', endedAt: iso(minutes(1)) })]);
    assert.deepEqual(desk.queue().order, ['a']);
    does(desk, { kind: 'acknowledge', alertId: 'a' });
    assert.deepEqual(desk.queue().order, []);
  });

  it('stands in the order of severity, then what nobody has looked at, then the next asset; what is over last', () => {
    const desk = deskWith(
      makeAlert('watch-near', { severity: 'watch', assetsAtRisk: [atRisk('link-1', 0, 0)] }),
      makeAlert('high-far', { severity: 'high' }),
      makeAlert('high-over', { severity: 'high', status: 'ended', endedAt: iso(minutes(0)) }),
      makeAlert('high-near', { severity: 'high', assetsAtRisk: [atRisk('link-1', 10)] }),
      makeAlert('high-seen', { severity: 'high', assetsAtRisk: [atRisk('link-1', 0, 0)] }),
      makeAlert('action', { severity: 'actionable' }),
    );
    does(desk, { kind: 'acknowledge', alertId: 'high-seen' });
    assert.deepEqual(desk.queue().order, ['high-near', 'high-far', 'high-seen', 'action', 'watch-near', 'high-over']);
  });

  it('says on a row which assets were crossed, each once', () => {
    const crossed = [crossedAt('link-2', -5), crossedAt('link-1', 1), crossedAt('link-2', 3)];
    const [row, plain] = deskWith(makeAlert('a', { crossed }), makeAlert('b', { crossed: [] })).queue().rows;
    assert.deepEqual(row!.crossed, ['link-2', 'link-1']);
    assert.equal(plain!.crossed, undefined);
  });

  it('marks what is beyond the budget and drops nothing; what rings is never in the drawer', () => {
    const alerts = Array.from({ length: 30 }, (_, i) =>
      makeAlert(`a${i}`, { severity: i < 15 ? 'high' : 'watch', vessel: { mmsi: 290_000_001 + i } }),
    );
    const desk = deskWith(...alerts);
    const { rows, order } = desk.queue();
    assert.equal(rows.length, 30);
    assert.equal(order.length, 30);
    assert.deepEqual(
      rows.filter((r) => !r.inDrawer).map((r) => r.alert.severity),
      Array.from({ length: 15 }, () => 'high'),
    );
  });

  it('keeps places of equal rows while minutes and evidence change, and takes a nearer asset at once', () => {
    const near = (id: string, min: number, evidence: number): Alert =>
      makeAlert(id, { severity: 'actionable', evidenceMilliNats: evidence, assetsAtRisk: [atRisk('link-1', min)] });
    const desk = deskWith(near('a', 40, 10), near('b', 42, 9));
    desk.tick(minutes(1), [near('a', 58, 1), near('b', 33, 90)]);
    assert.deepEqual(desk.queue().order, ['a', 'b']);
    desk.tick(minutes(2), [near('a', 62, 1), near('b', 33, 90)]);
    assert.deepEqual(desk.queue().order, ['a', 'b'], 'a wavers about the border');
    desk.tick(minutes(3), [near('a', 62, 1), near('b', 29, 90), near('c', 35, 0)]);
    assert.deepEqual(desk.queue().order, ['b', 'c', 'a']);
  });

  it('fits its contract', () => {
    const desk = deskWith(makeAlert('a', HIGH));
    does(desk, { kind: 'silence', alertId: 'a' });
    queueSchema.parse(desk.queue());
    deskBooks.parse(desk.books());
  });
});

const makeWorks = (over: Partial<Works> = {}): Works => ({
  id: 'w1',
  title: 'Cable repair',
  text: '',
  ring: [
    [25.9, 59.7],
    [26.2, 59.7],
    [26.2, 59.9],
  ],
  from: iso(minutes(-60)),
  to: iso(minutes(60)),
  vessels: [{ mmsi: 290_000_005 }],
  source: 'NAVTEX',
  ...over,
});

describe('the books', () => {
  it('hold units, contacts with their tests, works in force, and ice', () => {
    const desk = deskWith();
    const unit = { id: 'pv', name: 'PV 101', kind: 'cutter', position: [25, 59.6], speedTenthKn: 240 } as const;
    does(desk, { kind: 'unit-set', unit: { ...unit, position: [25, 59.6], readiness: 'ready-1-h', call: '' } });
    does(desk, { kind: 'contact-tested', contactId: 'region-1', answered: true });
    does(desk, { kind: 'contact-set', contact: { ...CONTACTS[0]!, deputyCall: '+372' } });
    does(desk, { kind: 'works-announced', works: makeWorks() });
    does(desk, { kind: 'ice-set', ice: { state: 'none', from: iso(minutes(0)), note: '' } });
    const books = desk.books();
    assert.equal(books.contacts[0]!.lastTestAnswered, true);
    assert.equal(books.contacts[0]!.deputyCall, '+372');
    assert.deepEqual(desk.excuses(), [makeWorks()]);
    does(desk, { kind: 'works-ended', worksId: 'w1' });
    assert.deepEqual(desk.excuses(), []);
    assert.notEqual(desk.books().works[0]!.endedAt, undefined);
    does(desk, { kind: 'works-announced', works: makeWorks({ from: iso(minutes(5)) }) });
    assert.deepEqual(desk.excuses(), [], 'not yet');
    desk.tick(minutes(5), []);
    assert.equal(desk.excuses().length, 1);
    desk.tick(minutes(60), []);
    assert.deepEqual(desk.excuses(), [], 'over');
  });
});

describe('a desk that is restored', () => {
  it('goes on as the one that was saved', () => {
    const bodies: ActBody[] = [
      { kind: 'acknowledge', alertId: 'a' },
      { kind: 'silence', alertId: 'b' },
      { kind: 'assign', alertId: 'a', to: 'PV 101' },
      { kind: 'works-announced', works: makeWorks() },
      { kind: 'close', alertId: 'c', reason: 'pilot', note: '' },
      { kind: 'note', text: 'A graver one comes back.' },
    ];
    const run = (copyAt: number) => {
      let desk = deskWith(makeAlert('a', HIGH), makeAlert('b', HIGH), makeAlert('c'));
      bodies.forEach((body, i) => {
        if (i === copyAt) desk = Desk.restore({ contacts: [] }, structuredClone(desk.save()));
        desk.act(makeAct(body, { actId: `fixed-${i}` }));
        desk.tick(minutes(i + 1), [
          makeAlert('b', { ...HIGH, assetsAtRisk: [atRisk('link-1', 50 - 6 * i)] }),
          ...(i === 5 ? [makeAlert('c', HIGH)] : []),
        ]);
      });
      desk.act(makeAct({ kind: 'undo', actId: 'fixed-0' }, { actId: 'fixed-undo' }));
      return { queue: desk.queue(), saved: JSON.stringify(desk.save()) };
    };
    const whole = run(-1);
    for (let copyAt = 0; copyAt < bodies.length; copyAt++) assert.deepEqual(run(copyAt), whole, `at ${copyAt}`);
    assert.equal(whole.queue.rows.find((r) => r.alert.id === 'b')!.handling.silenceEnded?.because, 'asset-nearer');
    assert.equal(whole.queue.rows.find((r) => r.alert.id === 'c')!.handling.reopened?.reason, 'pilot');
  });
});
