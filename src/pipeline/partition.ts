/**
 * One share of the vessels: rows to tracks, tracks over assets, detectors at ticks. What it gives at a tick is plain data
 * that the core merges; it never sees another partition's vessels.
 */
import type { DismissalReport, VesselReport } from '../alerts/vessel-report.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import type { Detector } from '../detectors/detector.ts';
import { type SeaCounts, SeaMarker } from '../detectors/sea-marks.ts';
import type { TickContext } from '../detectors/tick-context.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import type { AssetIndex } from '../infrastructure/asset-index.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import type { PlaceIndex } from '../infrastructure/place-index.ts';
import { plainCopy } from '../lib/plain-copy.ts';
import { type Doubt, DoubtBook } from '../tracks/doubt-book.ts';
import type { Fix } from '../tracks/fix.ts';
import { vesselClass } from '../tracks/identity.ts';
import type { Track } from '../tracks/track.ts';
import { TrackKeeper, type TrackKeeperData, type TrackKeeperOptions } from '../tracks/track-keeper.ts';
import { type HeardCells, Hearing } from './hearing.ts';
import { type GridCounts, PeerCounter } from './peer-grid.ts';
import type { Slice } from './sequence.ts';
import { ownRatioMilli, profileOf, type VesselView, vesselReport, vesselView } from './vessel-view.ts';

const MAX_CROSSINGS = 32;
const CROSSING_MEMORY_MS = 12 * HOUR_MS;
/** A vessel is shown to detectors until this long after its last fix, so that they can end what they saw. */
const ATTEND_MS = 70 * MINUTE_MS;
/** A vessel is reported this long after its last finding, so that an alert sees what became of it. */
const REPORT_MS = HOUR_MS;
const HEARD_MS = 10 * MINUTE_MS;
/** What comes later than this says that a vessel was heard then, not that it is heard now. */
const LATE_WORD_MS = 5 * MINUTE_MS;

export interface PartitionOptions {
  readonly assets: AssetIndex;
  readonly places: PlaceIndex;
  readonly detectors: readonly Detector[];
  readonly owns: (mmsi: number) => boolean;
}

export interface PartitionTick {
  readonly counts: GridCounts;
  /** Since the tick before. */
  readonly heard: HeardCells;
  readonly sea: SeaCounts;
  /** By rising MMSI. */
  readonly reports: readonly VesselReport[];
  readonly dismissals: readonly DismissalReport[];
  /** Since the tick before, in any order; as many as the fixes between two ticks make. */
  readonly crossings: readonly NamedCrossing[];
}

export interface NamedCrossing {
  readonly crossing: Crossing;
  readonly name: string | undefined;
}

/** As a snapshot between any two records holds it. Partly the partition's own: to be copied before it goes on. */
export interface PartitionData {
  readonly keeper: TrackKeeperData;
  readonly watched: ReadonlyMap<number, Watched>;
  readonly crossed: readonly NamedCrossing[];
  readonly heard: HeardCells;
  readonly impossible: ReturnType<SeaMarker['save']>;
  readonly rejected: ReadonlyMap<RejectReason, number>;
  readonly crossingCount: number;
  readonly doubts: readonly Doubt[];
  readonly tickMs: number;
}

/** What is kept of a vessel beside its track. */
export interface Watched {
  /** One a detector, in their order; plain data. */
  readonly states: unknown[];
  crossings: Crossing[];
  /** Crossings since the last tick. */
  fresh: Crossing[];
  lastFindingMs: number;
  isReported: boolean;
}

export class Partition {
  readonly #options: PartitionOptions;
  readonly #keeper: TrackKeeper;
  readonly #watched: Map<number, Watched>;
  readonly #counter = new PeerCounter();
  readonly #marker = new SeaMarker();
  readonly #hearing: Hearing;
  readonly #rejected = new Map<RejectReason, number>();
  readonly #doubts: DoubtBook;
  #tickMs = -1;
  /** Of the row that is being taken. */
  #rowSource = 0;
  #rowTimeMs = -1;
  #crossed: NamedCrossing[] = [];
  #crossingCount = 0;

