import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exposureFactors } from '../alerts/exposure.ts';
import { makeAlert } from '../alerts/made-alerts.contract.ts';
import { reasonSentence } from '../alerts/reason-sentence.ts';
import { vhfText } from '../alerts/vhf-text.ts';
import { type Alert, type AlertFactor, alert } from '../contract/alert.ts';
import { release } from '../contract/record.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import { ALWAYS_GO, NEVER_GO } from './alert-fields-table.ts';
import { type Fields, redacted } from './redact.ts';

/**
 * An alert of which each field holds something found nowhere else, and whose texts are made by the same code as real ones. Factors
 * say everything that was seen of the ship and its surroundings: any of them may.
 */
function markedAlert(random: SeededRandom): { readonly made: Alert; readonly marks: ReadonlyMap<string, string[]> } {
  const marks = new Map<string, string[]>();
  const taken = new Set<string>();
  const digits = (): number => {
    for (;;) {
      const number = random.integer(1_000_000, 9_999_999);
      if (!taken.has(String(number))) {
        taken.add(String(number));
        return number;
      }
    }
  };
  const mark = (field: string, forms: (n: number) => string[] = (n) => [String(n)]): number => {
    const n = digits();
    marks.set(field, [...(marks.get(field) ?? []), ...forms(n)]);
    return n;
  };
  const word = (field: string): string => `W${mark(field)}`;
  const knots = (n: number): string[] => [String(n), (n / 10).toFixed(1)];
  const kind = random.pick(['drag', 'crossing-dip', 'loitering', 'anchored-drag']);
  const status = random.pick(['open', 'ended', 'withdrawn'] as const);
  const vessel = {
    mmsi: 290_000_001,
    ...(random.next() < 0.7 ? { name: word('vessel.name') } : {}),
    imo: mark('vessel.imo'),
    // Spelled letter by letter on the radio.
    callsign: (() => {
      const n = mark('vessel.callsign', (number) => [String(number), String(number).split('').join(' ')]);
      return String(n);
    })(),
    shipType: mark('vessel.shipType'),
    shipTypeWord: word('vessel.shipTypeWord'),
    lengthM: mark('vessel.lengthM'),
    flag: word('vessel.flag'),
  };
  // Whole minutes are left of a position in a text: the degrees alone must not be found either.
  const degrees = (n: number): string[] => [String(n), `${Math.floor(n / 100_000)} degrees`];
  const position = { lonE5: mark('position.lonE5', degrees), latE5: mark('position.latE5', degrees) };
  const speedTenthKn = mark('speedTenthKn', knots);
  const ownPaceTenthKn = mark('ownPaceTenthKn', knots);
  const courseDeg = mark('courseDeg');
  const headingDeg = mark('headingDeg');
  const measures = {
    speedTenthKn,
    ownPaceTenthKn,
    turnDeg: 3,
    ...Object.fromEntries(
      ['rampMin', 'peers', 'peersSlowed', 'dipPercent', 'dipMin', 'hours', 'centreMovedM', 'crossings']
        .filter(() => random.next() < 0.7)
        .map((name) => [name, mark('measures')]),
    ),
  };
  const asset = (): Alert['assetsAtRisk'][number] => ({
    assetId: word('assetsAtRisk.assetId'),
    name: word('assetsAtRisk.name'),
    owners: [word('assetsAtRisk.owners')],
    kind: word('assetsAtRisk.kind'),
    distanceM: mark('assetsAtRisk.distanceM'),
    kpM: mark('assetsAtRisk.kpM'),
    minutesFrom: mark('assetsAtRisk.minutesFrom'),
    minutesTo: mark('assetsAtRisk.minutesTo'),
    watchState: 'watched',
  });
  const assetsAtRisk = [asset(), asset()];
  const crossed = [1, 2].map(() => ({
    assetId: word('crossed.assetId'),
    at: `2026-11-20T12:00:00Z#${mark('crossed.at')}`,
    kpM: mark('crossed.kpM'),
    sigmaS: mark('crossed.sigmaS'),
    sigmaKpM: mark('crossed.sigmaKpM'),
  }));
  const named = crossed.map(({ assetId, at }) => ({ name: assetId, at }));
  const everything = { ...vessel, ...position, courseDeg, headingDeg, ...measures };
  const because = `It was ${word('withdrawnBecause')}: ${Object.values(everything).join(' ')}.`;
  const factor = (group: AlertFactor['group'], field: string): AlertFactor => ({
    id: `factor-${group}`,
    group,
    milliNats: mark(`${field}.milliNats`),
    text: `${Object.values(everything).join(' ')} ${assetsAtRisk[0]!.name} ${crossed[0]!.assetId}`,
    values: { ...everything, assetId: assetsAtRisk[0]!.assetId },
  });
  const made: Alert = {
    ...makeAlert('290000001-drag-20261120T1200Z'),
    kind,
    status,
    rank: mark('rank'),
    vessel,
    withdrawnBecause: because,
    position,
    speedTenthKn,
    courseDeg,
    headingDeg,
    ownPaceTenthKn,
    sentence: reasonSentence({
      vessel,
      kind,
      measures,
      asset: random.next() < 0.5 ? assetsAtRisk[0]!.name : undefined,
      crossed: named,
      next: assetsAtRisk[0],
      status,
      because,
    }),
    vhfText: vhfText(vessel, position, kind, assetsAtRisk[0]!.name),
    measures,
    priorMilliNats: mark('priorMilliNats'),
    evidenceMilliNats: mark('evidenceMilliNats'),
    speaksFor: [factor('kinematic', 'speaksFor')],
    speaksAgainst: [factor('identity', 'speaksAgainst')],
    exposure: exposureFactors(assetsAtRisk, named),
    assetsAtRisk,
    crossed,
    profile: [{ at: '2026-11-20T12:00:00Z', ...position, speedTenthKn, ownPaceTenthKn }],
    configurationHash: word('configurationHash'),
  };
  return { made, marks };
}

