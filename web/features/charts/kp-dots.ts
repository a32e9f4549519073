/** Crossings of an asset as dots: time along, kilometre point up. */
import { type PositionColumns, vesselClasses } from '../../../src/contract/position-frame.ts';
import type { CrossingRow } from '../../../src/contract/views.ts';

type VesselClass = (typeof vesselClasses)[number];

export interface KpDot {
  readonly atS: number;
  readonly kpKm: number;
  readonly mmsi: number;
  readonly name: string | undefined;
  readonly speedTenthKn: number | undefined;
  readonly vesselClass: VesselClass;
}

/** Oldest first. */
export function kpDots(rows: readonly CrossingRow[], classOf: (mmsi: number) => VesselClass): KpDot[] {
  return rows
    .map((row) => ({
      atS: Date.parse(row.at) / 1000,
      kpKm: row.kpM / 1000,
      mmsi: row.mmsi,
      name: row.name,
      speedTenthKn: row.speedTenthKn,
      vesselClass: classOf(row.mmsi),
    }))
    .sort((a, b) => a.atS - b.atS || a.mmsi - b.mmsi);
}

/** What the latest position said of a ship; `unknown` where it is no longer heard. */
export function classFrom(
  columns: PositionColumns,
  rowOf: (mmsi: number) => number | undefined,
): (mmsi: number) => VesselClass {
  return (mmsi) => {
    const row = rowOf(mmsi);
    return row === undefined ? 'unknown' : (vesselClasses[columns.vesselClass[row]!] ?? 'unknown');
  };
}

/** The dot nearest to a place on the screen, no farther than `reachPx`. */
export function nearestDot(
  dots: readonly KpDot[],
  toPx: (dot: KpDot) => readonly [x: number, y: number],
  x: number,
  y: number,
  reachPx: number,
): KpDot | undefined {
  let best = reachPx;
  let found: KpDot | undefined;
  for (const dot of dots) {
    const [dx, dy] = toPx(dot);
    const d = Math.hypot(dx - x, dy - y);
    if (d <= best) {
      best = d;
      found = dot;
    }
  }
  return found;
}

export interface WatchPeriod {
  readonly from: string;
  readonly to: string;
  readonly state: string;
  readonly because: string;
}

export interface StripPiece {
  /** Shares of the width, 0 to 1. */
  readonly left: number;
  readonly width: number;
  readonly period: WatchPeriod;
}

/** The runs of a watch state that lie in a span, as pieces of a strip. */
export function stripPieces(periods: readonly WatchPeriod[], fromS: number, toS: number): StripPiece[] {
  return periods.flatMap((period) => {
    const from = Math.max(fromS, Date.parse(period.from) / 1000);
    const to = Math.min(toS, Date.parse(period.to) / 1000);
    return to <= from ? [] : [{ left: (from - fromS) / (toS - fromS), width: (to - from) / (toS - fromS), period }];
  });
}

/** The span that holds all dots and periods; undefined without either. */
export function kpSpan(
  dots: readonly KpDot[],
  periods: readonly WatchPeriod[],
): [fromS: number, toS: number] | undefined {
  const times = [
    ...dots.map((d) => d.atS),
    ...periods.flatMap((p) => [Date.parse(p.from) / 1000, Date.parse(p.to) / 1000]),
  ];
  if (times.length === 0) return undefined;
  const from = times.reduce((a, b) => Math.min(a, b));
  const to = times.reduce((a, b) => Math.max(a, b));
  return [from, Math.max(to, from + 600)];
}
