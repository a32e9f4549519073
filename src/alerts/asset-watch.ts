/**
 * Which assets were watched: hour by hour, along how much of each route anything at all was heard. No data is not no ship;
 * an hour without a word along a route is an hour in which a ship could have passed unseen.
 */
import type { AssetWatch } from '../contract/alert.ts';
import type { Reason } from '../contract/reason.ts';
import { reasonSentence } from '../contract/reason-words-table.ts';
import type { Box } from '../geo/position.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import type { Asset } from '../infrastructure/asset.ts';
import { type RouteSample, routeSamples } from './route-samples.ts';
import { heardShare, stateOfShare, unheardReason, type WatchedState } from './unheard-stretch.ts';
import { iso } from './whole-units.ts';

/** Hearing is asked for this often: it reaches ten minutes back, so that nothing heard in an hour is missed. */
const ASK_MS = 5 * MINUTE_MS;
/** Runs of one state kept an asset: forty days in which it changes every hour. The oldest are forgotten. */
const MAX_RUNS = 1000;

type Period = AssetWatch['periods'][number];

export interface Run {
  readonly fromMs: number;
  toMs: number;
  readonly state: WatchedState;
  hours: number;
  /** Of its worst hour. */
  share: number;
  reason: Reason;
}

interface Watched {
  readonly asset: Asset;
  readonly samples: readonly RouteSample[];
  readonly heard: Uint8Array;
  readonly hours: Record<WatchedState, number>;
  runs: Run[];
}

/** As a snapshot holds it. */
export interface AssetWatchData {
  readonly hourMs: number;
  readonly fromMs: number;
  readonly askedSlot: number;
  readonly assets: readonly {
    readonly assetId: string;
    readonly heard: Uint8Array;
    readonly hours: Readonly<Record<WatchedState, number>>;
    readonly runs: readonly Run[];
  }[];
}

export class AssetWatchBook {
  readonly #watched: readonly Watched[];
  readonly #byId: ReadonlyMap<string, Watched>;
  /** The hour that is being watched: its whole hour, and since when there is data in it; -1 before the first tick. */
  #hourMs = -1;
  #fromMs = -1;
  #askedSlot = -1;

  /** Assets wholly outside the box are left out; of the others only the part inside counts. */
  constructor(assets: readonly Asset[], options: { readonly box: Box }) {
    this.#watched = assets
      .map((asset) => ({ asset, samples: routeSamples(asset, options.box) }))
      .filter(({ samples }) => samples.length > 0)
      .map(({ asset, samples }) => ({
        asset,
        samples,
        heard: new Uint8Array(samples.length),
        hours: { watched: 0, degraded: 0, 'not-watched': 0 },
        runs: [],
      }));
    this.#byId = new Map(this.#watched.map((w) => [w.asset.id, w]));
  }

