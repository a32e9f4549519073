/** Who a vessel says it is, from the newest static report of each kind. */
import type { StaticReport } from '../ais/static-report.ts';
import { comparableText } from './comparable-text.ts';
import { isImoNumber } from './imo-number.ts';

export interface VesselIdentity {
  readonly mmsi: number;
  readonly imo: number | undefined;
  readonly name: string | undefined;
  readonly callsign: string | undefined;
  readonly shipType: number | undefined;
  readonly lengthM: number | undefined;
  readonly beamM: number | undefined;
  readonly toBowM: number | undefined;
  readonly draughtM: number | undefined;
  readonly destination: string | undefined;
}

export type VesselClass =
  | 'cargo'
  | 'tanker'
  | 'passenger'
  | 'high-speed'
  | 'fishing'
  | 'service'
  | 'pleasure'
  | 'other'
  | 'unknown';

/** ITU-R M.1371-5 table 53: the class of a ship type number. Service = pilot, tug, dredging, diving, SAR, port tender, law. */
export function vesselClass(shipType: number | undefined): VesselClass {
  if (shipType === undefined || shipType <= 0 || shipType > 99) return 'unknown';
  if (shipType >= 70 && shipType <= 79) return 'cargo';
  if (shipType >= 80 && shipType <= 89) return 'tanker';
  if (shipType >= 60 && shipType <= 69) return 'passenger';
  if (shipType >= 40 && shipType <= 49) return 'high-speed';
  if (shipType === 30) return 'fishing';
  if (shipType === 36 || shipType === 37) return 'pleasure';
  if (shipType >= 31 && shipType <= 35) return 'service';
  if (shipType >= 50 && shipType <= 59) return 'service';
  return 'other';
}

export const NO_IDENTITY: VesselIdentity = {
  mmsi: 0,
  imo: undefined,
  name: undefined,
  callsign: undefined,
  shipType: undefined,
  lengthM: undefined,
  beamM: undefined,
  toBowM: undefined,
  draughtM: undefined,
  destination: undefined,
};

/** The newest value that was given wins, field by field. Not given are: 0 for dimensions and draught, an IMO number that fails its own check. */
export function mergeIdentity(known: VesselIdentity, report: StaticReport): VesselIdentity {
  const lengthM = (report.toBowM ?? 0) + (report.toSternM ?? 0);
  const beamM = (report.toPortM ?? 0) + (report.toStarboardM ?? 0);
  return {
    mmsi: known.mmsi,
    imo: (report.imo !== undefined && isImoNumber(report.imo) ? report.imo : undefined) ?? known.imo,
    name: comparableText(report.name) ?? known.name,
    callsign: comparableText(report.callsign) ?? known.callsign,
    shipType: positive(report.shipType) ?? known.shipType,
    lengthM: positive(lengthM) ?? known.lengthM,
    beamM: positive(beamM) ?? known.beamM,
    toBowM: lengthM > 0 ? report.toBowM : known.toBowM,
    draughtM:
      report.draughtTenthM !== undefined && report.draughtTenthM > 0 ? report.draughtTenthM / 10 : known.draughtM,
    destination: comparableText(report.destination) ?? known.destination,
  };
}

/** Another IMO number, or a hull of quite another length: not the same ship under a new name. */
export function isAnotherShip(before: VesselIdentity, after: VesselIdentity): boolean {
  if (before.imo !== undefined && after.imo !== undefined && before.imo !== after.imo) return true;
  if (before.lengthM === undefined || after.lengthM === undefined) return false;
  return Math.abs(before.lengthM - after.lengthM) > Math.max(20, 0.2 * before.lengthM);
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined;
