/** What the shape of an MMSI says about its bearer (ITU-R M.585-9). */
export type MmsiKind = 'ship' | 'craft' | 'coast-station' | 'aid' | 'aircraft' | 'beacon' | 'invalid';

/** Ships are MIDxxxxxx with 2 <= first digit <= 7; tenders (98) and hand-held radios (8) move like small craft. */
export function mmsiKind(mmsi: number): MmsiKind {
  if (!Number.isInteger(mmsi) || mmsi <= 0 || mmsi > 999_999_999) return 'invalid';
  const millions = Math.floor(mmsi / 1_000_000);
  if (millions >= 200 && millions <= 799) return 'ship';
  if (millions >= 980 && millions <= 989) return 'craft';
  if (millions >= 990) return 'aid';
  if (millions >= 970 && millions <= 974) return 'beacon';
  if (millions >= 800 && millions <= 899) return 'craft';
  if (millions === 111) return 'aircraft';
  if (millions <= 9) return 'coast-station';
  return 'invalid';
}
