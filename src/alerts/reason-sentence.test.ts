import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AssetAtRisk } from '../contract/alert.ts';
import { allDetectors } from '../detectors/registry.ts';
import { makeBook, makeFinding, makeReport } from './made-reports.contract.ts';
import { type ReasonInput, reasonSentence } from './reason-sentence.ts';
import { vhfText } from './vhf-text.ts';

const KINDS = allDetectors().map((d) => d.kind);
const VESSEL = { mmsi: 290_000_001, name: 'EAGLE S SIM', callsign: 'TEST1', shipTypeWord: 'tanker', lengthM: 229 };
const NEXT: AssetAtRisk = {
  assetId: 'estlink-1',
  name: 'Estlink 1',
  owners: ['Elering', 'Fingrid'],
  kind: 'power-cable',
  distanceM: 9000,
  kpM: 41_000,
  minutesFrom: 31,
  minutesTo: 54,
  watchState: 'watched',
};
const BASE: ReasonInput = { vessel: VESSEL, kind: 'drag', measures: {}, crossed: [], next: NEXT, status: 'open' };
const DRAG = { ownPaceTenthKn: 121, speedTenthKn: 91, rampMin: 6, turnDeg: 2, peers: 4, peersSlowed: 0 };

/** Words that would say that somebody did something on purpose, or that something is certain. */
const ACCUSING =
  /guilt|sabot|attack|hostile|culprit|suspect|crime|criminal|deliberate|intentional|cut the|destroyed|caused|definitely|certainly|proof|russia|china|shadow fleet/i;

describe('the reason sentence', () => {
  it('tells a drag with what it is consistent with, what is next, and whom to tell', () => {
    assert.equal(
      reasonSentence({ ...BASE, measures: DRAG }),
      'EAGLE S SIM (tanker, 229 m) fell from its own pace of 12.1 kn to 9.1 kn within 6 min without turning, while none of 4 ships near slowed: consistent with an anchor on the seabed. Next: Estlink 1 in 31 to 54 min; tell Elering and Fingrid.',
    );
  });

  it('says nothing that was not measured', () => {
    assert.equal(
      reasonSentence({ ...BASE, vessel: { mmsi: 290_000_001 }, next: undefined }),
      'MMSI 290000001 fell below its own pace: consistent with an anchor on the seabed. No asset lies ahead on its course.',
    );
    assert.doesNotMatch(reasonSentence({ ...BASE, measures: { ...DRAG, turnDeg: 25 } }), /without turning/);
    assert.match(reasonSentence({ ...BASE, measures: { ...DRAG, peersSlowed: 3 } }), /3 of 4 ships near slowed too/);
  });

  it('tells each other behaviour in its own words', () => {
    const crossed = [{ name: 'Estlink 2', at: '2024-12-25T10:26:00Z' }];
    const over = { ...NEXT, minutesFrom: 0, minutesTo: 0 };
    const says = (input: Partial<ReasonInput>): string =>
      reasonSentence({ ...BASE, ...input }).replace('EAGLE S SIM (tanker, 229 m) ', '');
    assert.equal(
      says({ kind: 'crossing-dip', measures: { dipPercent: 14, dipMin: 4 }, crossed, next: undefined }),
      'lost 14 % of its speed for 4 min as it passed over Estlink 2: consistent with an anchor or gear that caught on it. It crossed Estlink 2 since the first sign. No asset lies ahead on its course.',
    );
    assert.equal(
      says({
        kind: 'loitering',
        measures: { hours: 3, sinceMin: 185, meanSpeedTenthKn: 12 },
        asset: 'TPE',
        next: over,
      }),
      'has stayed for 3 h along TPE at 1.2 kn on average: consistent with waiting or work, and with gear on the seabed. It is over Estlink 1 now; tell Elering and Fingrid.',
    );
    assert.equal(
      says({ kind: 'anchored-drag', measures: { driftM: 3425, crossings: 5 }, asset: 'TPKM-3', status: 'ended' }),
      'drifted 3425 m near TPKM-3 with its heading far from its course and has crossed it 5 times: consistent with a ship adrift, and with an anchor that does not hold. The behaviour has ended.',
    );
    assert.match(
      says({ kind: 'anchored-drag', measures: { centreMovedM: 1200 }, asset: 'TPKM-3' }),
      /^lies near TPKM-3, and the centre of its swing has moved 1200 m: consistent with an anchor that does not hold\./,
    );
    assert.match(says({ kind: 'of-a-third-party' }), /^shows the behaviour "of-a-third-party"\. Next: Estlink 1/);
  });

  it('has words for every detector that there is', () => {
    for (const kind of KINDS) assert.doesNotMatch(reasonSentence({ ...BASE, kind }), /shows the behaviour/);
  });

  it('accuses nobody, whatever was measured, and neither does the text for the radio', () => {
    const measure = fc.constantFrom(
      ...['ownPaceTenthKn', 'speedTenthKn', 'rampMin', 'turnDeg', 'peers', 'peersSlowed', 'dipPercent', 'dipMin'],
      ...['meanSpeedTenthKn', 'hours', 'sinceMin', 'centreMovedM', 'driftM', 'crossings'],
    );
    const input = fc.record({
      kind: fc.constantFrom(...KINDS),
      measures: fc.dictionary(measure, fc.nat(500)),
      status: fc.constantFrom('open', 'ended', 'withdrawn'),
      next: fc.constantFrom(NEXT, undefined),
    });
    fc.assert(
      fc.property(input, (some) => {
        const sentence = reasonSentence({ ...BASE, ...some, measures: { ...some.measures } });
        assert.doesNotMatch(sentence, ACCUSING);
        assert.doesNotMatch(sentence, /undefined|NaN|null| {2}/);
        assert.match(sentence, /consistent with/);
        assert.match(sentence, /\.$/);
        assert.doesNotMatch(
          vhfText(VESSEL, { lonE5: 2_600_000, latE5: 5_980_000 }, some.kind, some.next?.name),
          ACCUSING,
        );
      }),
    );
  });

  it('can be made again from what the alert holds, for another language', () => {
    const book = makeBook();
    book.tick(makeReport(0).tickMs, [makeReport(0, { findings: [makeFinding()] })], []);
    const [alert] = book.alerts();
    const { vessel, kind, status, measures, assetsAtRisk, crossed } = alert!;
    const names = crossed.map((c) => ({ name: c.assetId, at: c.at }));
    const again = reasonSentence({ vessel, kind, status, measures: measures!, crossed: names, next: assetsAtRisk[0] });
    assert.equal(again, alert!.sentence);
  });
});