const NAMES = Object.keys(alert.shape);
const hides = (withheld: readonly string[], field: string): boolean =>
  withheld.some((name) => field === name || field.startsWith(`${name}.`));

describe('a redacted alert', () => {
  it('holds no value of a withheld field, in whatever text: two thousand alerts and sets of fields', () => {
    const seed = 42;
    const random = seededRandom(seed);
    let looked = 0;
    let withText = 0;
    for (let i = 0; i < 2000; i++) {
      const { made, marks } = markedAlert(random);
      const share = random.pick([0.3, 0.8, 0.95]);
      const dotted = [...marks.keys()].filter(() => random.next() < share);
      const fields: Fields = [...NAMES.filter(() => random.next() < share), ...dotted];
      const { document, withheld } = redacted(made, fields);
      const text = JSON.stringify(document);
      if ('sentence' in document || 'vhfText' in document) withText++;
      for (const [field, forms] of marks) {
        if (!hides(withheld, field)) continue;
        for (const form of forms) {
          looked++;
          assert.ok(!text.includes(form), `seed ${seed}, alert ${i}: ${field} = ${form} is in ${text}`);
        }
      }
    }
    assert.ok(looked > 20_000 && withText > 20, `${looked} marks looked for, ${withText} copies with a sentence`);
  });

  it('holds every field that is neither withheld nor absent, as it was', () => {
    const random = seededRandom(43);
    for (let i = 0; i < 200; i++) {
      const { made } = markedAlert(random);
      const fields = NAMES.filter(() => random.next() < 0.5);
      const { document, withheld } = redacted(made, fields);
      for (const name of NAMES)
        if (!withheld.some((w) => w === name || w.startsWith(`${name}.`)))
          assert.deepEqual(document[name], made[name as keyof Alert], name);
      for (const name of ALWAYS_GO) assert.ok(!hides(withheld, name), name);
      assert.deepEqual(document.vessel && (document.vessel as Alert['vessel']).mmsi, made.vessel.mmsi);
      release.shape.withheld.parse(withheld);
    }
  });

  it('with all fields is whole but for the place in the own queue', () => {
    const { made } = markedAlert(seededRandom(1));
    const { rank: _rank, ...rest } = made;
    assert.deepEqual(redacted(made, 'all'), { document: rest, withheld: [...NEVER_GO] });
  });

  it('says the same of what is withheld whether or not the alert has it', () => {
    const { made } = markedAlert(seededRandom(2));
    const bare = makeAlert('bare', { vessel: { mmsi: 1 }, speaksFor: [], crossed: [], profile: [] });
    for (const fields of [['severity'], ['vessel.name', 'sentence'], ['assetsAtRisk.name', 'position']])
      assert.deepEqual(redacted(made, fields).withheld, redacted(bare, fields).withheld);
    assert.equal('crossed' in redacted(made, ['severity']).document, false);
  });

  it('keeps a sentence only with all that it tells of', () => {
    const { made } = markedAlert(seededRandom(3));
    const needed = ['vessel', 'position', 'speedTenthKn', 'courseDeg', 'headingDeg', 'ownPaceTenthKn', 'measures'];
    const all = ['sentence', ...needed, 'assetsAtRisk', 'crossed', 'exposure', 'withdrawnBecause'];
    assert.equal(redacted(made, all).document.sentence, made.sentence);
    for (const without of all)
      assert.equal(
        'sentence' in
          redacted(
            made,
            all.filter((f) => f !== without),
          ).document,
        false,
        without,
      );
  });
});

describe('a redacted document of another kind', () => {
  const list = {
    listId: 'wanted',
    title: 'Wanted',
    version: 3,
    entries: [
      { mmsi: 1, because: 'secret' },
      { mmsi: 2, name: 'NAME', because: 'secret too' },
    ],
  };

  it('goes whole, or by names, with what it is called', () => {
    assert.deepEqual(redacted(list, 'all'), { document: list, withheld: [] });
    assert.deepEqual(redacted(list, ['entries.mmsi']), {
      document: { listId: 'wanted', version: 3, entries: [{ mmsi: 1 }, { mmsi: 2 }] },
      withheld: ['title', 'entries.because', 'entries.name'],
    });
    assert.deepEqual(redacted({ id: 'x', mixed: [1, { a: 2 }], empty: {}, none: null }, ['mixed']), {
      document: { id: 'x', mixed: [1, { a: 2 }] },
      withheld: ['empty', 'none'],
    });
  });
});
