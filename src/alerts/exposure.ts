/** Which assets are at risk from a ship now: under it, and ahead as a range of minutes. */
import type { AssetAtRisk } from '../contract/alert.ts';
import type { AssetIndex } from '../infrastructure/asset-index.ts';
import type { VesselReport } from './vessel-report.ts';

export type WatchState = AssetAtRisk['watchState'];

const MAX_LISTED = 6;
/** A ship that makes less than this goes nowhere: only what is under it counts. */
const DRIFTING_KN = 0.5;
/** The margin on the speeds of the last twenty minutes: a ship may speed up or slow down further. */
const SPEED_MARGIN = 0.1;

export function assetsAtRisk(
  report: VesselReport,
  index: AssetIndex,
  horizonMin: number,
  watchStateOf: (assetId: string) => WatchState,
): AssetAtRisk[] {
  const speedKn = report.speedKn ?? 0;
  const lowKn = Math.min(report.speedLowKn ?? speedKn, speedKn) * (1 - SPEED_MARGIN);
  const highKn = Math.max(report.speedHighKn ?? speedKn, speedKn) * (1 + SPEED_MARGIN);
  const isMoving = report.courseDeg !== undefined && highKn >= DRIFTING_KN;
  const ahead = isMoving
    ? index.ahead(
        { lon: report.lon, lat: report.lat, courseDeg: report.courseDeg!, speedLowKn: lowKn, speedHighKn: highKn },
        horizonMin,
      )
    : under(report, index);
  return ahead.slice(0, MAX_LISTED).map((a) => {
    const asset = index.get(a.assetId)!;
    return {
      assetId: a.assetId,
      name: asset.name,
      owners: [...asset.owners],
      kind: asset.kind,
      distanceM: Math.round(a.distanceM),
      kpM: Math.round(a.kpM),
      minutesFrom: Math.round(a.minutesFrom),
      minutesTo: Math.round(a.minutesTo),
      watchState: watchStateOf(a.assetId),
    };
  });
}

/** Assets whose drawn route is within three sigma of a ship that does not move. */
function under(report: VesselReport, index: AssetIndex) {
  return index
    .nearest(report.lon, report.lat, 15_000)
    .filter((near) => near.distanceM <= Math.max(926, index.get(near.assetId)!.positionSigmaM))
    .map((near) => ({ ...near, minutesFrom: 0, minutesTo: 0 }));
}