  constructor(options: PartitionOptions, data?: PartitionData) {
    this.#options = options;
    this.#watched = plainCopy(new Map(data?.watched));
    this.#doubts = new DoubtBook(data?.doubts);
    this.#hearing = new Hearing(data?.heard);
    this.#tickMs = data?.tickMs ?? -1;
    this.#marker.restore(data?.impossible ?? []);
    for (const [reason, times] of data?.rejected ?? []) this.#rejected.set(reason, times);
    this.#crossed = [...(data?.crossed ?? [])];
    this.#crossingCount = data?.crossingCount ?? 0;
    const keeping: TrackKeeperOptions = {
      onFix: (track, previous, fix) => this.#onFix(track, previous, fix),
      onRejected: (reason, mmsi) => {
        this.#rejected.set(reason, (this.#rejected.get(reason) ?? 0) + 1);
        this.#doubts.note(mmsi, reason, this.#tickMs);
        // A second receiver that hears the same ship hears it too.
        if (reason === 'duplicate') this.#hear(this.#keeper.get(mmsi)?.last);
        const last =
          reason === 'jump-impossible' || reason === 'identity-shared' ? this.#keeper.get(mmsi)?.last : undefined;
        if (last !== undefined) this.#marker.impossible(mmsi, last.lon, last.lat);
      },
    };
    this.#keeper = data === undefined ? new TrackKeeper(keeping) : TrackKeeper.restore(keeping, data.keeper);
  }

