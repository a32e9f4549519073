import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AssetIndex } from '../infrastructure/asset-index.ts';
import { anchoredDragDetector } from './anchored-drag.ts';
import { runDetectorContract } from './detector.contract.ts';
import { findingsOf, runScript, type Script, signsOf, weightOf } from './scripted-track.contract.ts';

/** A cable off Tainan that runs east and west through the published position of Hong Tai 58. */
const TPKM_3 = AssetIndex.build([
  {
    id: 'test-tpkm-3',
    name: 'Test TPKM-3',
    kind: 'telecom-cable',
    owners: ['Test Telecom'],
    lines: [
      [
        [119.6, 23.28],
        [120.15, 23.28],
      ],
    ],
    positionSigmaM: 500,
    lengthM: 56_000,
    depths: [],
    burials: [],
  },
]);

/** Hong Tai 58: 90 m, status at anchor, zig-zags at 1 to 1.6 kn over the cable with its head to the north-east wind. */
const hongTai58 = (extra: Partial<Script> = {}): Script => ({
  minutes: 480,
  seed: 58,
  samplingS: 60,
  shipType: 70,
  lengthM: 90,
  from: [120.01, 23.277],
  assets: TPKM_3,
  at: (m) => ({
    speedKn: m < 60 ? 0.2 : 1.3,
    courseDeg: Math.floor(m / 45) % 2 === 0 ? 350 : 170,
    headingDeg: 60,
    navStatus: 1,
  }),
  ...extra,
});
const run = (script: Script) => runScript(anchoredDragDetector(), script);

/** Swings about an anchor `radiusM` away with the tide and yaws: a ship whose anchor holds. */
function swinging(radiusM: number, headings: boolean, extra: Partial<Script> = {}): Script {
  // The position goes round the circle once in 12.4 h; the bow points at its centre.
  const angle = (m: number): number => (m / 744) * 360 + 8 * Math.sin(m / 3);
  const speedKn = (2 * Math.PI * radiusM) / (744 * 60) / 0.5144;
  return {
    minutes: 900,
    samplingS: 180,
    shipType: 80,
    lengthM: 180,
    from: [120.01, 23.285],
    assets: TPKM_3,
    at: (m) => ({
      speedKn,
      courseDeg: (angle(m) + 90) % 360,
      headingDeg: headings ? (angle(m) + 180) % 360 : null,
      navStatus: 1,
    }),
    ...extra,
  };
}

runDetectorContract(anchoredDragDetector, hongTai58);

describe('an anchored drag', () => {
  it('reaches two independent signs in the profile of Hong Tai 58, with the asset named', () => {
    const findings = findingsOf(run(hongTai58()));
    const last = findings[findings.length - 1]!;
    const signs = signsOf(last);
    assert.ok(signs.includes('swing-centre-moves') && signs.includes('drift-against-heading'), signs.join(', '));
    assert.equal(last.assetId, 'test-tpkm-3');
    assert.equal(last.phase, 'ongoing');
  });

  it('sees the repeated crossings of a zig-zag, but not of a fishing vessel', () => {
    const signs = (shipType: number): string[] => {
      const findings = findingsOf(run(hongTai58({ shipType })));
      return signsOf(findings[findings.length - 1]!);
    };
    assert.ok(signs(70).includes('repeated-crossing'));
    assert.ok(!signs(30).includes('repeated-crossing'));
  });

  it('is seen without headings by its swing alone', () => {
    const at = (m: number) => ({ speedKn: m < 90 ? 0.1 : 0.7, courseDeg: 270, headingDeg: null, navStatus: 1 });
    const findings = findingsOf(run(hongTai58({ at })));
    assert.deepEqual(signsOf(findings[findings.length - 1]!), ['swing-centre-moves']);
  });

  it('is none while the anchor holds, though the ship swings right round with the tide', () => {
    for (const radiusM of [60, 150, 250])
      for (const headings of [true, false])
        assert.deepEqual(findingsOf(run(swinging(radiusM, headings))), [], `${radiusM} m, headings ${headings}`);
  });

  it('is none for a ship that comes in slowly, anchors and stays', () => {
    const at = (m: number) => ({
      speedKn: m < 80 ? 2.5 : 0,
      courseDeg: 80,
      headingDeg: 80,
      navStatus: m < 60 ? 0 : 1,
    });
    assert.deepEqual(findingsOf(run(hongTai58({ at }))), []);
  });

  it('is none for a ship that weighs anchor and leaves with its old status', () => {
    const at = (m: number) => ({
      speedKn: m < 200 ? 0 : m < 212 ? 2.5 : m < 225 ? 4.5 : 11,
      courseDeg: 200,
      headingDeg: 200,
      navStatus: m < 300 ? 1 : 0,
    });
    assert.deepEqual(findingsOf(run(hongTai58({ at }))), []);
  });

  it('is none ten miles from any asset', () => {
    assert.deepEqual(findingsOf(run(hongTai58({ from: [120.01, 23.5] }))), []);
  });

  it('is no more than a drift for a ship that waits adrift under no anchor, head to the sea', () => {
    const drifting = hongTai58({
      at: () => ({ speedKn: 1.2, courseDeg: 200, headingDeg: 215, navStatus: 0 }),
    });
    assert.deepEqual(findingsOf(run(drifting)), []);
  });

  it('is capped for a small craft and weighs less for a working ship', () => {
    const weight = (extra: Partial<Script>): number => Math.max(...findingsOf(run(hongTai58(extra))).map(weightOf));
    assert.ok(weight({ shipType: 33 }) < weight({}));
    const small = findingsOf(run(hongTai58({ isClassB: true })));
    assert.ok(small.every((f) => f.factors.some((x) => x.id === 'cap-at-watch')));
  });
});
