/** What the pipeline tells the alert book of a vessel at a tick: plain data, so that it may come from another thread. */
import type { Dismissal } from '../detectors/detector.ts';
import type { Finding } from '../detectors/finding.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import type { VesselIdentity } from '../tracks/identity.ts';

/** One minute of a vessel's way. */
export interface ProfilePoint {
  readonly timeMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly speedKn?: number;
  readonly ownPaceKn?: number;
}

export interface VesselReport {
  readonly mmsi: number;
  readonly identity: VesselIdentity;
  readonly tickMs: number;
  /** Last fix. */
  readonly lon: number;
  readonly lat: number;
  readonly lastHeardMs: number;
  readonly navStatus: number;
  readonly speedKn?: number;
  readonly courseDeg?: number;
  readonly headingDeg?: number;
  readonly ownPaceKn?: number;
  /** Slowest and fastest tenth of the last twenty minutes. */
  readonly speedLowKn?: number;
  readonly speedHighKn?: number;
  readonly isClassB: boolean;
  /** The last ninety minutes, oldest first; only with the first report of a vessel. */
  readonly history?: readonly ProfilePoint[];
  readonly findings: readonly Finding[];
  /** Since the last tick. */
  readonly crossings: readonly Crossing[];
}

export interface DismissalReport {
  readonly mmsi: number;
  readonly identity: VesselIdentity;
  readonly kind: string;
  readonly tickMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly dismissal: Dismissal;
}
