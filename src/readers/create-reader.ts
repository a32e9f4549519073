/** From a format's name to its reader. */
import { NmeaDecoder, type NmeaDecoderData } from '../ais/nmea-decoder.ts';
import type { ByteReader, ReportSink } from '../ais/report-sink.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { ColumnMap } from './column-map.ts';
import { CsvReader, type CsvReaderData } from './csv-reader.ts';
import { CSV_UNKNOWN, FORMATS, type Format, isFormat } from './formats.ts';
import { JsonReader } from './json-reader.ts';
import type { JsonSplitterData } from './json-splitter.ts';

export interface ReaderOptions {
  /** Ordinal of the source: it stands in every position. */
  readonly source: number;
  /** The user's column map; only a CSV uses it. */
  readonly columns?: ColumnMap;
  /** Who read the same source before: a CSV that goes on without a header is read as it was. */
  readonly before?: ByteReader | undefined;
}

/** A new reader into `sink`. MV-ARGUMENTS for a name that is no format. */
export function createReader(format: Format, sink: ReportSink, options: ReaderOptions): ByteReader {
  if (format !== CSV_UNKNOWN && !isFormat(format))
    throw new MerivahtError(
      'MV-ARGUMENTS',
      `there is no format "${format}"; formats are ${FORMATS.map((f) => f.format).join(', ')}`,
    );
  if (format === 'nmea') return new NmeaDecoder(sink, { source: options.source });
  if (format.startsWith('json')) return new JsonReader(sink, options);
  const { before, ...rest } = options;
  return new CsvReader(sink, { ...rest, before: before instanceof CsvReader ? before.heading : undefined });
}

/** A reader that goes on where one of the same format was when its data were saved. */
export function restoreReader(
  format: Format,
  sink: ReportSink,
  options: Omit<ReaderOptions, 'before'>,
  data: unknown,
): ByteReader {
  if (format === 'nmea') return NmeaDecoder.restore(sink, { source: options.source }, data as NmeaDecoderData);
  return format.startsWith('json')
    ? JsonReader.restore(sink, options, data as JsonSplitterData)
    : CsvReader.restore(sink, options, data as CsvReaderData);
}
