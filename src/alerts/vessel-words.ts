/** How a vessel is named in sentences and documents. */
import type { Alert } from '../contract/alert.ts';
import { type VesselIdentity, vesselClass } from '../tracks/identity.ts';
import { flagOfMmsi } from '../watchlists/flag-of-mmsi.ts';

const CLASS_WORDS = {
  cargo: 'cargo ship',
  tanker: 'tanker',
  passenger: 'passenger ship',
  'high-speed': 'high-speed craft',
  fishing: 'fishing vessel',
  service: 'service vessel',
  pleasure: 'pleasure craft',
  other: 'other ship',
  unknown: undefined,
} as const;

export function alertVessel(identity: VesselIdentity): Alert['vessel'] {
  const word = CLASS_WORDS[vesselClass(identity.shipType)];
  const flag = flagOfMmsi(identity.mmsi);
  return {
    mmsi: identity.mmsi,
    ...(identity.name === undefined ? {} : { name: identity.name }),
    ...(identity.imo === undefined ? {} : { imo: identity.imo }),
    ...(identity.callsign === undefined ? {} : { callsign: identity.callsign }),
    ...(identity.shipType === undefined ? {} : { shipType: identity.shipType }),
    ...(word === undefined ? {} : { shipTypeWord: word }),
    ...(identity.lengthM === undefined ? {} : { lengthM: identity.lengthM }),
    ...(flag === undefined ? {} : { flag }),
  };
}

/** "EAGLE S SIM (tanker, 229 m)", or "MMSI 290000001" where nothing else is known. */
export function shipPhrase(vessel: Alert['vessel']): string {
  const details = [vessel.shipTypeWord, vessel.lengthM === undefined ? undefined : `${vessel.lengthM} m`].filter(
    (d) => d !== undefined,
  );
  const name = vessel.name ?? `MMSI ${vessel.mmsi}`;
  return details.length === 0 ? name : `${name} (${details.join(', ')})`;
}
