/** Ships that looked suspicious and were let go, with the reason: what was not alerted must be as visible as what was. */
import type { Considered } from '../contract/alert.ts';
import type { AssetIndex } from '../infrastructure/asset-index.ts';
import type { DismissalReport } from './vessel-report.ts';
import { alertVessel } from './vessel-words.ts';

const MAX_KEPT = 5000;
const MAX_SHOWN = 200;
const NEAR_M = 30_000;

interface Kept {
  readonly first: DismissalReport;
  last: DismissalReport;
  times: number;
  readonly nearestAssetId: string | undefined;
  readonly nearestM: number;
}

export class ConsideredBook {
  readonly #assets: AssetIndex;
  readonly #kept = new Map<string, Kept>();

  constructor(assets: AssetIndex) {
    this.#assets = assets;
  }

  add(report: DismissalReport): void {
    const key = `${report.mmsi}/${report.kind}/${report.dismissal.reason}`;
    const known = this.#kept.get(key);
    if (known !== undefined) {
      known.times++;
      known.last = report;
      return;
    }
    if (this.#kept.size >= MAX_KEPT) return;
    const nearest = this.#assets.nearest(report.lon, report.lat, NEAR_M)[0];
    this.#kept.set(key, {
      first: report,
      last: report,
      times: 1,
      nearestAssetId: nearest?.assetId,
      nearestM: nearest?.distanceM ?? Number.MAX_SAFE_INTEGER,
    });
  }

  /** Nearest to an asset first, then by MMSI and kind; without the ships that `isAlerted` names. */
  list(isAlerted: (mmsi: number) => boolean): Considered[] {
    const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
    return [...this.#kept.values()]
      .filter((k) => !isAlerted(k.first.mmsi))
      .sort(
        (a, b) =>
          a.nearestM - b.nearestM ||
          a.first.mmsi - b.first.mmsi ||
          (a.first.kind < b.first.kind
            ? -1
            : a.first.kind > b.first.kind
              ? 1
              : a.first.dismissal.reason < b.first.dismissal.reason
                ? -1
                : 1),
      )
      .slice(0, MAX_SHOWN)
      .map(({ first, last, times, nearestAssetId }) => ({
        vessel: alertVessel(last.identity),
        kind: first.kind,
        reason: first.dismissal.reason,
        text: last.dismissal.text,
        values: { ...last.dismissal.values },
        firstAt: iso(first.tickMs),
        lastAt: iso(last.tickMs),
        times,
        position: { lonE5: Math.round(first.lon * 1e5), latE5: Math.round(first.lat * 1e5) },
        ...(nearestAssetId === undefined ? {} : { nearestAssetId }),
      }));
  }
}
