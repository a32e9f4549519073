import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KNOT_MPS } from '../geo/units.ts';
import { crossingDipDetector } from './crossing-dip.ts';
import { runDetectorContract } from './detector.contract.ts';
import { meridianCable } from './one-asset.contract.ts';
import { between, dismissalsOf, findingsOf, runScript, type Script, START_MS } from './scripted-track.contract.ts';

/** At 11 kn west from 26.5 E the ship is over this meridian at minute 100. */
const CABLE_LON = 26.5 - (100 * 60 * 11 * KNOT_MPS) / 55_950;
const dip = (fromKn: number, toKn: number, from: number, to: number) => (m: number) =>
  between(
    [
      [from, fromKn],
      [from + 0.5, toKn],
      [to, toKn],
      [to + 1, fromKn],
    ],
    m,
  );
const script = (speedKn: (m: number) => number, extra: Partial<Script> = {}): Script => ({
  minutes: 150,
  noise: 0.01,
  seed: 3,
  from: [26.5, 59.9],
  assets: meridianCable(CABLE_LON),
  at: (m) => ({ speedKn: speedKn(m), courseDeg: 270 }),
  ...extra,
});
/** Newnew Polar Bear at Balticconnector: 11 kn, 9.5 for five minutes, just over 11 again. */
const newnew = (): Script => script(dip(11, 9.5, 98, 103));
const run = (s: Script) => runScript(crossingDipDetector(), s);

runDetectorContract(crossingDipDetector, newnew);

describe('a dip at a crossing', () => {
  it('is found in the profile of Newnew Polar Bear, names the asset, and is told once as it is over', () => {
    const findings = findingsOf(run(newnew()));
    assert.deepEqual(
      findings.map((f) => f.phase),
      ['ongoing', 'ended'],
    );
    const [first] = findings;
    assert.equal(first!.assetId, 'test-link');
    assert.ok(Math.abs((first!.onsetMs - START_MS) / 60_000 - 98) <= 1);
    assert.ok(Math.abs(first!.measures.dipPercent! - 14) <= 3, `${first!.measures.dipPercent} %`);
    assert.ok(Math.abs(first!.measures.dipMin! - 5) <= 2);
    assert.deepEqual(
      first!.factors.flatMap((f) => f.sign ?? []),
      ['dip-at-asset'],
    );
    assert.ok((first!.tickMs - START_MS) / 60_000 <= 113, 'told ten minutes after the crossing at the latest');
  });

  it('is found at nine minutes, as of Selin D', () => {
    assert.equal(findingsOf(run(script(dip(11, 9.3, 96, 105)))).length, 2);
  });

  it('is none when it is shallow, lasts a quarter of an hour, or lies elsewhere', () => {
    for (const speed of [dip(11, 10.4, 98, 103), dip(11, 9.5, 98, 113), dip(11, 9.5, 70, 75), dip(11, 9.5, 108, 113)])
      assert.deepEqual(findingsOf(run(script(speed))), []);
  });

  it('is none for a ferry, and none when the ship is heard every three minutes', () => {
    assert.deepEqual(findingsOf(run({ ...newnew(), shipType: 60 })), []);
    assert.deepEqual(findingsOf(run({ ...newnew(), samplingS: 180 })), []);
  });

  it('is let go with its reason when the ship turned there', () => {
    const speed = dip(11, 9.5, 98, 103);
    const turned = script(speed, {
      at: (m) => ({ speedKn: speed(m), courseDeg: m < 99 ? 270 : 300 }),
    });
    assert.deepEqual(findingsOf(run(turned)), []);
    assert.deepEqual(
      dismissalsOf(run(turned)).map((d) => d.reason),
      ['turned'],
    );
  });

  it('does not happen in two hundred ordinary crossings but by chance', (t) => {
    let found = 0;
    for (let seed = 1; seed <= 200; seed++)
      if (findingsOf(run(script(() => 11, { noise: 0.035, seed, minutes: 125, samplingS: 30 }))).length > 0) found++;
    t.diagnostic(`${found} of 200 crossings with the noise of real traffic show a dip`);
    assert.ok(found <= 6, `${found}`);
  });
});
