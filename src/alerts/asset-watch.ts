/**
 * Which assets were watched: hour by hour, along how much of each route anything at all was heard. No data is not no ship;
 * an hour without a word along a route is an hour in which a ship could have passed unseen.
 */
import type { AssetWatch } from '../contract/alert.ts';
import { alongGeodesic, geodesicM } from '../geo/geodesic.ts';
import { type Box, isInBox } from '../geo/position.ts';
import { HOUR_MS } from '../geo/units.ts';
import type { Asset } from '../infrastructure/asset.ts';

export type WatchedState = 'watched' | 'degraded' | 'not-watched';

/** One point each ten kilometres: well under the 28 km cells in which hearing is counted. */
const STEP_M = 10_000;
/** Share of a route along which something was heard within the hour. Estimates, until a reception model is learned. */
const WATCHED_FROM = 0.8;
const DEGRADED_FROM = 0.3;

interface Watched {
  readonly asset: Asset;
  readonly points: readonly (readonly [number, number])[];
  readonly heard: Uint8Array;
  readonly hours: { fromMs: number; toMs: number; state: WatchedState; because: string }[];
}

export class AssetWatchBook {
  readonly #watched: readonly Watched[];
  readonly #byId: ReadonlyMap<string, Watched>;
  #hourMs = -1;

  /** Assets wholly outside the box are left out; of the others only the part inside counts. */
  constructor(assets: readonly Asset[], options: { readonly box: Box }) {
    this.#watched = assets
      .map((asset) => ({ asset, points: samplePoints(asset).filter(([lon, lat]) => isInBox(options.box, lon, lat)) }))
      .filter(({ points }) => points.length > 0)
      .map(({ asset, points }) => ({ asset, points, heard: new Uint8Array(points.length), hours: [] }));
    this.#byId = new Map(this.#watched.map((w) => [w.asset.id, w]));
  }

  /** `heard` says how many vessels were heard around a position within the last ten minutes. */
  tick(tickMs: number, heard: (lon: number, lat: number) => number): void {
    // The minute that ended at the tick belongs to the hour it lies in.
    const hourMs = Math.floor((tickMs - 1) / HOUR_MS) * HOUR_MS;
    if (this.#hourMs >= 0 && hourMs !== this.#hourMs) this.#closeHour(this.#hourMs + HOUR_MS, hourMs);
    this.#hourMs = hourMs;
    for (const { points, heard: marks } of this.#watched)
      for (let i = 0; i < points.length; i++)
        if (marks[i] === 0 && heard(points[i]![0], points[i]![1]) > 0) marks[i] = 1;
  }

  finish(tickMs: number): void {
    if (this.#hourMs < 0) return;
    this.#closeHour(tickMs, -1);
    this.#hourMs = -1;
  }

  /** As of the last whole hour; before the first, what this hour has shown so far. */
  stateOf(assetId: string): WatchedState | 'unknown' {
    const watched = this.#byId.get(assetId);
    if (watched === undefined) return 'unknown';
    return watched.hours[watched.hours.length - 1]?.state ?? state(watched).state;
  }

  watches(): AssetWatch[] {
    return this.#watched.map(({ asset, hours }) => {
      const count = (s: WatchedState): number => hours.filter((h) => h.state === s).length;
      return {
        assetId: asset.id,
        name: asset.name,
        hoursWatched: count('watched'),
        hoursDegraded: count('degraded'),
        hoursNotWatched: count('not-watched'),
        periods: periods(hours),
      };
    });
  }

  #closeHour(toMs: number, nextHourMs: number): void {
    for (const watched of this.#watched) {
      watched.hours.push({ fromMs: this.#hourMs, toMs, ...state(watched) });
      // Whole hours that were skipped (a silence longer than the clock ticks through) were not watched at all.
      for (let ms = toMs; nextHourMs > 0 && ms < nextHourMs && watched.hours.length < 24 * 400; ms += HOUR_MS)
        watched.hours.push({
          fromMs: ms,
          toMs: ms + HOUR_MS,
          state: 'not-watched',
          because: 'nothing was heard at all',
        });
      watched.heard.fill(0);
    }
  }
}

function state({ heard, points }: Watched): { state: WatchedState; because: string } {
  const count = heard.reduce((sum, mark) => sum + mark, 0);
  const share = count / points.length;
  const because = `a vessel was heard along ${Math.round(share * 100)} % of the route`;
  return { state: share >= WATCHED_FROM ? 'watched' : share >= DEGRADED_FROM ? 'degraded' : 'not-watched', because };
}

function periods(hours: Watched['hours']): AssetWatch['periods'] {
  const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  const runs: { fromMs: number; toMs: number; state: WatchedState; because: string }[] = [];
  for (const hour of hours) {
    const last = runs[runs.length - 1];
    if (last !== undefined && last.state === hour.state) last.toMs = hour.toMs;
    else runs.push({ ...hour });
  }
  return runs.map((run) => ({ from: iso(run.fromMs), to: iso(run.toMs), state: run.state, because: run.because }));
}

function samplePoints(asset: Asset): [number, number][] {
  return asset.lines.flatMap((line) =>
    line.slice(0, -1).flatMap((a, i) => {
      const b = line[i + 1]!;
      const parts = Math.max(1, Math.round(geodesicM(...a, ...b) / STEP_M));
      return alongGeodesic(...a, ...b, parts);
    }),
  );
}
