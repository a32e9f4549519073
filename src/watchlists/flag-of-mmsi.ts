/** The flag that an MMSI claims. It is never a reason for an alert. */
import { FLAG_OF_MID } from './mid-table.ts';

/** ISO 3166 code of the MMSI's country; undefined for an unallocated one. Shapes after ITU-R M.585-9. */
export function flagOfMmsi(mmsi: number): string | undefined {
  const text = String(mmsi).padStart(9, '0');
  const mid = (from: number): string | undefined => FLAG_OF_MID.get(Number(text.slice(from, from + 3)));
  if (text.startsWith('00')) return mid(2);
  if (text.startsWith('0')) return mid(1);
  if (text.startsWith('111')) return mid(3);
  if (text.startsWith('8')) return mid(1);
  if (text.startsWith('98') || text.startsWith('99')) return mid(2);
  return mid(0);
}
