import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reasonSentence } from '../../src/alerts/reason-sentence.ts';
import type { AlertHead } from '../../src/contract/desk.ts';
import { LIKELIHOODS } from '../../src/detectors/likelihoods-table.ts';
import { languages } from '../i18n/languages.ts';
import { composeSentence, factorText, reasonText, rowSentence, shipPhrase } from './alert-sentence.ts';
import { texts as factorTexts } from './factor-texts.ts';
import { placeNames } from './place-names.ts';

const NAMES: Readonly<Record<string, string>> = { 'c-lion1': 'C-Lion1', 'eesf-3': 'EESF-3' };
const assetName = (id: string): string => NAMES[id] ?? id;

function head(over: Partial<AlertHead>): AlertHead {
  return {
    schema: 'merivaht.alert/1',
    id: 'a',
    kind: 'drag',
    severity: 'high',
    status: 'open',
    rank: 1,
    vessel: { mmsi: 290000001, name: 'EAGLE S SIM', shipTypeWord: 'tanker', lengthM: 229 },
    onsetAt: '2024-12-25T10:11:00Z',
    raisedAt: '2024-12-25T10:31:00Z',
    updatedAt: '2024-12-25T10:31:00Z',
    position: { lonE5: 2500000, latE5: 5960000 },
    sentence: '',
    vhfText: '',
    measures: { ownPaceTenthKn: 123, speedTenthKn: 62, rampMin: 6, turnDeg: 1, peers: 6, peersSlowed: 1 },
    evidenceMilliNats: 0,
    speaksFor: [],
    speaksAgainst: [],
    assetsAtRisk: [],
    configurationHash: '',
    ...over,
  };
}

const NEXT: AlertHead['assetsAtRisk'][number] = {
  assetId: 'c-lion1',
  name: 'C-Lion1',
  owners: ['Cinia'],
  kind: 'telecom-cable',
  distanceM: 3000,
  kpM: 12000,
  minutesFrom: 12,
  minutesTo: 19,
  watchState: 'watched',
};
const aboutEesf = {
  id: 'loitering-in-corridor',
  group: 'kinematic',
  milliNats: 1500,
  text: '',
  values: { assetId: 'eesf-3' },
} as const;

const CROSSED = [{ assetId: 'c-lion1', name: 'C-Lion1', at: '2024-12-25T10:26:00Z', sigmaS: 60, kpM: 1, sigmaKpM: 1 }];

const placeName = placeNames({}, 'en');

const cases: readonly (AlertHead & { crossed?: typeof CROSSED })[] = [
  { ...head({ assetsAtRisk: [NEXT] }), crossed: CROSSED },
  { ...head({ status: 'ended' }), crossed: [...CROSSED, ...CROSSED] },
  head({}),
  head({ measures: {} }),
  head({ measures: { ownPaceTenthKn: 120, speedTenthKn: 70, peers: 4, peersSlowed: 0, turnDeg: 30 } }),
  head({ assetsAtRisk: [NEXT] }),
  head({ assetsAtRisk: [{ ...NEXT, minutesFrom: 0, minutesTo: 0, owners: [] }] }),
  head({ status: 'ended' }),
  head({ status: 'withdrawn', withdrawnBecause: 'It was back at its speed within minutes.' }),
  head({ kind: 'crossing-dip', measures: { dipPercent: 14, dipMin: 6 }, speaksFor: [aboutEesf] }),
  head({ kind: 'loitering', measures: { hours: 3, meanSpeedTenthKn: 4, sinceMin: 190 }, speaksFor: [aboutEesf] }),
  head({ kind: 'loitering', measures: { hours: 0, meanSpeedTenthKn: 4, sinceMin: 59 }, speaksFor: [aboutEesf] }),
  head({ kind: 'anchored-drag', measures: { driftM: 3425, crossings: 5 }, speaksFor: [aboutEesf] }),
  head({ kind: 'anchored-drag', measures: { centreMovedM: 900, crossings: 1 }, speaksFor: [aboutEesf] }),
];