  save(): PartitionData {
    return {
      keeper: this.#keeper.save(),
      watched: this.#watched,
      crossed: [...this.#crossed],
      heard: this.#hearing.save(),
      impossible: this.#marker.save(),
      doubts: [...this.#doubts.list()],
      tickMs: this.#tickMs,
      rejected: new Map(this.#rejected),
      crossingCount: this.#crossingCount,
    };
  }

  view(mmsi: number): VesselView | undefined {
    const track = this.#keeper.get(mmsi);
    return track === undefined ? undefined : vesselView(track);
  }

  /** Vessels whose identity or positions cannot be, as of the last tick before. */
  get doubts(): readonly Doubt[] {
    return this.#doubts.list();
  }

  get keeper(): TrackKeeper {
    return this.#keeper;
  }

  get crossingCount(): number {
    return this.#crossingCount;
  }

  get rejected(): ReadonlyMap<RejectReason, number> {
    return this.#rejected;
  }

  accept(slice: Slice): void {
    const { positions, identities } = slice;
    const { owns } = this.#options;
    let next = 0;
    for (let row = slice.from; row < slice.to; row++) {
      while (next < identities.length && identities[next]!.at <= row) this.#identify(identities[next++]!.report);
      if (!owns(positions.mmsi[row]!)) continue;
      this.#rowSource = positions.source[row]!;
      this.#rowTimeMs = positions.timeMs[row]!;
      this.#keeper.accept(positions, row);
    }
    while (next < identities.length) this.#identify(identities[next++]!.report);
  }

  tick(tickMs: number, context: TickContext): PartitionTick {
    this.#keeper.tick(tickMs);
    this.#tickMs = tickMs;
    const reports: VesselReport[] = [];
    const dismissals: DismissalReport[] = [];
    for (const track of this.#keeper.tracks()) {
      const silentMs = tickMs - track.last.timeMs;
      if (silentMs > ATTEND_MS) {
        if (silentMs > CROSSING_MEMORY_MS) this.#watched.delete(track.mmsi);
        continue;
      }
      if (silentMs <= HEARD_MS) this.#count(track);
      this.#attend(track, tickMs, context, reports, dismissals);
    }
    const crossings = this.#crossed;
    this.#crossed = [];
    const heard = this.#hearing.take();
    return { counts: this.#counter.take(), heard, sea: this.#marker.take(), reports, dismissals, crossings };
  }

  #identify(report: Slice['identities'][number]['report']): void {
    if (this.#options.owns(report.mmsi)) this.#keeper.identify(report);
  }

  #hear(fix: Fix | undefined): void {
    if (fix === undefined || this.#rowTimeMs < this.#tickMs - LATE_WORD_MS) return;
    this.#hearing.hear(this.#rowSource, fix.lon, fix.lat);
  }

  #onFix(track: Track, previous: Fix | undefined, fix: Fix): void {
    this.#hear(fix);
    if (previous === undefined) return;
    const { assets } = this.#options;
    // A leg longer than the mask's margin may jump over an asset unseen by both ends: only short legs are rejected by it.
    const isShort = fix.timeMs - previous.timeMs < 3 * MINUTE_MS;
    if (isShort && !assets.mayBeNear(previous.lon, previous.lat) && !assets.mayBeNear(fix.lon, fix.lat)) return;
    const found: Crossing[] = [];
    assets.crossings(track.mmsi, previous, fix, found);
    if (found.length === 0) return;
    this.#crossingCount += found.length;
    for (const crossing of found) this.#crossed.push({ crossing, name: track.identity.name });
    const watched = this.#watch(track.mmsi);
    watched.fresh.push(...found);
    watched.crossings.push(...found);
    if (watched.crossings.length > MAX_CROSSINGS) watched.crossings = watched.crossings.slice(-MAX_CROSSINGS);
  }

  #watch(mmsi: number): Watched {
    let watched = this.#watched.get(mmsi);
    if (watched === undefined) {
      const states = this.#options.detectors.map((detector) => detector.start());
      watched = { states, crossings: [], fresh: [], lastFindingMs: Number.NEGATIVE_INFINITY, isReported: false };
      this.#watched.set(mmsi, watched);
    }
    return watched;
  }

  #count(track: Track): void {
    this.#counter.heard(track.last.lon, track.last.lat);
    const kind = vesselClass(track.identity.shipType);
    const ratioMilli = ownRatioMilli(track);
    const courseDeg = track.last.courseDeg;
    if ((kind === 'cargo' || kind === 'tanker') && ratioMilli !== undefined && courseDeg !== undefined)
      this.#counter.peer(track.last.lon, track.last.lat, courseDeg, ratioMilli);
  }

  #attend(
    track: Track,
    tickMs: number,
    context: TickContext,
    reports: VesselReport[],
    dismissals: DismissalReport[],
  ): void {
    const { assets, places, detectors } = this.#options;
    const watched = this.#watch(track.mmsi);
    while (watched.crossings.length > 0 && tickMs - watched.crossings[0]!.timeMs > CROSSING_MEMORY_MS)
      watched.crossings.shift();
    const input = { tickMs, track, assets, places, crossings: watched.crossings, context };
    const findings: VesselReport['findings'][number][] = [];
    let isSuspected = false;
    for (let i = 0; i < detectors.length; i++) {
      const detector = detectors[i]!;
      const verdict = detector.tick(watched.states[i], input);
      if (verdict.suspected === true) isSuspected = true;
      if (verdict.finding !== undefined) findings.push(verdict.finding);
      if (verdict.dismissal !== undefined) {
        const { lon, lat } = track.last;
        dismissals.push({
          mmsi: track.mmsi,
          identity: track.identity,
          kind: detector.kind,
          tickMs,
          lon,
          lat,
          dismissal: verdict.dismissal,
        });
      }
    }
    this.#keeper.setSuspected(track.mmsi, isSuspected);
    const isDragging = findings.some((f) => f.kind === 'anchored-drag' && f.phase === 'ongoing');
    this.#marker.see(track, tickMs, ownRatioMilli(track), isDragging);
    if (findings.length > 0) watched.lastFindingMs = tickMs;
    if (tickMs - watched.lastFindingMs <= REPORT_MS) {
      const history = watched.isReported ? undefined : profileOf(track, tickMs);
      // With its first report a vessel brings the crossings before it too: an alert about one must know it.
      const crossings = watched.isReported ? watched.fresh : watched.crossings;
      reports.push(vesselReport(track, tickMs, findings, [...crossings], history));
      watched.isReported = true;
    } else watched.isReported = false;
    if (watched.fresh.length > 0) watched.fresh = [];
  }
}
