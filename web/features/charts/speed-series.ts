/** What the speed chart is made of: columns for the lines, and where marks stand. Pure, so that it can be tested. */
import type { Alert } from '../../../src/contract/alert.ts';
import type { TrackPoint } from '../../../src/contract/views.ts';

/** Seconds since 1970 and knots; null where nothing is known. Two points farther apart than this are not joined. */
export const GAP_S = 15 * 60;

export interface CrossingMark {
  readonly atS: number;
  readonly assetId: string;
  /** One standard deviation of the time. */
  readonly sigmaS: number;
}

export interface SpeedSeries {
  readonly timesS: readonly number[];
  readonly speedKn: readonly (number | null)[];
  readonly paceKn: readonly (number | null)[];
  readonly crossings: readonly CrossingMark[];
  /** The behaviour of the alert: shaded. */
  readonly onset?: { readonly fromS: number; readonly toS: number };
}

interface Point {
  readonly at: string;
  readonly speedTenthKn?: number | undefined;
  readonly ownPaceTenthKn?: number | undefined;
}

const seconds = (at: string): number => Date.parse(at) / 1000;
const knotsOf = (tenths: number | undefined): number | null => (tenths === undefined ? null : tenths / 10);

/** Points in order of time, with a hole put in where nothing was heard for long. */
function columnsOf(points: readonly Point[]): Pick<SpeedSeries, 'timesS' | 'speedKn' | 'paceKn'> {
  const timesS: number[] = [];
  const speedKn: (number | null)[] = [];
  const paceKn: (number | null)[] = [];
  for (const point of [...points].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const atS = seconds(point.at);
    const before = timesS.at(-1);
    if (before !== undefined && atS - before > GAP_S) {
      timesS.push((before + atS) / 2);
      speedKn.push(null);
      paceKn.push(null);
    }
    timesS.push(atS);
    speedKn.push(knotsOf(point.speedTenthKn));
    paceKn.push(knotsOf(point.ownPaceTenthKn));
  }
  return { timesS, speedKn, paceKn };
}

export function alertSeries(
  alert: Pick<Alert, 'profile' | 'crossed' | 'onsetAt' | 'endedAt' | 'updatedAt'>,
): SpeedSeries {
  const columns = columnsOf(alert.profile);
  const fromS = seconds(alert.onsetAt);
  const lastS = columns.timesS.at(-1) ?? fromS;
  return {
    ...columns,
    crossings: alert.crossed
      .map(({ at, assetId, sigmaS }) => ({ atS: seconds(at), assetId, sigmaS }))
      .sort((a, b) => a.atS - b.atS),
    onset: { fromS, toS: Math.max(fromS, alert.endedAt === undefined ? lastS : seconds(alert.endedAt)) },
  };
}

/** A vessel's track with one own pace for all of it, if it is known. */
export function trackSeries(
  points: readonly TrackPoint[],
  ownPaceTenthKn: number | undefined,
  crossings: readonly { readonly at: string; readonly assetId: string; readonly sigmaS: number }[],
): SpeedSeries {
  const columns = columnsOf(points.map((p) => ({ ...p, ownPaceTenthKn })));
  const fromS = columns.timesS[0] ?? 0;
  const toS = columns.timesS.at(-1) ?? 0;
  return {
    ...columns,
    crossings: crossings
      .map(({ at, assetId, sigmaS }) => ({ atS: seconds(at), assetId, sigmaS }))
      .filter(({ atS }) => atS >= fromS && atS <= toS)
      .sort((a, b) => a.atS - b.atS),
  };
}

export interface SpeedFacts {
  readonly fromS: number;
  readonly toS: number;
  readonly leastKn: number;
  readonly mostKn: number;
  readonly lastKn: number;
  readonly lastPaceKn: number | undefined;
}

/** For the summary in words; undefined where no speed is known. */
export function speedFacts({ timesS, speedKn, paceKn }: SpeedSeries): SpeedFacts | undefined {
  const known = speedKn.filter((v) => v !== null);
  const lastKn = known.at(-1);
  if (lastKn === undefined) return undefined;
  return {
    fromS: timesS[0]!,
    toS: timesS.at(-1)!,
    leastKn: Math.min(...known),
    mostKn: Math.max(...known),
    lastKn,
    lastPaceKn: paceKn.findLast((v) => v !== null) ?? undefined,
  };
}

/** The upper end of the speed axis: above everything drawn, in steps that read well, and never less than 5 kn. */
export function speedTop({ speedKn, paceKn }: Pick<SpeedSeries, 'speedKn' | 'paceKn'>): number {
  const most = Math.max(0, ...[...speedKn, ...paceKn].filter((v) => v !== null));
  return Math.max(5, Math.ceil((most * 1.1) / 2) * 2);
}
