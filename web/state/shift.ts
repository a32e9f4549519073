/** An officer's shift: how long one answer to "who has the watch?" holds. */
import { z } from 'zod';

export const SHIFT_MS = 12 * 3_600_000;

const shiftOfficer = z.object({ officerId: z.string(), name: z.string(), sinceMs: z.number() });
export type ShiftOfficer = z.infer<typeof shiftOfficer>;

/** What was kept, where it is whole and the shift is not over. */
export function readShift(text: string | null, nowMs: number): ShiftOfficer | undefined {
  if (text === null) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = shiftOfficer.safeParse(json);
  if (!read.success) return undefined;
  const ageMs = nowMs - read.data.sinceMs;
  return ageMs >= 0 && ageMs < SHIFT_MS ? read.data : undefined;
}
