/** Reads bytes of a recognised format into a sink that keeps everything, in chunks of a size: for tests. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Kept, keepingSink } from '../ais/sink.contract.ts';
import { parseColumnMap } from './column-map.ts';
import { createReader } from './create-reader.ts';
import type { Format } from './formats.ts';
import { HEAD_BYTES, recogniseFormat } from './recognise.ts';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'readers');

export const fixturePath = (name: string): string => join(fixtures, name);
export const fixture = (name: string): Buffer => readFileSync(fixturePath(name));

/** A file's bytes, unpacked where its name ends in `.gz`. */
export function plainBytes(path: string): Buffer {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export interface ReadOptions {
  readonly format?: Format;
  readonly columns?: string;
  readonly chunk?: number;
}

export function readBytes(bytes: Uint8Array, options: ReadOptions = {}): Kept {
  const { sink, kept } = keepingSink();
  const format = options.format ?? recogniseFormat(bytes.subarray(0, HEAD_BYTES));
  if (format === undefined) throw new Error('the bytes are of no known format');
  const columns = options.columns === undefined ? {} : { columns: parseColumnMap(options.columns) };
  const reader = createReader(format, sink, { source: 0, ...columns });
  const chunk = Math.max(1, options.chunk ?? bytes.length);
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
  reader.end();
  return kept;
}

/** The same for text, as UTF-8. */
export const readText = (text: string, options: ReadOptions = {}): Kept => readBytes(Buffer.from(text), options);

/** Columns of the rows that `keepingSink` keeps. */
export const ROW = {
  timeMs: 0,
  mmsi: 1,
  lon: 2,
  lat: 3,
  sog: 4,
  cog: 5,
  heading: 6,
  status: 7,
  flags: 8,
  type: 9,
} as const;

export const sum = (counts: ReadonlyMap<unknown, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
