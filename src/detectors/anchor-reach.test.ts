import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AssetIndex } from '../infrastructure/asset-index.ts';
import { anchorReachM } from './anchor-reach.ts';
import { dragDetector } from './drag.ts';
import { easing, findingsOf, runScript } from './scripted-track.contract.ts';

describe('the reach of an anchor', () => {
  it('falls with speed, and covers the depths at which published cases dragged', () => {
    for (let kn = 0.5; kn < 20; kn += 0.5) assert.ok(anchorReachM(kn) <= anchorReachM(kn - 0.5));
    // Eagle S at 9 kn in 80 m, Vezhen at 9 to 10 kn in 100 m, Yi Peng 3 at 7 kn in less than 100 m.
    for (const [kn, depthM] of [
      [9, 80],
      [10, 100],
      [7, 100],
    ] as const)
      assert.ok(anchorReachM(kn) > depthM);
  });

  it('speaks against a drag where the sea is known to be deeper, and says nothing where depth is not known', () => {
    const over = (depthM: number | undefined): string[] => {
      const line = [
        [25.93, 59.5],
        [25.93, 60.2],
      ] as const;
      const depths = depthM === undefined ? [] : [{ kpM: 0, valueM: depthM }];
      const asset = {
        id: 'deep',
        name: 'Deep',
        kind: 'telecom-cable',
        owners: [],
        lines: [line],
        positionSigmaM: 100,
      } as const;
      const assets = AssetIndex.build([{ ...asset, lengthM: 78_000, depths, burials: [] }]);
      const at = (m: number) => ({ speedKn: easing(12, 9, 90, m, 2), courseDeg: 270 });
      const findings = findingsOf(runScript(dragDetector(), { minutes: 130, from: [26.5, 59.9], assets, at }));
      assert.ok(findings.length > 0);
      return findings[0]!.factors.map((f) => f.id);
    };
    assert.ok(over(1200).includes('deeper-than-anchor-reaches'));
    assert.ok(!over(80).includes('deeper-than-anchor-reaches'));
    assert.ok(!over(undefined).includes('deeper-than-anchor-reaches'));
  });
});
