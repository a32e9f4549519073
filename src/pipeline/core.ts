/**
 * The core: a sequence in, alerts out. Partitions share the vessels; at each tick their counts are merged into the context
 * that the next tick reads, and their reports go to the alert book in one order, whatever the number of partitions.
 */
import { AlertBook, type AlertBookData } from '../alerts/alert-book.ts';
import { alertConfig } from '../alerts/alert-config.ts';
import { AssetWatchBook, type AssetWatchData } from '../alerts/asset-watch.ts';
import { foldSigns } from '../alerts/fold-signs.ts';
import type { DismissalReport, VesselReport } from '../alerts/vessel-report.ts';
import { type LostSource, type WatchedNow, WatchNow, type WatchNowData } from '../alerts/watch-now.ts';
import type { Works } from '../contract/act.ts';
import type { Alert, AlertsDocument, AssetWatch, Considered } from '../contract/alert.ts';
import { ALERTS_SCHEMA } from '../contract/alert.ts';
import type { Configuration } from '../contract/configuration.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { Feed } from '../contract/feed.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import type { IntegrityView } from '../contract/views.ts';
import type { FoldSigns } from '../detectors/cause.ts';
import { CauseBook, type CauseBookData, disturbancesOf } from '../detectors/cause-book.ts';
import { allDetectors } from '../detectors/registry.ts';
import { mergeSeaCounts } from '../detectors/sea-marks.ts';
import { NO_CONTEXT, type TickContext } from '../detectors/tick-context.ts';
import type { Box } from '../geo/position.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { Asset } from '../infrastructure/asset.ts';
import { AssetIndex } from '../infrastructure/asset-index.ts';
import type { PlaceIndex } from '../infrastructure/place-index.ts';
import type { Doubt } from '../tracks/doubt-book.ts';
import type { ToldIdentity } from '../tracks/told-identities.ts';
import { mergeHeard } from './hearing.ts';
import { Partition, type PartitionData } from './partition.ts';
import { type GridCounts, mergeCounts } from './peer-grid.ts';
import type { SequenceRecord } from './sequence.ts';
import { compareCrossings, crossingRow, type TickResult } from './tick-result.ts';
import type { VesselView } from './vessel-view.ts';

export type { TickResult } from './tick-result.ts';

export interface CoreOptions {
  readonly assets: readonly Asset[];
  readonly places: PlaceIndex;
  readonly regionId: string;
  /** Assets are watched inside this box only. */
  readonly box: Box;
  readonly configuration: Configuration;
  /** SHA-256 of the configuration's and the assets' canonical JSON, hexadecimal; hashing is not the core's. */
  readonly configurationHash: string;
  readonly assetsHash: string;
  readonly partitions: number;
}

export interface CoreStatistics {
  readonly fixes: number;
  readonly vessels: number;
  readonly vesselMs: number;
  readonly monitoredMs: number;
  readonly crossings: number;
  readonly late: number;
  readonly rejected: ReadonlyMap<RejectReason, number>;
}

/** Of `CoreData`: another one where what is saved has another shape. */
const DATA_VERSION = 3;

/** A core as a snapshot holds it: plain data, good for the same region, configuration, assets and number of partitions. */
export interface CoreData {
  readonly version: typeof DATA_VERSION;
  readonly regionId: string;
  readonly configurationHash: string;
  readonly assetsHash: string;
  readonly partitions: readonly PartitionData[];
  readonly book: AlertBookData;
  readonly assetWatch: AssetWatchData;
  readonly watchNow: WatchNowData;
  readonly lostSources: readonly LostSource[];
  readonly causes: CauseBookData;
  /** What the next tick's context is made of. */
  readonly counts: readonly GridCounts[];
  readonly firstTickMs: number;
  readonly lastTickMs: number;
}

export class Core {
  readonly #options: CoreOptions;
  readonly #partitions: readonly Partition[];
  readonly #book: AlertBook;
  readonly #assetWatch: AssetWatchBook;
  readonly #watchNow: WatchNow;
  readonly #causes: CauseBook;
  #lostSources: readonly LostSource[] = [];
  #counts: readonly GridCounts[] = [];
  #context: TickContext = NO_CONTEXT;
  #firstTickMs = -1;
  #lastTickMs = -1;

