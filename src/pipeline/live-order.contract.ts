/** For tests of live order: made rows and identities, what comes of them in a history, and what comes of them live. */
import { PositionBatch } from '../ais/position-batch.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import type { LiveOrder } from './live-order.ts';
import type { SequenceRecord, Slice } from './sequence.ts';
import { TickClock } from './tick-clock.ts';

export const START_MS = Date.UTC(2024, 11, 25, 10);

export interface MadeReport {
  readonly kind: 'row' | 'identity';
  readonly timeMs: number;
  readonly mmsi: number;
  readonly source: number;
  readonly offset: number;
}

export const madeRow = (timeMs: number, mmsi: number, source = 0, offset = timeMs): MadeReport => ({
  kind: 'row',
  timeMs,
  mmsi,
  source,
  offset,
});

/** One source in event-time order, with ties, gaps of up to some minutes, and an identity now and then. */
export function madeReports(random: SeededRandom, count: number, source = 0): MadeReport[] {
  const reports: MadeReport[] = [];
  let timeMs = START_MS + random.integer(0, 20_000);
  for (let i = 0; i < count; i++) {
    const isGap = random.next() < 0.02;
    if (random.next() < 0.8) timeMs += random.integer(0, isGap ? 400_000 : 4000);
    const kind = random.next() < 0.2 ? 'identity' : 'row';
    reports.push({ kind, timeMs, mmsi: 200_000_001 + random.integer(0, 9), source, offset: i });
  }
  return reports;
}

export function give(order: LiveOrder, { kind, timeMs, mmsi, source, offset }: MadeReport): void {
  if (kind === 'identity') return order.addIdentity({ timeMs, mmsi, source, offset });
  const batch = new PositionBatch(1);
  batch.timeMs[0] = timeMs;
  batch.mmsi[0] = mmsi;
  batch.source[0] = source;
  batch.offset[0] = offset;
  batch.length = 1;
  order.add(batch, 0);
}

/** A sequence as a flat list of words: what the core would see, whatever the slices. */
export function words(records: readonly SequenceRecord[]): string[] {
  return records.flatMap((record) => {
    if (record.kind === 'tick') return [`tick ${(record.tickMs - START_MS) / MINUTE_MS}`];
    const { positions, identities, from, to } = record.slice;
    const out: string[] = [];
    let next = 0;
    const identify = (until: number): void => {
      while (next < identities.length && identities[next]!.at <= until) {
        const { timeMs, mmsi, source, offset } = identities[next++]!.report;
        out.push(`identity ${timeMs! - START_MS} ${mmsi} ${source} ${offset}`);
      }
    };
    for (let row = from; row < to; row++) {
      identify(row);
      const { timeMs, mmsi, source, offset } = positions;
      out.push(`row ${timeMs[row]! - START_MS} ${mmsi[row]} ${source[row]} ${offset[row]}`);
    }
    identify(Number.POSITIVE_INFINITY);
    return out;
  });
}

/** What a scan makes of the same reports: in order of event time, source and offset, who before where, cut into ticks. */
export function scanned(reports: readonly MadeReport[]): string[] {
  const compare = (a: MadeReport, b: MadeReport): number =>
    a.timeMs - b.timeMs || a.source - b.source || a.offset - b.offset;
  const rows = reports.filter((r) => r.kind === 'row').sort(compare);
  const identities = reports.filter((r) => r.kind === 'identity').sort(compare);
  const positions = new PositionBatch(Math.max(1, rows.length));
  const placed: Slice['identities'][number][] = [];
  let next = 0;
  const identify = (untilMs: number): void => {
    for (; next < identities.length && identities[next]!.timeMs <= untilMs; next++)
      placed.push({ at: positions.length, report: identities[next]! });
  };
  for (const { timeMs, mmsi, source, offset } of rows) {
    identify(timeMs);
    const row = positions.length++;
    positions.timeMs[row] = timeMs;
    positions.mmsi[row] = mmsi;
    positions.source[row] = source;
    positions.offset[row] = offset;
  }
  identify(Number.POSITIVE_INFINITY);
  const records: string[] = [];
  const clock = new TickClock();
  // Words at once: slices are only good until the call returns.
  const emit = (record: SequenceRecord): number => records.push(...words([record]));
  clock.accept({ positions, from: 0, to: positions.length, identities: placed }, emit);
  clock.finish(emit);
  return records;
}

/** Fetches what is ready through a tick clock, in words. */
export function fetched(order: LiveOrder, clock: TickClock): string[] {
  const out: string[] = [];
  const emit = (record: SequenceRecord): number => out.push(...words([record]));
  order.drain((slice, watermarkMs) => {
    clock.accept(slice, emit);
    clock.advance(watermarkMs, emit);
  });
  clock.advance(order.watermarkMs, emit);
  return out;
}

/** The minute that a scan's last tick closes, from which nothing more is to come. */
export const endOf = (reports: readonly MadeReport[]): number =>
  (Math.floor(Math.max(...reports.filter((r) => r.kind === 'row').map((r) => r.timeMs)) / MINUTE_MS) + 1) * MINUTE_MS;

/** All sources end, and the clock goes on until the watermark is at `endMs`. */
export function finish(order: LiveOrder, endMs: number, boundMs = 30_000): void {
  for (const source of order.statistics.keys()) order.sourceState(source, false);
  order.clock(endMs + boundMs + MINUTE_MS);
}
