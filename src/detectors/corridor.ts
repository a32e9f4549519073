/** Whether a ship is in the corridor of an asset: the strip along its drawn route, widened by how uncertain the drawing is. */
import type { AssetDistance, AssetIndex } from '../infrastructure/asset-index.ts';

/** Routes drawn from few points have a sigma of kilometres; a corridor wider than this would hold half the sea. */
const MAX_SIGMA_M = 5000;
/** Reach of the search beyond the strip itself. */
export const corridorReachM = (halfWidthM: number): number => halfWidthM + MAX_SIGMA_M;

/** The asset in whose corridor the position lies: the one whose edge is deepest around it. */
export function corridorAt(
  assets: AssetIndex,
  lon: number,
  lat: number,
  halfWidthM: number,
): (AssetDistance & { readonly sigmaM: number }) | undefined {
  if (!assets.mayBeNear(lon, lat)) return undefined;
  for (const near of assets.nearest(lon, lat, corridorReachM(halfWidthM))) {
    const sigmaM = Math.min(MAX_SIGMA_M, assets.get(near.assetId)?.positionSigmaM ?? 0);
    if (near.distanceM <= halfWidthM + sigmaM) return { ...near, sigmaM };
  }
  return undefined;
}
