import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Alert, alert as alertSchema, considered as consideredSchema } from '../contract/alert.ts';
import type { AlertBook, AlertChange } from './alert-book.ts';
import {
  FALL,
  MMSI,
  makeBook,
  makeCrossing,
  makeDismissal,
  makeFactor,
  makeFinding,
  makeReport,
  minutes,
  SHIFT,
} from './made-reports.contract.ts';
import type { DismissalReport, VesselReport } from './vessel-report.ts';

type Tick = readonly [report: VesselReport | undefined, dismissal?: DismissalReport | undefined];

/** A tick a minute; what the book says of each, without 'updated'. */
function play(book: AlertBook, from: number, to: number, at: (minute: number) => Tick): string[] {
  const said: string[] = [];
  for (let m = from; m < to; m++) {
    const [report, dismissal] = at(m);
    const changes = book.tick(minutes(m), report === undefined ? [] : [report], dismissal ? [dismissal] : []);
    said.push(...news(changes).map((what) => `${m} ${what}`));
  }
  return said;
}

const news = (changes: readonly AlertChange[]): string[] =>
  changes.filter((c) => c.what !== 'updated').map((c) => c.what);
const onlyAlert = (book: AlertBook): Alert => {
  const alerts = book.alerts();
  assert.equal(alerts.length, 1);
  assert.deepEqual(alertSchema.parse(alerts[0]), alerts[0]);
  return alerts[0]!;
};
const sumOf = (a: Alert): number =>
  [...a.speaksFor, ...a.speaksAgainst].reduce((sum, f) => sum + f.milliNats, a.priorMilliNats!);

describe('an episode', () => {
  it('is opened once, updated, and ends an hour after its last sign', () => {
    const book = makeBook();
    const said = play(book, 0, 120, (m) => [
      makeReport(m, { findings: m < 30 ? [makeFinding({ phase: m < 29 ? 'ongoing' : 'ended' })] : [] }),
    ]);
    assert.deepEqual(said, ['0 raised', '89 ended']);
    const alert = onlyAlert(book);
    assert.equal(alert.id, `${MMSI}-drag-20241225T1005Z`);
    assert.equal(alert.status, 'ended');
    assert.equal(alert.endedAt, '2024-12-25T10:44:00Z');
    assert.equal(alert.raisedAt, '2024-12-25T10:15:00Z');
    assert.equal(alert.actionableAt, undefined);
    assert.deepEqual(alert.assetsAtRisk, []);
  });

  it('ends, too, when its ship is heard no more', () => {
    const book = makeBook();
    const said = play(book, 0, 120, (m) => [m < 20 ? makeReport(m, { findings: [makeFinding()] }) : undefined]);
    assert.deepEqual(said, ['0 raised', '80 ended']);
    assert.equal(onlyAlert(book).endedAt, '2024-12-25T10:34:00Z');
  });

  it('stays open at the end of the data', () => {
    const book = makeBook();
    play(book, 0, 5, (m) => [makeReport(m, { findings: [makeFinding()] })]);
    book.finish(minutes(5));
    assert.equal(onlyAlert(book).status, 'open');
  });

  it('takes in what follows within an hour, of any kind, and opens anew after that', () => {
    const dip = makeFinding({
      kind: 'crossing-dip',
      onsetMs: minutes(70),
      factors: [makeFactor('dip-at-asset', 2750, { sign: 'dip-at-asset' })],
      measures: { dipPercent: 14, dipMin: 4 },
      assetId: 'link-1',
    });
    const late = makeFinding({ onsetMs: minutes(300) });
    const book = makeBook();
    const said = play(book, 0, 310, (m) => {
      const findings = m < 20 ? [makeFinding()] : m === 75 ? [dip] : m > 300 ? [late] : [];
      return [makeReport(m, { findings: m < 20 ? [makeFinding({ phase: m < 19 ? 'ongoing' : 'ended' })] : findings })];
    });
    assert.deepEqual(said, ['0 raised', '75 severity-raised', '136 ended', '301 raised']);
    const ids = book.alerts().map((a) => a.id);
    assert.deepEqual(ids.sort(), [`${MMSI}-drag-20241225T1005Z`, `${MMSI}-drag-20241225T1515Z`]);
    const first = book.alerts().find((a) => a.status === 'ended')!;
    assert.equal(first.severity, 'high');
    assert.equal(first.speaksFor.filter((f) => f.sign !== undefined).length, 2);
  });

  it('is one a ship, whatever its detectors say at once', () => {
    const book = makeBook();
    const findings = [makeFinding(), makeFinding({ kind: 'loitering', factors: [makeFactor('x', 100)] })];
    play(book, 0, 5, (m) => [makeReport(m, { findings })]);
    assert.equal(onlyAlert(book).kind, 'drag');
  });

  it('does not open on what is already over', () => {
    const book = makeBook();
    for (const phase of ['ended', 'withdrawn'] as const)
      book.tick(minutes(0), [makeReport(0, { findings: [makeFinding({ phase })] })], []);
    assert.deepEqual(book.alerts(), []);
  });

  it('keeps the evidence of its first, heavier stretch when a second and lighter one of the same kind begins', () => {
    const book = makeBook();
    const heavy = makeFinding({ factors: [FALL, SHIFT] });
    const light = makeFinding({ onsetMs: minutes(40), factors: [makeFactor('fall-below-own-pace', 3000)] });
    play(book, 0, 60, (m) => [makeReport(m, { findings: m < 30 ? [heavy] : m < 42 ? [] : [light] })]);
    assert.equal(onlyAlert(book).evidenceMilliNats, 1900);
    assert.equal(onlyAlert(book).severity, 'high');
  });
});

