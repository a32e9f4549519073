/** For tests of alerts: a sea with cables in it, and reports of ships made by hand. */
import type { AlertFactor } from '../contract/alert.ts';
import type { Finding } from '../detectors/finding.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { AssetIndex } from '../infrastructure/asset-index.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import { NO_IDENTITY } from '../tracks/identity.ts';
import { AlertBook } from './alert-book.ts';
import { alertConfig } from './alert-config.ts';
import type { DismissalReport, VesselReport } from './vessel-report.ts';

export const START_MS = Date.UTC(2024, 11, 25, 10, 15);
export const MMSI = 290_000_001;
export const minutes = (n: number): number => START_MS + n * MINUTE_MS;

/** Two cables along meridians at 26 and 25 degrees east: 56 km apart. */
export const SEA = AssetIndex.build(
  [26, 25].map((lon, i) => ({
    id: `link-${i + 1}`,
    name: `Test Link ${i + 1}`,
    kind: 'power-cable' as const,
    owners: [`Grid ${i + 1}`],
    lines: [
      [
        [lon, 59.5],
        [lon, 60.2],
      ],
    ],
    positionSigmaM: 100,
    lengthM: 78_000,
    depths: [],
    burials: [],
  })),
);

export function makeFactor(id: string, milliNats: number, over: Partial<AlertFactor> = {}): AlertFactor {
  return { id, group: 'kinematic', milliNats, text: `About ${id}.`, values: {}, ...over };
}

/** With the prior of -4.6 nats: -0.6, in the drawer. */
export const FALL = makeFactor('fall-below-own-pace', 4000, { sign: 'fall-below-own-pace' });
export const SHIFT = makeFactor('course-heading-shift', 2500, { sign: 'course-heading-shift' });

export function makeFinding(over: Partial<Finding> = {}): Finding {
  return {
    kind: 'drag',
    mmsi: MMSI,
    tickMs: START_MS,
    onsetMs: START_MS - 10 * MINUTE_MS,
    phase: 'ongoing',
    factors: [FALL],
    measures: { ownPaceTenthKn: 121, speedTenthKn: 91, rampMin: 6, turnDeg: 2, peers: 4, peersSlowed: 0 },
    ...over,
  };
}

/** A tanker on its way west at 9 kn, 5 km east of the first cable unless told. */
export function makeReport(minute: number, over: Partial<VesselReport> = {}): VesselReport {
  const mmsi = over.mmsi ?? MMSI;
  return {
    mmsi,
    identity: { ...NO_IDENTITY, mmsi, name: 'EAGLE S SIM', callsign: 'TEST1', shipType: 80, lengthM: 229 },
    tickMs: minutes(minute),
    lon: 26.09,
    lat: 59.8,
    lastHeardMs: minutes(minute) - 20_000,
    navStatus: 0,
    speedKn: 9.1,
    courseDeg: 270,
    headingDeg: 272,
    ownPaceKn: 12.1,
    speedLowKn: 9,
    speedHighKn: 9.3,
    isClassB: false,
    findings: [],
    crossings: [],
    ...over,
  };
}

export function makeCrossing(minute: number, assetId = 'link-1'): Crossing {
  return {
    mmsi: MMSI,
    assetId,
    timeMs: minutes(minute),
    sigmaTimeMs: 20_400,
    lon: 26,
    lat: 59.8,
    kpM: 33_421.6,
    sigmaKpM: 112.4,
    courseDeg: 270,
    speedKn: 9.1,
    gapMs: MINUTE_MS,
  };
}

export function makeDismissal(minute: number, over: Partial<DismissalReport> = {}): DismissalReport {
  const mmsi = over.mmsi ?? MMSI;
  return {
    mmsi,
    identity: { ...NO_IDENTITY, mmsi },
    kind: 'drag',
    tickMs: minutes(minute),
    lon: 26.1,
    lat: 59.8,
    dismissal: { reason: 'slow-ramp', text: 'It slowed over many minutes.', values: { rampMin: 25 } },
    ...over,
  };
}

export function makeBook(thresholds: Readonly<Record<string, number>> = {}): AlertBook {
  return new AlertBook({
    config: alertConfig(thresholds),
    assets: SEA,
    configurationHash: 'ab'.repeat(32),
    watchStateOf: (assetId) => (assetId === 'link-1' ? 'degraded' : 'watched'),
  });
}
