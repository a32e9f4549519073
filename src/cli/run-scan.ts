/** A scan from bytes to result: reads, chooses the theatre, runs the core, counts. Everything else only prints or writes it. */
import type { Readable } from 'node:stream';
import type { AlertsDocument } from '../contract/alert.ts';
import {
  CONFIGURATION_SCHEMA,
  configuration as configurationSchema,
  DEFAULT_CONFIGURATION,
} from '../contract/configuration.ts';
import { parseDocument } from '../contract/document.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { Region } from '../contract/region.ts';
import { SUMMARY_SCHEMA, type Summary } from '../contract/summary.ts';
import { HOUR_MS } from '../geo/units.ts';
import { chooseRegion } from '../infrastructure/choose-region.ts';
import { PlaceIndex } from '../infrastructure/place-index.ts';
import { Core } from '../pipeline/core.ts';
import { TickClock } from '../pipeline/tick-clock.ts';
import { type History, nothingUsable, readHistory } from '../sources/read-history.ts';
import {
  assetPaths,
  hashOf,
  type LoadedAssets,
  loadAssets,
  loadRegion,
  readDocument,
  regionIds,
  shippedRegions,
} from './data-folder.ts';
import { bar, type Progress } from './progress.ts';
import type { ScanOptions } from './scan-options.ts';

export interface ScanResult {
  readonly document: AlertsDocument;
  readonly summary: Summary;
  readonly region: Region;
  readonly assets: LoadedAssets;
  /** What could not be used, in words. */
  readonly problems: readonly string[];
}

/** A record may be ahead of this machine's clock by a day before it counts as in the future. */
const CLOCK_MARGIN_MS = 24 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;

/** Reads and scans one group of inputs. Throws a MerivahtError where nothing can be read or an argument is wrong. */
export async function runScan(
  options: ScanOptions,
  stdin: Readable,
  nowMs: number,
  progress: Progress,
): Promise<ScanResult> {
  const startedAtMs = performance.now();
  const history = await readHistory({
    paths: options.inputs,
    stdin,
    latestMs: nowMs + CLOCK_MARGIN_MS,
    ...(options.format === undefined ? {} : { format: options.format }),
    ...(options.columns === undefined ? {} : { columns: options.columns }),
    ...(options.invented === undefined ? {} : { invented: options.invented }),
    onProgress: ({ name, bytesRead, bytesTotal, positions }) =>
      progress.show(
        `reading ${bytesTotal === undefined ? `${Math.round(bytesRead / 1e6)} MB` : bar(bytesRead / Math.max(1, bytesTotal))}  ${positions} positions  ${name}`,
      ),
  });
  try {
    if (history.collector.timed === 0) throw nothingUsable(history);
    const region = regionFor(options, history);
    const assets = loadAssets(options.assets.length > 0 ? options.assets : assetPaths(region));
    const core = await runCore(options, history, region, assets, progress);
    const document = core.document(provenance(history));
    const summary = summaryOf(history, core, document, region, (performance.now() - startedAtMs) / 1000);
    return { document, summary, region, assets, problems: history.problems };
  } finally {
    history.close();
  }
}

function regionFor(options: ScanOptions, history: History): Region {
  if (options.region !== undefined) return loadRegion(options.region);
  const region = chooseRegion(shippedRegions(), history.histogram);
  if (region !== undefined) return region;
  throw new MerivahtError(
    'MV-REGION-NONE',
    `none of the ${history.histogram.total} positions lies in ${regionIds().join(', ')}`,
  );
}

async function runCore(
  options: ScanOptions,
  history: History,
  region: Region,
  assets: LoadedAssets,
  progress: Progress,
): Promise<Core> {
  const given = options.config === undefined ? undefined : readDocument(options.config);
  const configuration =
    given === undefined
      ? DEFAULT_CONFIGURATION
      : parseDocument(configurationSchema, CONFIGURATION_SCHEMA, given, options.config!);
  const core = new Core({
    assets: assets.assets,
    places: PlaceIndex.build(region.places),
    regionId: region.id,
    box: region.box,
    configuration,
    configurationHash: hashOf({ configuration, region }),
    assetsHash: assets.hash,
    partitions: options.partitions,
  });
  const clock = new TickClock();
  let rows = 0;
  for (const slice of history.slices()) {
    clock.accept(slice, (record) => core.accept(record));
    rows += slice.to - slice.from;
    progress.show(`watching ${bar(rows / history.collector.timed)}  ${rows} positions`);
    // Lets signals and the terminal have their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  clock.finish((record) => core.accept(record));
  core.finish();
  progress.done();
  return core;
}

function provenance(history: History): AlertsDocument['provenance'] {
  const { marker, hasInvented } = history.collector;
  return { ...(marker === undefined ? {} : { reconstruction: marker }), timesInvented: hasInvented };
}

const rounded = (value: number, places: number): number => Number(value.toFixed(places));

function summaryOf(history: History, core: Core, document: AlertsDocument, region: Region, seconds: number): Summary {
  const { collector } = history;
  const statistics = core.statistics;
  const rejected = new Map<string, number>();
  for (const counts of [collector.rejectedByReason, statistics.rejected])
    for (const [reason, times] of counts) rejected.set(reason, (rejected.get(reason) ?? 0) + times);
  const count = (severity: string): number => document.alerts.filter((a) => a.severity === severity).length;
  return {
    schema: SUMMARY_SCHEMA,
    inputs: [...history.inputs],
    regionId: region.id,
    ...(collector.marker === undefined ? {} : { reconstruction: collector.marker }),
    timesInvented: collector.hasInvented,
    ...(document.from === undefined ? {} : { from: document.from }),
    ...(document.to === undefined ? {} : { to: document.to }),
    records: collector.records,
    positions: collector.positionCount,
    fixes: statistics.fixes,
    vessels: statistics.vessels,
    vesselDays: rounded(statistics.vesselMs / DAY_MS, 2),
    monitoredVesselDays: rounded(statistics.monitoredMs / DAY_MS, 2),
    crossings: statistics.crossings,
    alerts: { high: count('high'), actionable: count('actionable'), watch: count('watch') },
    rejected: Object.fromEntries([...rejected].sort(([a], [b]) => (a < b ? -1 : 1))),
    late: statistics.late,
    untimed: collector.untimed,
    seconds: rounded(seconds, 3),
  };
}