describe('a withdrawal', () => {
  const drag = (m: number): Tick =>
    m < 30
      ? [makeReport(m, { findings: [makeFinding({ factors: [FALL, SHIFT] })] })]
      : m === 30
        ? [makeReport(m, { findings: [makeFinding({ factors: [FALL, SHIFT], phase: 'withdrawn' })] }), makeDismissal(m)]
        : [makeReport(m, m === 40 ? { crossings: [makeCrossing(40)] } : {})];

  it('closes the alert at once, with the reason, and takes its evidence back', () => {
    const book = makeBook();
    assert.deepEqual(play(book, 0, 60, drag), ['0 raised', '30 withdrawn']);
    const alert = onlyAlert(book);
    assert.equal(alert.status, 'withdrawn');
    assert.equal(alert.withdrawnBecause, 'It slowed over many minutes.');
    assert.match(alert.sentence, /Withdrawn: it slowed over many minutes\.$/);
    assert.equal(alert.evidenceMilliNats, alert.priorMilliNats);
    assert.equal(sumOf(alert), alert.evidenceMilliNats);
    assert.equal(alert.endedAt, '2024-12-25T10:45:00Z');
  });

  it('of one behaviour leaves another standing', () => {
    const book = makeBook();
    const loiters = makeFinding({ kind: 'loitering', factors: [makeFactor('loiters', 3000, { sign: 'loiters' })] });
    const said = play(book, 0, 40, (m) => {
      const drag = makeFinding({ phase: m < 30 ? 'ongoing' : 'withdrawn' });
      return [makeReport(m, { findings: m <= 30 ? [drag, loiters] : [loiters] })];
    });
    assert.deepEqual(said, ['0 raised']);
    const alert = onlyAlert(book);
    assert.deepEqual([alert.kind, alert.status, alert.evidenceMilliNats], ['loitering', 'open', -1600]);
  });

  it('does not stop a later alert, which has a name of its own and shows how the ship came there', () => {
    const book = makeBook();
    play(book, 0, 60, drag);
    assert.deepEqual(
      play(book, 60, 62, (m) => [makeReport(m, { findings: [makeFinding()] })]),
      ['60 raised'],
    );
    assert.equal(book.alerts()[0]!.crossed.length, 1);
    const [again, withdrawn] = book.alerts() as [Alert, Alert];
    assert.equal(withdrawn.status, 'withdrawn');
    assert.equal(again.id, `${withdrawn.id}-2`);
    assert.ok(again.profile.length > 55);
  });
});

