/** Recorded traffic from files, directories and standard input: read, counted, and put into event-time order. */
import type { Readable } from 'node:stream';
import type { ByteReader } from '../ais/report-sink.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import type { PositionHistogram } from '../infrastructure/choose-region.ts';
import type { Slice } from '../pipeline/sequence.ts';
import { type ColumnMap, parseColumnMap } from '../readers/column-map.ts';
import { createReader } from '../readers/create-reader.ts';
import type { Format } from '../readers/formats.ts';
import { HEAD_BYTES, recogniseFormat } from '../readers/recognise.ts';
import { EventTimeOrder } from './event-time-order.ts';
import { HistoryCollector, type InventedTimes } from './history-collector.ts';
import { withoutIsolated } from './isolated-times.ts';
import { type Input, listInputs, openInput, type Skipped } from './open-input.ts';

export interface HistoryOptions {
  readonly paths: readonly string[];
  readonly stdin: Readable;
  readonly format?: Format;
  /** `field=column` pairs for a CSV. */
  readonly columns?: string;
  readonly invented?: InventedTimes;
  readonly latestMs: number;
  readonly memoryRows?: number;
  readonly onProgress?: (progress: {
    readonly name: string;
    readonly bytesRead: number;
    readonly bytesTotal: number | undefined;
    readonly positions: number;
  }) => void;
}

export interface History {
  readonly inputs: readonly { readonly name: string; readonly format: string; readonly bytes: number }[];
  readonly histogram: PositionHistogram;
  readonly collector: HistoryCollector;
  /** What a directory holds and was not opened. */
  readonly skipped: Skipped;
  /** What to say of inputs that could not be used: unknown columns, a file that cannot be opened. */
  readonly problems: readonly string[];
  /** Once: rows in event-time order. Slices are only good until the next one is asked for. */
  slices(): Iterable<Slice>;
  /** Removes temporary files if `slices` was not run to its end. */
  close(): void;
}

const DEFAULT_MEMORY_ROWS = 1_000_000;

/**
 * Reads all inputs to their ends. MV-INPUT-MISSING for a named one that cannot be read, MV-COLUMNS-INVALID for a wrong map,
 * MV-ARGUMENTS for a format that is none. What else is wrong with an input is counted, and the others are read.
 */
export async function readHistory(options: HistoryOptions): Promise<History> {
  const order = new EventTimeOrder(options.memoryRows ?? DEFAULT_MEMORY_ROWS);
  const collector = new HistoryCollector({ order, invented: options.invented, latestMs: options.latestMs });
  const columns = options.columns === undefined ? undefined : parseColumnMap(options.columns);
  const { inputs: listed, skipped } = listInputs(options.paths);
  const inputs: { name: string; format: string; bytes: number }[] = [];
  const problems: string[] = [];
  try {
    for (const [source, input] of listed.entries())
      inputs.push(await readInput({ input, source, listed, options, columns, collector, problems }));
  } catch (error) {
    order.remove();
    throw error;
  }
  collector.finish();
  const lost = (rows: number): void => {
    for (let i = 0; i < rows; i++) collector.rejected('time-isolated' satisfies RejectReason, '');
  };
  return {
    inputs,
    histogram: collector.histogram,
    collector,
    skipped,
    problems,
    slices: () => withoutIsolated(order.slices(), { lost, isOfFew: collector.hasFewerVesselsThan(3) }),
    close: () => order.remove(),
  };
}

interface Reading {
  readonly input: Input;
  readonly source: number;
  readonly listed: readonly Input[];
  readonly options: HistoryOptions;
  readonly columns: ColumnMap | undefined;
  readonly collector: HistoryCollector;
  readonly problems: string[];
}

