/** Who a vessel says it is, from the newest static report of each kind. */
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

export type VesselClass = 'cargo' | 'tanker' | 'passenger' | 'high-speed' | 'fishing' | 'service' | 'pleasure' | 'other' | 'unknown';

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