  /** `heard` says how many vessels were heard around a position within the last ten minutes. */
  tick(tickMs: number, heard: (lon: number, lat: number) => number): void {
    // The minute that ended at the tick belongs to the hour it lies in.
    const hourMs = Math.floor((tickMs - 1) / HOUR_MS) * HOUR_MS;
    if (this.#hourMs >= 0 && hourMs !== this.#hourMs) this.#closeHours(hourMs);
    if (this.#hourMs < 0) this.#fromMs = tickMs - MINUTE_MS;
    this.#hourMs = hourMs;
    const slot = Math.floor(tickMs / ASK_MS);
    if (slot === this.#askedSlot) return;
    this.#askedSlot = slot;
    for (const { samples, heard: marks } of this.#watched)
      for (let i = 0; i < samples.length; i++)
        if (marks[i] === 0 && heard(samples[i]!.lon, samples[i]!.lat) > 0) marks[i] = 1;
  }

  /** Closes the hour that has begun, as far as it went. */
  finish(tickMs: number): void {
    if (this.#hourMs < 0) return;
    for (const watched of this.#watched) close(watched, this.#fromMs, tickMs, 1);
    this.#hourMs = -1;
  }

  /**
   * As of the last hour that is over; before the first, what this hour has shown so far. Alerts say this one: it is the same
   * in a batch, which knows of no feeds. Who keeps the watch reads the state of now, in `watch-now.ts`.
   */
  stateOf(assetId: string): WatchedState | 'unknown' {
    const watched = this.#byId.get(assetId);
    if (watched === undefined) return 'unknown';
    return watched.runs[watched.runs.length - 1]?.state ?? stateOfShare(heardShare(watched.samples, watched.heard));
  }

  save(): AssetWatchData {
    return {
      hourMs: this.#hourMs,
      fromMs: this.#fromMs,
      askedSlot: this.#askedSlot,
      assets: this.#watched.map(({ asset, heard, hours, runs }) => ({
        assetId: asset.id,
        heard: heard.slice(),
        hours: { ...hours },
        runs: runs.map((run) => ({ ...run })),
      })),
    };
  }

  /** Into a book of the same assets and box. */
  restore(data: AssetWatchData): void {
    this.#hourMs = data.hourMs;
    this.#fromMs = data.fromMs;
    this.#askedSlot = data.askedSlot;
    for (const { assetId, heard, hours, runs } of data.assets) {
      const watched = this.#byId.get(assetId)!;
      watched.heard.set(heard);
      Object.assign(watched.hours, hours);
      watched.runs = runs.map((run) => ({ ...run }));
    }
  }

  watches(): AssetWatch[] {
    return this.#watched.map(({ asset, hours, runs }) => ({
      assetId: asset.id,
      name: asset.name,
      hoursWatched: hours.watched,
      hoursDegraded: hours.degraded,
      hoursNotWatched: hours['not-watched'],
      periods: runs.map(periodOf),
    }));
  }

  /** The periods of one asset as `watches` gives them, with their reasons for other languages. */
  hoursOf(assetId: string): (Period & { reasons: Reason[] })[] {
    const runs = this.#byId.get(assetId)?.runs ?? [];
    return runs.map((run) => ({ ...periodOf(run), reasons: reasonsOf(run) }));
  }

  /** Whole hours that were skipped (a silence longer than the clock ticks through) were not watched at all. */
  #closeHours(nextHourMs: number): void {
    const endMs = this.#hourMs + HOUR_MS;
    for (const watched of this.#watched) {
      close(watched, this.#fromMs, endMs, 1);
      if (nextHourMs > endMs) close(watched, endMs, nextHourMs, (nextHourMs - endMs) / HOUR_MS);
    }
    this.#fromMs = nextHourMs;
  }
}

const reasonsOf = ({ hours, state, reason }: Run): Reason[] =>
  hours > 1 && state !== 'watched' ? [{ code: 'worst-hour', values: {} }, reason] : [reason];

const periodOf = (run: Run): Period => ({
  from: iso(run.fromMs),
  to: iso(run.toMs),
  state: run.state,
  because: reasonSentence(reasonsOf(run), 'en'),
});

/** Adds hours of one kind to the runs and forgets what was heard in them. */
function close(watched: Watched, fromMs: number, toMs: number, hours: number): void {
  const share = heardShare(watched.samples, watched.heard);
  const state = stateOfShare(share);
  const reason = unheardReason(watched.samples, watched.heard);
  watched.hours[state] += hours;
  const last = watched.runs[watched.runs.length - 1];
  if (last !== undefined && last.state === state && last.toMs === fromMs) {
    last.toMs = toMs;
    last.hours += hours;
    if (share < last.share) Object.assign(last, { share, reason });
  } else watched.runs.push({ fromMs, toMs, state, hours, share, reason });
  if (watched.runs.length > MAX_RUNS) watched.runs = watched.runs.slice(-MAX_RUNS);
  watched.heard.fill(0);
}
