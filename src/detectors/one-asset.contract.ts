/** For tests of detectors: a sea with one straight asset in it. */
import { AssetIndex } from '../infrastructure/asset-index.ts';

/** A power cable along a meridian, from 59.5 to 60.2 degrees north. */
export function meridianCable(lon: number, positionSigmaM = 100, id = 'test-link'): AssetIndex {
  const line = [
    [lon, 59.5],
    [lon, 60.2],
  ] as const;
  return AssetIndex.build([
    {
      id,
      name: 'Test Link',
      kind: 'power-cable',
      owners: ['Test Grid'],
      lines: [line],
      positionSigmaM,
      lengthM: 78_000,
      depths: [],
      burials: [],
    },
  ]);
}