describe('the severity of an alert', () => {
  it('rises at once, is actionable from that tick on record, and falls after a quarter of an hour', () => {
    const book = makeBook();
    const said = play(book, 0, 60, (m) => {
      const factors = m >= 10 && m < 20 ? [FALL, SHIFT] : [FALL];
      return [makeReport(m, { findings: [makeFinding({ factors })] })];
    });
    assert.deepEqual(said, ['0 raised', '10 severity-raised', '35 severity-lowered']);
    assert.equal(onlyAlert(book).actionableAt, '2024-12-25T10:25:00Z');
    assert.equal(onlyAlert(book).severity, 'watch');
  });

  it('needs an asset in reach; whether there is one changes no evidence', () => {
    const [near, far] = [makeBook(), makeBook()];
    const findings = [makeFinding({ factors: [FALL, SHIFT] })];
    play(near, 0, 5, (m) => [makeReport(m, { findings })]);
    play(far, 0, 5, (m) => [makeReport(m, { findings, courseDeg: 90 })]);
    assert.equal(onlyAlert(near).severity, 'high');
    assert.equal(onlyAlert(far).severity, 'watch');
    assert.equal(onlyAlert(near).evidenceMilliNats, onlyAlert(far).evidenceMilliNats);
  });

  it('counts an asset crossed since just before the first sign, once however the fixes waver over it', () => {
    const book = makeBook();
    const findings = [makeFinding({ factors: [FALL, SHIFT] })];
    const crossings = [makeCrossing(-40), makeCrossing(-12), makeCrossing(-11), makeCrossing(2, 'link-2')];
    play(book, 0, 5, (m) => [makeReport(m, { findings, courseDeg: 90, ...(m === 0 ? { crossings } : {}) })]);
    const alert = onlyAlert(book);
    assert.equal(alert.severity, 'high');
    assert.deepEqual(
      alert.crossed.map((c) => [c.assetId, c.at, c.kpM, c.sigmaS, c.sigmaKpM]),
      [
        ['link-1', '2024-12-25T10:03:00Z', 33_422, 20, 112],
        ['link-2', '2024-12-25T10:17:00Z', 33_422, 20, 112],
      ],
    );
  });

  it('is never above watch for small craft, thin sampling, or where a detector says so', () => {
    const grave = makeFinding({ factors: [FALL, SHIFT] });
    const { identity } = makeReport(0);
    const capped: Partial<VesselReport>[] = [
      { isClassB: true, findings: [grave] },
      { identity: { ...identity, shipType: 37 }, findings: [grave] },
      { findings: [{ ...grave, measures: { ...grave.measures, samplingS: 301 } }] },
      { findings: [{ ...grave, factors: [...grave.factors, makeFactor('cap-at-watch', 0)] }] },
    ];
    for (const over of capped) {
      const book = makeBook();
      book.tick(minutes(0), [makeReport(0, over)], []);
      assert.equal(onlyAlert(book).severity, 'watch');
    }
  });

  it('stays at least in the drawer once it was raised, and shows what it was at worst when it is over', () => {
    const book = makeBook();
    play(book, 0, 60, (m) => [
      makeReport(m, { findings: [makeFinding({ factors: m < 10 ? [FALL, SHIFT] : [makeFactor('x', -500)] })] }),
    ]);
    assert.equal(onlyAlert(book).severity, 'watch');
    play(book, 60, 130, (m) => [makeReport(m)]);
    assert.deepEqual([onlyAlert(book).status, onlyAlert(book).severity], ['ended', 'high']);
  });
});

describe('ships considered and not alerted', () => {
  it('hold those whose findings never weighed enough, with what was seen and what spoke against it', () => {
    const book = makeBook();
    const factors = [FALL, makeFactor('near-pilot', -1800, { group: 'context', text: 'Pilots board near here.' })];
    play(book, 0, 120, (m) => [m < 20 ? makeReport(m, { findings: [makeFinding({ factors })] }) : makeReport(m)]);
    assert.deepEqual(book.alerts(), []);
    const [one] = book.considered();
    assert.deepEqual(consideredSchema.parse(one), one);
    assert.equal(one!.reason, 'too-little-evidence');
    assert.equal(one!.text, 'About fall-below-own-pace. Pilots board near here. Together too little for an alert.');
    assert.deepEqual(one!.values, { evidenceMilliNats: -2400, floorMilliNats: -2200 });
    assert.equal(one!.nearestAssetId, 'link-1');
  });

  it('hold them at the end of the data, too', () => {
    const book = makeBook();
    play(book, 0, 3, (m) => [makeReport(m, { findings: [makeFinding({ factors: [makeFactor('x', 1)] })] })]);
    assert.deepEqual(book.considered(), []);
    book.finish(minutes(3));
    assert.equal(book.considered().length, 1);
  });

  it('leave out what an alert of the ship covers in time, and nothing else of it', () => {
    const book = makeBook();
    play(book, 0, 120, (m) => [
      m < 20 ? makeReport(m, { findings: [makeFinding()] }) : undefined,
      m === 5
        ? makeDismissal(m)
        : m === 110
          ? makeDismissal(m, { kind: 'loitering' })
          : m === 6
            ? makeDismissal(m, { mmsi: 290_000_009 })
            : undefined,
    ]);
    assert.deepEqual(
      book.considered().map((c) => [c.vessel.mmsi, c.kind]),
      [
        [MMSI, 'loitering'],
        [290_000_009, 'drag'],
      ],
    );
  });

  it('are the two hundred nearest to an asset out of thousands, counted by reason', () => {
    const book = makeBook();
    const lonOf = (i: number): number => 26 + ((i * 7919) % 6001) / 12_000;
    const all = Array.from({ length: 6000 }, (_, i) => makeDismissal(0, { mmsi: 200_000_000 + i, lon: lonOf(i) }));
    book.tick(minutes(0), [], all);
    book.tick(minutes(1), [], all.map((d) => ({ ...d, tickMs: minutes(1) })).reverse());
    const nearest = [...all].sort((a, b) => a.lon - b.lon).slice(0, 200);
    const shown = book.considered();
    assert.deepEqual(new Set(shown.map((c) => c.vessel.mmsi)), new Set(nearest.map((d) => d.mmsi)));
    assert.ok(shown.every((c) => c.times === 2 && c.lastAt === '2024-12-25T10:16:00Z'));
  });
});

