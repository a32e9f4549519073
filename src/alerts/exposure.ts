/** Which assets are at risk from a ship now: under it, and ahead as a range of minutes. Urgency, never evidence. */
import type { AlertFactor, AssetAtRisk } from '../contract/alert.ts';
import { KNOT_MPS, MINUTE_MS } from '../geo/units.ts';
import type { AssetAhead } from '../infrastructure/ahead.ts';
import type { AssetIndex } from '../infrastructure/asset-index.ts';
import type { VesselReport } from './vessel-report.ts';
import { wholeNumber } from './whole-units.ts';

export type WatchState = AssetAtRisk['watchState'];

const MAX_LISTED = 6;
/** A ship that makes less than this is carried by wind and current: it may go any way, at up to this speed. */
const DRIFTING_KN = 0.5;
/** Below this a course is not kept: Hong Tai 58 went to and fro over its cable at 1 to 3 kn. */
const UNSTEADY_KN = 3;
/** The margin on the speeds of the last twenty minutes: a ship may speed up or slow down further. */
const SPEED_MARGIN = 0.1;
/** Far beyond the sigma of any route; what is sought is cut by each route's own. */
const LARGEST_SIGMA_M = 15_000;

/** How far a ship may be from where a disturbed receiver puts it: circles and offsets seen in the Baltic (estimate). */
export const DISTURBED_M = 5000;

/**
 * At most six, soonest first, then by id. Minutes are from the tick, not from the last fix. `uncertainM` widens the ranges: by
 * the way the ship may be nearer or farther than it seems.
 */
export function assetsAtRisk(
  report: VesselReport,
  index: AssetIndex,
  horizonMin: number,
  watchStateOf: (assetId: string) => WatchState,
  uncertainM = 0,
): AssetAtRisk[] {
  const { lon, lat, courseDeg } = report;
  const speedKn = report.speedKn ?? 0;
  const speedLowKn = Math.min(report.speedLowKn ?? speedKn, speedKn) * (1 - SPEED_MARGIN);
  const speedHighKn = Math.max(report.speedHighKn ?? speedKn, speedKn) * (1 + SPEED_MARGIN);
  const isOnCourse = courseDeg !== undefined && speedHighKn >= DRIFTING_KN;
  const silentMin = Math.floor((report.tickMs - report.lastHeardMs) / MINUTE_MS);
  const wideMin = uncertainM === 0 ? 0 : Math.ceil(uncertainM / (Math.max(DRIFTING_KN, speedHighKn) * KNOT_MPS * 60));
  const found = isOnCourse
    ? index
        .ahead({ lon, lat, courseDeg, speedLowKn, speedHighKn }, horizonMin + silentMin + wideMin)
        .map((a) => sooner(a, silentMin))
    : [];
  const anyWayKn = courseDeg === undefined ? Math.max(DRIFTING_KN, speedHighKn) : DRIFTING_KN;
  if (!isOnCourse || speedHighKn < UNSTEADY_KN) found.push(...anyWay(report, index, anyWayKn, horizonMin));
  return soonestOfEach(wideMin === 0 ? found : found.map((a) => wider(a, wideMin)))
    .filter((a) => a.minutesFrom <= horizonMin)
    .slice(0, MAX_LISTED)
    .map((a) => {
      const asset = index.get(a.assetId)!;
      return {
        assetId: a.assetId,
        name: asset.name,
        owners: [...asset.owners],
        kind: asset.kind,
        distanceM: wholeNumber(a.distanceM),
        kpM: wholeNumber(a.kpM),
        minutesFrom: wholeNumber(a.minutesFrom),
        minutesTo: wholeNumber(a.minutesTo),
        watchState: watchStateOf(a.assetId),
      };
    });
}

/** A ship that was not heard for a while has gone on; what it may have reached meanwhile counts as reached about now. */
function sooner(a: AssetAhead, silentMin: number): AssetAhead {
  if (a.minutesTo === 0) return a;
  const minutesFrom = Math.max(0, a.minutesFrom - silentMin);
  return { ...a, minutesFrom, minutesTo: Math.max(1, minutesFrom, a.minutesTo - silentMin) };
}

/** A ship that is over an asset by a position that may be wrong is about to be, or was. */
const wider = (a: AssetAhead, wideMin: number): AssetAhead => ({
  ...a,
  minutesFrom: Math.max(0, a.minutesFrom - wideMin),
  minutesTo: a.minutesTo + wideMin,
});

/** What a ship could reach in any direction: at the earliest on the shortest way, at the latest never, which is the horizon. */
function anyWay(report: VesselReport, index: AssetIndex, speedKn: number, horizonMin: number): AssetAhead[] {
  const metresAMinute = speedKn * KNOT_MPS * 60;
  return index
    .nearest(report.lon, report.lat, metresAMinute * horizonMin + LARGEST_SIGMA_M)
    .map(({ assetId, distanceM, kpM }) => {
      const outsideM = Math.max(0, distanceM - index.get(assetId)!.positionSigmaM);
      if (outsideM === 0) return { assetId, distanceM, kpM, minutesFrom: 0, minutesTo: 0 };
      return { assetId, distanceM, kpM, minutesFrom: Math.floor(outsideM / metresAMinute), minutesTo: horizonMin };
    });
}

function soonestOfEach(found: readonly AssetAhead[]): AssetAhead[] {
  const byTime = [...found].sort(
    (a, b) => a.minutesFrom - b.minutesFrom || a.minutesTo - b.minutesTo || (a.assetId < b.assetId ? -1 : 1),
  );
  const seen = new Set<string>();
  return byTime.filter(({ assetId }) => !seen.has(assetId) && seen.add(assetId));
}

/** Exposure as steps of the waterfall that carry no weight. */
export function exposureFactors(
  atRisk: readonly AssetAtRisk[],
  crossed: readonly { readonly name: string; readonly at: string }[],
): AlertFactor[] {
  const step = (id: string, text: string, values: AlertFactor['values']): AlertFactor => ({
    id,
    group: 'exposure',
    milliNats: 0,
    text,
    values,
  });
  const factors: AlertFactor[] = [];
  const next = atRisk[0];
  if (next !== undefined) {
    const { name, assetId, minutesFrom, minutesTo } = next;
    const text = minutesTo === 0 ? `It is over ${name} now.` : `${name} is ${minutesFrom} to ${minutesTo} min away.`;
    factors.push(step(minutesTo === 0 ? 'over-asset' : 'asset-ahead', text, { assetId, minutesFrom, minutesTo }));
  }
  const last = crossed[crossed.length - 1];
  if (last !== undefined) {
    const text = `It has crossed assets ${crossed.length === 1 ? 'once' : `${crossed.length} times`} since the first sign, last ${last.name}.`;
    factors.push(step('crossed-assets', text, { times: crossed.length, lastAt: last.at }));
  }
  return factors;
}
