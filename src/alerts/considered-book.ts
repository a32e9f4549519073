/** Ships that looked suspicious and were let go, with the reason: what was not alerted must be as visible as what was. */
import type { Considered } from '../contract/alert.ts';
import type { AssetIndex } from '../infrastructure/asset-index.ts';
import type { DismissalReport } from './vessel-report.ts';
import { alertVessel } from './vessel-words.ts';
import { e5, iso } from './whole-units.ts';

const MAX_KEPT = 5000;
const MAX_SHOWN = 200;
const NEAR_M = 30_000;

export interface Kept {
  readonly first: DismissalReport;
  last: DismissalReport;
  times: number;
  readonly nearestAssetId: string | undefined;
  readonly nearestM: number;
}

/** Nearest to an asset first; total, since vessel, kind and reason are the key. */
function compareKept(a: Kept, b: Kept): number {
  const key = ({ first }: Kept): string => `${first.kind}/${first.dismissal.reason}`;
  return a.nearestM - b.nearestM || a.first.mmsi - b.first.mmsi || (key(a) < key(b) ? -1 : 1);
}

const keyOf = (report: DismissalReport): string => `${report.mmsi}/${report.kind}/${report.dismissal.reason}`;

export class ConsideredBook {
  readonly #assets: AssetIndex;
  readonly #kept = new Map<string, Kept>();

  constructor(assets: AssetIndex) {
    this.#assets = assets;
  }

  add(report: DismissalReport): void {
    const key = keyOf(report);
    const known = this.#kept.get(key);
    if (known !== undefined) {
      known.times++;
      known.last = report;
      return;
    }
    const nearest = this.#assets.nearest(report.lon, report.lat, NEAR_M)[0];
    this.#kept.set(key, {
      first: report,
      last: report,
      times: 1,
      nearestAssetId: nearest?.assetId,
      nearestM: nearest?.distanceM ?? Number.MAX_SAFE_INTEGER,
    });
    if (this.#kept.size > MAX_KEPT) this.#forgetFarHalf();
  }

  /** For a snapshot: in the order in which they were first told. */
  save(): readonly Kept[] {
    return [...this.#kept.values()].map((kept) => ({ ...kept }));
  }

  restore(kept: readonly Kept[]): void {
    for (const k of kept) this.#kept.set(keyOf(k.first), { ...k });
  }

  /** The 200 nearest to an asset, nearest first; without those of which `isAlerted` says that an alert tells the same. */
  list(isAlerted: (mmsi: number, fromMs: number, toMs: number) => boolean): Considered[] {
    return [...this.#kept.values()]
      .filter((k) => !isAlerted(k.first.mmsi, k.first.tickMs, k.last.tickMs))
      .sort(compareKept)
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
        position: { lonE5: e5(first.lon), latE5: e5(first.lat) },
        ...(nearestAssetId === undefined ? {} : { nearestAssetId }),
      }));
  }

  /** Bounded without caring in what order ships came: the far ones would not be shown. */
  #forgetFarHalf(): void {
    const far = [...this.#kept].sort(([, a], [, b]) => compareKept(a, b)).slice(MAX_KEPT / 2);
    for (const [key] of far) this.#kept.delete(key);
  }
}
