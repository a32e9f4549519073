/** What one JSON object says of a vessel, whoever wrote it. */
import type { StaticReport } from '../ais/static-report.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import type { PositionFields } from './position-fields.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface JsonReport {
  /** AIS message number, 0 where the object does not say. */
  readonly messageType: number;
  readonly fault?: RejectReason;
  readonly mmsi?: number;
  readonly timeMs?: number;
  readonly position?: PositionFields;
  readonly identity?: Omit<StaticReport, 'timeMs' | 'mmsi' | 'source' | 'offset'>;
}

/** A number, or text that is one; NaN for anything else. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