describe('the alert book', () => {
  const someFinding = fc.record({
    kind: fc.constantFrom('drag', 'loitering', 'crossing-dip'),
    phase: fc.constantFrom('ongoing', 'ongoing', 'ongoing', 'ended', 'withdrawn'),
    factors: fc.subarray([FALL, SHIFT, makeFactor('near-pilot', -1800), makeFactor('x', 900, { sign: 'x' })]),
    onset: fc.integer({ min: -3, max: 0 }),
  });
  const someTick = fc.record({
    skip: fc.constantFrom(1, 1, 1, 5, 40, 70),
    ships: fc.uniqueArray(
      fc.record({
        ship: fc.nat(4),
        findings: fc.uniqueArray(someFinding, { selector: (f) => f.kind, maxLength: 3 }),
        lon: fc.integer({ min: 0, max: 9 }),
      }),
      { selector: (s) => s.ship, maxLength: 5 },
    ),
  });
  const someNight = fc.array(someTick, { maxLength: 25 });

  it('says the same, byte for byte, whatever the order of reports and dismissals within a tick', () => {
    fc.assert(
      fc.property(someNight, (night) => {
        const tell = (turn: <T>(list: T[]) => T[]): string => {
          const book = makeBook();
          const said: unknown[] = [];
          let minute = 0;
          for (const { skip, ships } of night) {
            minute += skip;
            const reports = ships.map(({ ship, findings, lon }) =>
              makeReport(minute, {
                mmsi: MMSI + ship,
                lon: 26 + lon / 10,
                findings: turn(
                  findings.map((f) => makeFinding({ ...f, mmsi: MMSI + ship, onsetMs: minutes(f.onset) })),
                ),
              }),
            );
            const dismissals = ships.map(({ ship }) => makeDismissal(minute, { mmsi: MMSI + ship }));
            said.push(book.tick(minutes(minute), turn(reports), turn(dismissals)));
          }
          book.finish(minutes(minute));
          return JSON.stringify([said, book.alerts(), book.considered()]);
        };
        assert.equal(
          tell((list) => [...list].reverse()),
          tell((list) => list),
        );
      }),
    );
  });

  it('keeps its promises on any night: valid documents, sums that add up, one open alert a ship, ids that are one', () => {
    fc.assert(
      fc.property(someNight, (night) => {
        const book = makeBook();
        let minute = 0;
        for (const { skip, ships } of night) {
          minute += skip;
          const reports = ships.map(({ ship, findings, lon }) =>
            makeReport(minute, {
              mmsi: MMSI + ship,
              lon: 26 + lon / 10,
              findings: findings.map((f) => makeFinding({ ...f, mmsi: MMSI + ship, onsetMs: minutes(f.onset) })),
            }),
          );
          const changes = book.tick(minutes(minute), reports, []);
          const known = new Set(book.alerts().map((a) => a.id));
          for (const change of changes) assert.ok(known.has(change.id), `${change.what} ${change.id}`);
        }
        book.finish(minutes(minute));
        const alerts = book.alerts();
        assert.equal(new Set(alerts.map((a) => a.id)).size, alerts.length);
        const open = alerts.filter((a) => a.status === 'open');
        assert.equal(new Set(open.map((a) => a.vessel.mmsi)).size, open.length);
        for (const alert of alerts) {
          assert.deepEqual(alertSchema.parse(alert), alert);
          assert.equal(sumOf(alert), alert.evidenceMilliNats);
          assert.ok(alert.exposure.every((f) => f.milliNats === 0));
          assert.ok(alert.onsetAt <= alert.raisedAt && alert.raisedAt <= alert.updatedAt);
        }
        for (const one of book.considered()) assert.deepEqual(consideredSchema.parse(one), one);
      }),
    );
  });
});