describe('the sentence of an alert', () => {
  it('put together from its English parts is what the server writes', () => {
    for (const alert of cases) {
      const asset = alert.speaksFor.length > 0 ? 'EESF-3' : undefined;
      const expected = reasonSentence({
        vessel: alert.vessel,
        kind: alert.kind,
        measures: alert.measures ?? {},
        asset,
        crossed: alert.crossed ?? [],
        next: alert.assetsAtRisk[0],
        status: alert.status,
        because: alert.withdrawnBecause,
      });
      // The server puts the mean speed and the duration the other way round for a stay; the words are the same.
      const words = (text: string): string[] =>
        text
          .replace(/[^\w%.-]+/g, ' ')
          .trim()
          .split(' ')
          .sort();
      assert.deepEqual(words(composeSentence(alert, 'en', assetName)), words(expected));
    }
  });

  it('leaves no placeholder and no missing value open in any language', () => {
    for (const language of languages)
      for (const alert of cases) assert.doesNotMatch(composeSentence(alert, language, assetName), /\{\{|undefined|NaN/);
  });

  it('names the ship by what is known of it', () => {
    assert.equal(shipPhrase(cases[0]!.vessel, 'ja'), 'EAGLE S SIM (タンカー, 229 m)');
    assert.equal(shipPhrase({ mmsi: 290000001 }, 'et'), 'MMSI 290000001');
  });
});

describe('the sentence of a row of the queue', () => {
  it('says what was crossed in the languages that are put together here', () => {
    const alert = head({ assetsAtRisk: [NEXT] });
    const row = { alert, handling: { logCount: 0 }, crossed: ['estlink-2'], sounds: false, inDrawer: false };
    const called = (id: string): string => (id === 'estlink-2' ? 'Estlink 2' : id);
    assert.match(rowSentence(row, 'et', called), /Pärast esimest märki ületas: Estlink 2\./);
    assert.match(rowSentence(row, 'ja', called), /最初の兆候以降にEstlink 2を横断した。/);
    assert.equal(rowSentence(row, 'en', called), alert.sentence);
    const { crossed: _, ...plain } = row;
    assert.doesNotMatch(rowSentence(plain, 'et', called), /ületas/);
  });
});

describe('a factor', () => {
  it('has words for each row of the likelihood table', () => {
    assert.deepEqual(
      Object.keys(LIKELIHOODS).filter((id) => !Object.hasOwn(factorTexts.en, id)),
      [],
    );
  });

  it('carries its numbers in other languages', () => {
    const factor = {
      id: 'fall-below-own-pace',
      group: 'kinematic',
      milliNats: 1500,
      text: 'x',
      values: { beforeTenthKn: 124, levelTenthKn: 62, ratioMilli: 500 },
    } as const;
    assert.equal(factorText(factor, 'ja', assetName, placeName), '速力が12.4 knから6.2 knに低下した（以前の50 %）。');
    assert.equal(factorText({ ...factor, id: 'new-one' }, 'ja', assetName, placeName), 'x');
  });

  it('names a place in the language of the page, in English, or by its id', () => {
    const factor = {
      id: 'in-anchorage',
      group: 'context',
      milliNats: -900,
      text: 'It is in the anchorage Tallinn Bay roads.',
      values: { place: 'anchorage-tallinn-bay' },
    } as const;
    const names = { 'anchorage-tallinn-bay': { en: 'Tallinn Bay roads', et: 'Tallinna reid' } };
    assert.match(factorText(factor, 'et', assetName, placeNames(names, 'et')), /Tallinna reid/);
    assert.match(factorText(factor, 'ja', assetName, placeNames(names, 'ja')), /Tallinn Bay roads/);
    assert.match(factorText(factor, 'ja', assetName, placeNames({}, 'ja')), /Tallinn Bay/);
    assert.equal(factorText(factor, 'en', assetName, placeNames(names, 'en')), factor.text);
  });
});

describe('a reason', () => {
  it('is found by its id or by the English sentence, and otherwise said in general', () => {
    assert.equal(reasonText('stopped', '', 'et'), 'Laev peatus: ootab või ankurdab.');
    assert.equal(reasonText('', 'It turned as it slowed: a manoeuvre.', 'et'), 'Aeglustudes laev pööras: manööver.');
    assert.equal(reasonText('', 'Something new.', 'et'), 'Hilisemad andmed lükkasid selle ümber.');
    assert.equal(reasonText('stopped', 'As the server says.', 'en'), 'As the server says.');
  });
});