  constructor(options: CoreOptions, data?: CoreData) {
    if (data !== undefined) checkFits(options, data);
    this.#options = options;
    const { places, configuration, partitions: n } = options;
    const assets = AssetIndex.build(options.assets, { corridorM: configuration.corridorM });
    const detectors = allDetectors(configuration.detectors);
    this.#partitions = Array.from(
      { length: n },
      (_, i) => new Partition({ assets, places, detectors, owns: (mmsi) => mmsi % n === i }, data?.partitions[i]),
    );
    this.#assetWatch = new AssetWatchBook(options.assets, { box: options.box });
    this.#watchNow = new WatchNow(options.assets, options.box, data?.watchNow);
    const world = {
      config: alertConfig(configuration.alerts),
      assets,
      configurationHash: options.configurationHash,
      watchStateOf: (assetId: string) => this.#assetWatch.stateOf(assetId),
    };
    this.#book = data === undefined ? new AlertBook(world) : AlertBook.restore(world, data.book);
    this.#causes = new CauseBook(data?.causes);
    if (data === undefined) return;
    this.#assetWatch.restore(data.assetWatch);
    this.#lostSources = data.lostSources;
    this.#counts = data.counts;
    this.#firstTickMs = data.firstTickMs;
    this.#lastTickMs = data.lastTickMs;
    if (data.lastTickMs >= 0) this.#context = mergeCounts(data.lastTickMs, data.counts);
  }

  /** Goes on as the saved one would. MV-SNAPSHOT-OTHER where it was set up otherwise. */
  static restore(options: CoreOptions, data: CoreData): Core {
    return new Core(options, data);
  }

  /** Shares nothing that changes with this core. */
  save(): CoreData {
    const { regionId, configurationHash, assetsHash } = this.#options;
    return {
      version: DATA_VERSION,
      regionId,
      configurationHash,
      assetsHash,
      partitions: this.#partitions.map((partition) => partition.save()),
      book: this.#book.save(),
      assetWatch: this.#assetWatch.save(),
      watchNow: this.#watchNow.save(),
      lostSources: this.#lostSources,
      causes: this.#causes.save(),
      counts: this.#counts,
      firstTickMs: this.#firstTickMs,
      lastTickMs: this.#lastTickMs,
    };
  }

  /** What a tick gave; undefined for rows, which are judged at the next one. */
  accept(record: SequenceRecord): TickResult | undefined {
    if (record.kind === 'tick') return this.#tick(record.tickMs);
    for (const partition of this.#partitions) partition.accept(record.slice);
    return undefined;
  }

  /** Works in force from the next tick on, as the acts before it in the sequence say. */
  setWorks(works: readonly Works[]): void {
    this.#book.setWorks(works);
  }

  /** Sources that nothing is heard from, from the next tick on, as the records before it in the sequence say. */
  setLostSources(lost: readonly LostSource[]): void {
    this.#lostSources = lost;
  }

  /** What the desk folds by: causes that several ships share, as of the last tick. */
  foldSigns(feeds: readonly Feed[] = []): FoldSigns {
    return foldSigns(this.#causes.causes(), feeds);
  }

  /** Disturbed areas, for the integrity view. */
  disturbances(): IntegrityView['disturbances'] {
    return disturbancesOf(this.#causes.causes());
  }

  /** All that were raised, in the order of the queue. */
  alerts(): readonly Alert[] {
    return this.#book.alerts();
  }

  alert(id: string): Alert | undefined {
    return this.#book.alert(id);
  }

  considered(): readonly Considered[] {
    return this.#book.considered();
  }

  /** Hours by state, and their runs, of each asset in the box. */
  assetWatches(): readonly AssetWatch[] {
    return this.#assetWatch.watches();
  }

  /** The runs of one asset, with their reasons. */
  hoursOf(assetId: string): ReturnType<AssetWatchBook['hoursOf']> {
    return this.#assetWatch.hoursOf(assetId);
  }

  /** Whether each asset in the box is watched now, as of the last tick. */
  assetStates(): readonly WatchedNow[] {
    return this.#watchNow.states();
  }

  /** A vessel that was heard within the last day. */
  track(mmsi: number): VesselView | undefined {
    return this.#ownerOf(mmsi).view(mmsi);
  }

  /** The last few identities that a vessel has given, newest given first, each with the time it was first given. */
  identities(mmsi: number): readonly ToldIdentity[] {
    return this.#ownerOf(mmsi).keeper.told(mmsi);
  }

  /** Vessels whose identity or positions cannot be, newest first. */
  doubts(): readonly Doubt[] {
    return this.#partitions.flatMap((p) => [...p.doubts]).sort((a, b) => b.lastMs - a.lastMs || a.mmsi - b.mmsi);
  }

  /** The sequence has ended: what is open stays open in the document, as of the last tick. */
  finish(): void {
    if (this.#lastTickMs < 0) return;
    this.#book.finish(this.#lastTickMs);
    this.#assetWatch.finish(this.#lastTickMs);
  }

  get statistics(): CoreStatistics {
    const rejected = new Map<RejectReason, number>();
    let [fixes, vessels, vesselMs, monitoredMs, crossings, late] = [0, 0, 0, 0, 0, 0];
    for (const partition of this.#partitions) {
      const kept = partition.keeper.statistics;
      fixes += kept.fixes;
      vessels += kept.vessels;
      vesselMs += kept.vesselMs;
      monitoredMs += kept.monitoredMs;
      late += kept.late;
      crossings += partition.crossingCount;
      for (const [reason, times] of partition.rejected) rejected.set(reason, (rejected.get(reason) ?? 0) + times);
    }
    return { fixes, vessels, vesselMs, monitoredMs, crossings, late, rejected };
  }

  /** The result so far, ready to be written: whole numbers, a fixed order of members. */
  document(provenance: AlertsDocument['provenance']): AlertsDocument {
    const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
    const { regionId, configurationHash, assetsHash } = this.#options;
    const hours = this.#lastTickMs < 0 ? {} : { from: at(this.#firstTickMs - MINUTE_MS), to: at(this.#lastTickMs) };
    return {
      schema: ALERTS_SCHEMA,
      provenance,
      regionId,
      ...hours,
      configurationHash,
      assetsHash,
      alerts: [...this.#book.alerts()],
      considered: [...this.#book.considered()],
      assetWatch: [...this.#assetWatch.watches()],
    };
  }

  #ownerOf(mmsi: number): Partition {
    return this.#partitions[mmsi % this.#partitions.length]!;
  }

  #tick(tickMs: number): TickResult {
    const parts = this.#partitions.map((partition) => partition.tick(tickMs, this.#context));
    const byMmsi = (a: { mmsi: number }, b: { mmsi: number }): number => a.mmsi - b.mmsi;
    const reports: VesselReport[] = parts.flatMap((part) => part.reports).sort(byMmsi);
    const dismissals: DismissalReport[] = parts.flatMap((part) => part.dismissals).sort(byMmsi);
    this.#counts = parts.map((part) => part.counts);
    this.#context = mergeCounts(tickMs, this.#counts);
    this.#assetWatch.tick(tickMs, this.#context.heard);
    this.#watchNow.tick(tickMs, mergeHeard(parts.map((part) => part.heard)), this.#lostSources);
    this.#book.setCauses(this.#causes.tick(tickMs, mergeSeaCounts(parts.map((part) => part.sea))));
    const changes = this.#book.tick(tickMs, reports, dismissals);
    if (this.#firstTickMs < 0) this.#firstTickMs = tickMs;
    this.#lastTickMs = tickMs;
    const crossings = parts
      .flatMap((part) => part.crossings)
      .sort((a, b) => compareCrossings(a.crossing, b.crossing))
      .map(({ crossing, name }) => crossingRow(crossing, name));
    return { tickMs, changes, crossings };
  }
}

function checkFits(options: CoreOptions, data: CoreData): void {
  const { regionId, configurationHash, assetsHash, partitions } = options;
  const differ = Object.entries({
    version: [data.version, DATA_VERSION],
    region: [data.regionId, regionId],
    configuration: [data.configurationHash, configurationHash],
    assets: [data.assetsHash, assetsHash],
    partitions: [data.partitions.length, partitions],
  }).flatMap(([what, [saved, now]]) => (saved === now ? [] : [`${what}: ${saved} saved, ${now} now`]));
  if (differ.length > 0) throw new MerivahtError('MV-SNAPSHOT-OTHER', differ.join('; '));
}
