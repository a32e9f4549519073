/** The formats that can be read: for `--format`, for the documents, and what recognition answers. */
import { CSV_IDENTITY_SHAPES, CSV_SHAPES } from './csv-shape-table.ts';

export interface FormatDescription {
  readonly format: string;
  readonly description: string;
}

const JSON_FORMATS: readonly FormatDescription[] = [
  { format: 'json-aisstream', description: 'aisstream.io messages with their envelope' },
  { format: 'json-aisstream-bare', description: 'aisstream.io messages without envelope: they have no time' },
  { format: 'json-digitraffic', description: 'Digitraffic GeoJSON features, metadata and MQTT messages' },
  {
    format: 'json-vessels',
    description: 'a snapshot document with a list `vessels`: its positions have no time of their own',
  },
  { format: 'json-tracks', description: 'one position an object: gpsd JSON with times, Global Fishing Watch segments' },
];

const CSV_FORMATS: readonly FormatDescription[] = [...CSV_SHAPES, ...CSV_IDENTITY_SHAPES.slice(0, 1)].map(
  ({ format, description }) => ({
    format,
    description: format === 'csv-identity' ? 'a table of vessels without positions' : description,
  }),
);

/** All formats in the order in which they are tried. `csv` and `json` stand for any of theirs when forced. */
export const FORMATS: readonly FormatDescription[] = [
  { format: 'nmea', description: 'AIVDM sentences, bare, with tag blocks, $PGHP lines, or times before or after them' },
  ...JSON_FORMATS,
  ...CSV_FORMATS,
  { format: 'csv', description: 'any CSV, known by its header line or by --columns' },
  { format: 'json', description: 'any of the JSON formats' },
];

export type Format = string;

export const isFormat = (name: string): boolean => FORMATS.some((f) => f.format === name);

/** A CSV whose columns are of no known shape: it needs `--columns`. Not a format to be forced. */
export const CSV_UNKNOWN: Format = 'csv-unknown';