async function readInput(reading: Reading): Promise<History['inputs'][number]> {
  const { input, source, listed, options, collector } = reading;
  const { chunks, trouble, bytesRead } = openInput(input, options.stdin);
  const isSizeKnown = listed.every((i) => i.size !== undefined);
  const bytesTotal = isSizeKnown ? listed.reduce((sum, i) => sum + i.size!, 0) : undefined;
  const before = listed.slice(0, source).reduce((sum, i) => sum + (i.size ?? 0), 0);
  const recognising = new Recognising(reading);
  let bytes = 0;
  collector.begin();
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      recognising.push(chunk);
      const { name } = input;
      options.onProgress?.({
        name,
        bytesRead: before + bytesRead(),
        bytesTotal,
        positions: collector.positionCount,
      });
    }
    recognising.end();
  } catch (error) {
    reading.problems.push(problemOf(error, reading, recognising.format));
  }
  collector.end();
  const what = trouble();
  if (what !== undefined) collector.rejected(what, input.name);
  return { name: input.name, format: recognising.format, bytes };
}

/** What to say of an input that could not be used, while others may be. Throws what is not of one input. */
function problemOf(error: unknown, { input, options, listed, collector }: Reading, format: Format): string {
  if (!(error instanceof MerivahtError)) throw error;
  const isUnknownTable = error.code === 'MV-COLUMNS-INVALID' && (options.columns === undefined || listed.length > 1);
  const isLostFile = error.code === 'MV-INPUT-MISSING' && !input.isNamed;
  if (!isUnknownTable && !isLostFile) throw error;
  if (isUnknownTable) collector.rejected('not-ais', `${input.name} (${format})`);
  return `${input.name}: ${error.message}`;
}

/** Holds the beginning of an input until its format is known, then passes everything to the reader. */
class Recognising {
  format: Format = 'unknown';
  readonly #reading: Reading;
  #reader: ByteReader | undefined;
  #head = new Uint8Array(0);
  #length = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  push(chunk: Uint8Array): void {
    if (this.#reader !== undefined) return this.#reader.push(chunk);
    if (this.#length + chunk.length > this.#head.length) {
      const larger = new Uint8Array(Math.max(HEAD_BYTES, this.#length + chunk.length));
      larger.set(this.#head.subarray(0, this.#length));
      this.#head = larger;
    }
    this.#head.set(chunk, this.#length);
    this.#length += chunk.length;
    if (this.#length >= HEAD_BYTES) this.#begin();
  }

  end(): void {
    if (this.#reader === undefined && this.#length > 0) this.#begin();
    this.#reader?.end();
  }

  #begin(): void {
    const { source, options, columns, collector } = this.#reading;
    const head = this.#head.subarray(0, this.#length);
    // Recognised from the same bytes whatever the chunks were.
    const found = options.format ?? (columns === undefined ? recogniseFormat(head.subarray(0, HEAD_BYTES)) : 'csv');
    this.format = found ?? 'unknown';
    // What begins as nothing known may still hold sentences further on; the rest is counted line by line.
    const reader = createReader(found ?? 'nmea', collector, { source, ...(columns === undefined ? {} : { columns }) });
    this.#reader = reader;
    this.#head = new Uint8Array(0);
    reader.push(head);
  }
}

/** What to say when nothing could be used: MV-INPUT-UNTIMED or MV-INPUT-EMPTY. */
export function nothingUsable(history: History): MerivahtError {
  const { collector, inputs } = history;
  const names = inputs.map((i) => `${i.name} (${i.format})`).join(', ') || 'no file';
  if (collector.untimed > 0)
    return new MerivahtError(
      'MV-INPUT-UNTIMED',
      `${collector.untimed} positions without a time, none with one, in ${names}`,
    );
  const reasons = [...collector.rejectedByReason].map(([reason, times]) => `${reason} ${times}`).join(', ');
  const said = history.problems.slice(0, 3).map((problem) => `; ${problem}`);
  return new MerivahtError(
    'MV-INPUT-EMPTY',
    `no position in ${names}${reasons === '' ? '' : `; set aside: ${reasons}`}${said.join('')}`,
  );
}
