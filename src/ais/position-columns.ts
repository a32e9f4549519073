/** Rows of a batch as plain columns, for snapshots: typed arrays only, of equal length. */
import { PositionBatch } from './position-batch.ts';

const COLUMNS = [
  'timeMs',
  'mmsi',
  'lon',
  'lat',
  'sogTenthKn',
  'cogTenthDeg',
  'headingDeg',
  'navStatus',
  'flags',
  'messageType',
  'source',
  'offset',
] as const;

export type PositionColumns = Pick<PositionBatch, (typeof COLUMNS)[number]>;

/** A copy of the rows. */
export function columnsOf(batch: PositionBatch): PositionColumns {
  return Object.fromEntries(
    COLUMNS.map((name) => [name, batch[name].slice(0, batch.length)]),
  ) as unknown as PositionColumns;
}

/** A batch of these rows, with room for at least `capacity`. */
export function batchOf(columns: PositionColumns, capacity = 1): PositionBatch {
  const { length } = columns.timeMs;
  const batch = new PositionBatch(Math.max(1, capacity, length));
  for (const name of COLUMNS) batch[name].set(columns[name]);
  batch.length = length;
  return batch;
}
