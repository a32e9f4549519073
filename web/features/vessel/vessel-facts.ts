/** What a vessel's card says of it, in order, as plain text; what is not known is left out. */
import type { VesselCard } from '../../../src/contract/views.ts';
import { positionText } from '../../ui/units.ts';

export const factKeys = [
  'mmsi', 'imo', 'callsign', 'length', 'draught', 'destination', 'position', 'speed', 'own-pace', 'course', 'heading',
] as const; // biome-ignore format: a list reads better in one line
export type FactKey = (typeof factKeys)[number];

const knots = (tenths: number | undefined): string | undefined =>
  tenths === undefined ? undefined : `${(tenths / 10).toFixed(1)} kn`;
const degrees = (deg: number | undefined): string | undefined =>
  deg === undefined ? undefined : `${String(deg).padStart(3, '0')}°`;

export function vesselFacts(card: VesselCard): { readonly key: FactKey; readonly value: string }[] {
  const { vessel, position } = card;
  const values: Record<FactKey, string | undefined> = {
    mmsi: String(vessel.mmsi),
    imo: vessel.imo === undefined ? undefined : String(vessel.imo),
    callsign: vessel.callsign,
    length: vessel.lengthM === undefined ? undefined : `${vessel.lengthM} m`,
    draught: card.draughtTenthM === undefined ? undefined : `${(card.draughtTenthM / 10).toFixed(1)} m`,
    destination: card.destination,
    position: position === undefined ? undefined : positionText(position.lonE5 / 1e5, position.latE5 / 1e5),
    speed: knots(card.speedTenthKn),
    'own-pace': knots(card.ownPaceTenthKn),
    course: degrees(card.courseDeg),
    heading: degrees(card.headingDeg),
  };
  return factKeys.flatMap((key) => {
    const value = values[key];
    return value === undefined || value === '' ? [] : [{ key, value }];
  });
}

/** "Estonia (EE)" in the language of the reader; the code alone where the language has no name for it. */
export function flagText(flag: string, language: string): string {
  let name: string | undefined;
  try {
    name = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(flag);
  } catch {
    // Not the form of a region's code: shown as it is.
    return flag;
  }
  return name === undefined ? flag : `${name} (${flag})`;
}