describe('the text for VHF channel 16', () => {
  const position = { lonE5: 2_641_667, latE5: 5_988_500 };

  it('calls the ship twice by name with its call sign spelled, gives its position, asks about both anchors, and ends', () => {
    const text = vhfText(VESSEL, position, 'drag', 'Estlink 1');
    assert.match(text, /^EAGLE S SIM, EAGLE S SIM, call sign T E S T 1, in position /);
    assert.match(text, /59 degrees 53\.1 minutes North, 26 degrees 25\.0 minutes East/);
    assert.match(text, /\[your station\] on channel 16/);
    assert.match(text, /Estlink 1/);
    assert.match(text, /both anchors/);
    assert.match(text, /Over\.$/);
  });

  it('calls a ship without a name by its MMSI, digit by digit', () => {
    assert.match(vhfText({ mmsi: 290_000_001 }, position, 'drag', undefined), /^vessel with MMSI 2 9 0 0 0 0 0 0 1, /);
  });

  it('gives any position to a tenth of a minute, never sixty minutes', () => {
    const degrees = fc.record({
      lonE5: fc.integer({ min: -17_999_999, max: 17_999_999 }),
      latE5: fc.integer({ min: -8_999_999, max: 8_999_999 }),
    });
    fc.assert(
      fc.property(degrees, (at) => {
        const text = vhfText(VESSEL, at, 'drag', undefined);
        const [, latD, latM, ns, lonD, lonM, ew] = text.match(
          /position (\d+) degrees (\d+\.\d) minutes (North|South), (\d+) degrees (\d+\.\d) minutes (East|West)/,
        )!;
        assert.ok(Number(latM) < 60 && Number(lonM) < 60);
        const lat = (Number(latD) + Number(latM) / 60) * (ns === 'South' ? -1 : 1);
        const lon = (Number(lonD) + Number(lonM) / 60) * (ew === 'West' ? -1 : 1);
        assert.ok(Math.abs(lat - at.latE5 / 1e5) <= 0.05 / 60 + 1e-9);
        assert.ok(Math.abs(lon - at.lonE5 / 1e5) <= 0.05 / 60 + 1e-9);
      }),
    );
  });
});
