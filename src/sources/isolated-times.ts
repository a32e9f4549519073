/**
 * Records more than a day away from all others, of fewer than three vessels, are not history but broken clocks: they are set
 * aside. Works on rows in event-time order and holds at most a hundred of them back.
 */
import { PositionBatch } from '../ais/position-batch.ts';
import { HOUR_MS } from '../geo/units.ts';
import type { PlacedIdentity, Slice } from '../pipeline/sequence.ts';

const MAX_GAP_MS = 24 * HOUR_MS;
const MIN_VESSELS = 3;
const MIN_ROWS = 100;
/** Where all of the history is of fewer vessels, their number says nothing: so many rows of one time bear each other out. */
const MIN_ROWS_OF_FEW = 3;
/** Identities that wait for the rows they belong to; the newest count. */
const MAX_WAITING = 10_000;

export interface IsolationOptions {
  /** Told how many rows were left out. */
  readonly lost: (rows: number) => void;
  /** The whole history is of fewer than three vessels. */
  readonly isOfFew: boolean;
}

/** Passes slices on without the isolated rows. Where no group would be left, all are kept. */
export function* withoutIsolated(slices: Iterable<Slice>, options: IsolationOptions): Generator<Slice> {
  const { lost, isOfFew } = options;
  const held = new PositionBatch(isOfFew ? MIN_ROWS_OF_FEW : MIN_ROWS);
  const vessels = new Set<number>();
  /** Small groups seen before any large one: kept if no large one comes. More of them than this, and such is the history. */
  const early = new PositionBatch(10 * MIN_ROWS);
  let waiting: PlacedIdentity[] = [];
  let lastMs = Number.NaN;
  let isReleased = false;
  let hasReleased = false;
  let isSparse = false;
  const drop = (): void => {
    for (let i = 0; i < held.length; i++) {
      if (!hasReleased) early.copyFrom(held, i);
      else lost(1);
    }
    held.clear();
  };
  for (const slice of slices) {
    let from = slice.from;
    let identities = slice.identities;
    for (let row = slice.from; row < slice.to; row++) {
      const timeMs = slice.positions.timeMs[row]!;
      if (!isSparse && !isReleased && !hasReleased && early.length + held.length >= early.capacity) {
        isSparse = true;
        isReleased = true;
        hasReleased = true;
        waiting.push(...identities.filter((p) => p.at < row));
        yield {
          positions: early,
          from: 0,
          to: early.length,
          identities: waiting.map(({ report }) => ({ at: 0, report })),
        };
        yield { positions: held, from: 0, to: held.length, identities: [] };
        waiting = [];
        held.clear();
        identities = identities.filter((p) => p.at >= row);
        from = row;
      }
      if (!isSparse && (Number.isNaN(lastMs) || timeMs - lastMs > MAX_GAP_MS)) {
        if (isReleased && row > from) {
          yield part(slice, from, row, identities);
          identities = identities.filter((p) => p.at >= row);
          from = row;
        }
        if (!isReleased) drop();
        isReleased = false;
        vessels.clear();
      }
      lastMs = timeMs;
      if (isReleased) continue;
      held.copyFrom(slice.positions, row);
      vessels.add(slice.positions.mmsi[row]!);
      if (vessels.size < MIN_VESSELS && !held.isFull) continue;
      isReleased = true;
      if (!hasReleased) lost(early.length);
      hasReleased = true;
      // What was held may come from earlier slices, so it goes out as a batch of its own, with the identities of the meantime.
      waiting.push(...identities.filter((p) => p.at <= row));
      yield { positions: held, from: 0, to: held.length, identities: waiting.map(({ report }) => ({ at: 0, report })) };
      waiting = [];
      held.clear();
      identities = identities.filter((p) => p.at > row);
      from = row + 1;
    }
    if (isReleased && from < slice.to) yield part(slice, from, slice.to, identities);
    else waiting = [...waiting, ...identities].slice(-MAX_WAITING);
  }
  if (!isReleased) drop();
  if (hasReleased) {
    if (waiting.length > 0)
      yield { positions: held, from: 0, to: 0, identities: waiting.map(({ report }) => ({ at: 0, report })) };
    return;
  }
  yield { positions: early, from: 0, to: early.length, identities: waiting.map(({ report }) => ({ at: 0, report })) };
}

function part(slice: Slice, from: number, to: number, identities: readonly PlacedIdentity[]): Slice {
  return {
    positions: slice.positions,
    from,
    to,
    identities: identities.filter((p) => p.at >= from && (p.at < to || to === slice.to)),
  };
}
