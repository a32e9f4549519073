/** Messages 5, 19 and 24 as identity reports. */
import type { DecodedMessage } from './decode-message.ts';
import type { StaticReport } from './static-report.ts';

type Mutable = { -readonly [K in keyof StaticReport]: StaticReport[K] };

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const words = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export const isIdentityType = (type: number): boolean => type === 5 || type === 19 || type === 24;

/** What a static message says; only what it gave is set. */
export function identityReport(m: DecodedMessage, timeMs: number, source: number, offset: number): StaticReport {
  const report: Mutable = { timeMs: Number.isNaN(timeMs) ? undefined : timeMs, mmsi: m.mmsi, source, offset };
  const imo = number(m.imo);
  if (imo !== undefined) report.imo = imo;
  const name = words(m.name);
  if (name !== undefined) report.name = name;
  const callsign = words(m.callsign);
  if (callsign !== undefined) report.callsign = callsign;
  const shipType = number(m.shipType);
  if (shipType !== undefined) report.shipType = shipType;
  if (m.toBowM !== undefined) {
    report.toBowM = Number(m.toBowM);
    report.toSternM = Number(m.toSternM);
    report.toPortM = Number(m.toPortM);
    report.toStarboardM = Number(m.toStarboardM);
  }
  const draughtM = number(m.draughtM);
  if (draughtM !== undefined) report.draughtTenthM = Math.round(draughtM * 10);
  const destination = words(m.destination);
  if (destination !== undefined) report.destination = destination;
  if (m.month !== undefined && m.day !== undefined)
    report.eta = {
      month: Number(m.month),
      day: Number(m.day),
      hour: Number(m.hour ?? 24),
      minute: Number(m.minute ?? 60),
    };
  return report;
}
