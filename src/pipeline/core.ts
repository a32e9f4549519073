/**
 * The core: a sequence in, alerts out. Partitions share the vessels; at each tick their counts are merged into the context
 * that the next tick reads, and their reports go to the alert book in one order, whatever the number of partitions.
 */
import { AlertBook } from '../alerts/alert-book.ts';
import { alertConfig } from '../alerts/alert-config.ts';
import { AssetWatchBook } from '../alerts/asset-watch.ts';
import { foldSigns } from '../alerts/fold-signs.ts';
import type { DismissalReport, VesselReport } from '../alerts/vessel-report.ts';
import type { Works } from '../contract/act.ts';
import type { Alert, AlertsDocument } from '../contract/alert.ts';
import { ALERTS_SCHEMA } from '../contract/alert.ts';
import type { Configuration } from '../contract/configuration.ts';
import type { Feed } from '../contract/feed.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import type { IntegrityView } from '../contract/views.ts';
import type { FoldSigns } from '../detectors/cause.ts';
import { CauseBook, disturbancesOf } from '../detectors/cause-book.ts';
import { allDetectors } from '../detectors/registry.ts';
import { mergeSeaCounts } from '../detectors/sea-marks.ts';
import { NO_CONTEXT, type TickContext } from '../detectors/tick-context.ts';
import type { Box } from '../geo/position.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { Asset } from '../infrastructure/asset.ts';
import { AssetIndex } from '../infrastructure/asset-index.ts';
import type { PlaceIndex } from '../infrastructure/place-index.ts';
import { Partition } from './partition.ts';
import { mergeCounts } from './peer-grid.ts';
import type { SequenceRecord } from './sequence.ts';

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

export class Core {
  readonly #options: CoreOptions;
  readonly #partitions: readonly Partition[];
  readonly #book: AlertBook;
  readonly #assetWatch: AssetWatchBook;
  readonly #causes = new CauseBook();
  #context: TickContext = NO_CONTEXT;
  #firstTickMs = -1;
  #lastTickMs = -1;

  constructor(options: CoreOptions) {
    this.#options = options;
    const { places, configuration, partitions: n } = options;
    const assets = AssetIndex.build(options.assets, { corridorM: configuration.corridorM });
    const detectors = allDetectors(configuration.detectors);
    this.#partitions = Array.from(
      { length: n },
      (_, i) => new Partition({ assets, places, detectors, owns: (mmsi) => mmsi % n === i }),
    );
    this.#assetWatch = new AssetWatchBook(options.assets, { box: options.box });
    this.#book = new AlertBook({
      config: alertConfig(configuration.alerts),
      assets,
      configurationHash: options.configurationHash,
      watchStateOf: (assetId) => this.#assetWatch.stateOf(assetId),
    });
  }

  accept(record: SequenceRecord): void {
    if (record.kind === 'tick') this.#tick(record.tickMs);
    else for (const partition of this.#partitions) partition.accept(record.slice);
  }

  /** Works in force from the next tick on, as the acts before it in the sequence say. */
  setWorks(works: readonly Works[]): void {
    this.#book.setWorks(works);
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

  #tick(tickMs: number): void {
    const parts = this.#partitions.map((partition) => partition.tick(tickMs, this.#context));
    const byMmsi = (a: { mmsi: number }, b: { mmsi: number }): number => a.mmsi - b.mmsi;
    const reports: VesselReport[] = parts.flatMap((part) => part.reports).sort(byMmsi);
    const dismissals: DismissalReport[] = parts.flatMap((part) => part.dismissals).sort(byMmsi);
    this.#context = mergeCounts(
      tickMs,
      parts.map((part) => part.counts),
    );
    this.#assetWatch.tick(tickMs, this.#context.heard);
    this.#book.setCauses(this.#causes.tick(tickMs, mergeSeaCounts(parts.map((part) => part.sea))));
    this.#book.tick(tickMs, reports, dismissals);
    if (this.#firstTickMs < 0) this.#firstTickMs = tickMs;
    this.#lastTickMs = tickMs;
  }
}
