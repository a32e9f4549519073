/**
 * Which assets are watched now, minute by minute: an officer must see an asset fall silent in ten minutes, not at the end of the
 * hour. A point of a route counts while its last word holds (the rule is in `sample-hearing.ts`); a word holds no longer where
 * each source that brought it is lost. Hours and their runs are kept apart (`asset-watch.ts`).
 */
import type { FeedState } from '../contract/feed.ts';
import type { Reason } from '../contract/reason.ts';
import { reasonSentence } from '../contract/reason-words-table.ts';
import { cellOf, neighbours } from '../detectors/grid-cell.ts';
import type { Box } from '../geo/position.ts';
import type { Asset } from '../infrastructure/asset.ts';
import { type RouteSample, routeSamples } from './route-samples.ts';
import { bitOf, hasOwnBit, SampleHearing, type SampleHearingData } from './sample-hearing.ts';
import { heardShare, stateOfShare, unheardReason, type WatchedState } from './unheard-stretch.ts';

/** A source whose ships are not heard any more. */
export interface LostSource {
  readonly source: number;
  readonly feedId: string;
  readonly state: Exclude<FeedState, 'live' | 'ended'>;
  readonly sinceMs: number;
}

/** Whether an asset is watched now. */
export interface WatchedNow {
  readonly assetId: string;
  readonly state: WatchedState | 'unknown';
  /** -1 where nothing is known. Of a worse state: the last word along what is not heard any more, or when its feed was lost. */
  readonly sinceMs: number;
  readonly because: string;
  /** What `because` says, for other languages. */
  readonly reasons: readonly Reason[];
}

/** As a snapshot holds it. */
export interface WatchNowData {
  readonly assets: readonly {
    readonly now: WatchedNow;
    readonly heard: Uint8Array;
    readonly hearing: SampleHearingData;
  }[];
}

interface Watched {
  readonly samples: readonly RouteSample[];
  /** Of each sample, the cells in which a vessel counts for it: the same as for the hours. */
  readonly cells: readonly (readonly number[])[];
  readonly hearing: SampleHearing;
  /** As of the last tick. */
  heard: Uint8Array;
  now: WatchedNow;
}

const RANK: Readonly<Record<WatchedNow['state'], number>> = { unknown: 0, 'not-watched': 0, degraded: 1, watched: 2 };

export class WatchNow {
  readonly #watched: readonly Watched[];

  /** Assets wholly outside the box are left out; of the others only the part inside counts. */
  constructor(assets: readonly Asset[], box: Box, data?: WatchNowData) {
    this.#watched = assets
      .map((asset) => ({ asset, samples: routeSamples(asset, box) }))
      .filter(({ samples }) => samples.length > 0)
      .map(({ asset, samples }, i) => {
        const saved = data?.assets[i];
        const hearing = new SampleHearing(samples.length);
        if (saved !== undefined) hearing.restore(saved.hearing);
        return {
          samples,
          cells: samples.map(({ lon, lat }) => neighbours(cellOf(lon, lat))),
          hearing,
          heard: saved?.heard.slice() ?? new Uint8Array(samples.length),
          now: saved?.now ?? nothingYet(asset.id),
        };
      });
  }

  save(): WatchNowData {
    return {
      assets: this.#watched.map(({ now, heard, hearing }) => ({ now, heard: heard.slice(), hearing: hearing.save() })),
    };
  }

  /** In the order of the assets. */
  states(): WatchedNow[] {
    return this.#watched.map(({ now }) => now);
  }

  /** `heard`: by cell, the bits of the sources that heard a vessel in it since the tick before. */
  tick(tickMs: number, heard: ReadonlyMap<number, number>, lost: readonly LostSource[]): void {
    const lostBits = lost.reduce((bits, { source }) => (hasOwnBit(source) ? bits | bitOf(source) : bits), 0);
    for (const watched of this.#watched) {
      const { cells, hearing } = watched;
      hearing.move(tickMs);
      const now = new Uint8Array(cells.length);
      for (let i = 0; i < cells.length; i++) {
        let sources = 0;
        for (const cell of cells[i]!) sources |= heard.get(cell) ?? 0;
        if (sources !== 0) hearing.hear(i, tickMs, sources);
        if ((hearing.sourcesNow(i, tickMs) & ~lostBits) !== 0) now[i] = 1;
      }
      watched.now = settled(watched, now, tickMs, lost);
      watched.heard = now;
    }
  }
}

/** The sentence is made of the reasons, so that each language says the same. */
const told = (reasons: readonly Reason[]): Pick<WatchedNow, 'because' | 'reasons'> => ({
  because: reasonSentence(reasons, 'en'),
  reasons,
});

const nothingYet = (assetId: string): WatchedNow => ({
  assetId,
  state: 'unknown',
  sinceMs: -1,
  ...told([{ code: 'nothing-heard-yet', values: {} }]),
});

function settled(watched: Watched, heard: Uint8Array, tickMs: number, lost: readonly LostSource[]): WatchedNow {
  const { samples, now } = watched;
  const { assetId } = now;
  const state = stateOfShare(heardShare(samples, heard));
  const named = state === 'watched' ? [] : lostAmong(watched, heard, lost);
  const why = told([
    unheardReason(samples, heard),
    ...named.map((feed): Reason => {
      return { code: 'lost-feed-heard-it', values: { feedId: feed.feedId, feedState: feed.state } };
    }),
  ]);
  if (state === now.state) return why.because === now.because ? now : { ...now, ...why };
  const isWorse = RANK[state] < RANK[now.state];
  const sinceMs = isWorse ? Math.max(now.sinceMs, silentSince(watched, heard, named, tickMs)) : tickMs;
  return { assetId, state, sinceMs, ...why };
}

/** Lost sources that heard what is not heard now. */
function lostAmong({ hearing }: Watched, heard: Uint8Array, lost: readonly LostSource[]): LostSource[] {
  if (lost.length === 0) return [];
  let sources = 0;
  for (let i = 0; i < heard.length; i++) if (heard[i] === 0) sources |= hearing.sourcesLately(i);
  return lost.filter(({ source }) => hasOwnBit(source) && (sources & bitOf(source)) !== 0);
}

/** When the last of the samples that fell silent with this tick was heard, or its feed was lost, whichever was later. */
function silentSince(watched: Watched, heard: Uint8Array, named: readonly LostSource[], tickMs: number): number {
  let sinceMs = -1;
  for (let i = 0; i < heard.length; i++)
    if (heard[i] === 0 && watched.heard[i] === 1) sinceMs = Math.max(sinceMs, watched.hearing.lastMs(i));
  for (const { sinceMs: lostMs } of named) if (lostMs <= tickMs) sinceMs = Math.max(sinceMs, lostMs);
  return sinceMs < 0 ? tickMs : sinceMs;
}
