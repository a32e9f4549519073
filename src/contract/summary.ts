/** What `merivaht scan` writes into `summary.json`: counts of everything read, kept and set aside. */
import { z } from 'zod';

export const SUMMARY_SCHEMA = 'merivaht.summary/1';
const count = z.int().min(0);

export const summary = z.strictObject({
  schema: z.literal(SUMMARY_SCHEMA),
  inputs: z.array(z.strictObject({ name: z.string(), format: z.string(), bytes: count })),
  regionId: z.string(),
  reconstruction: z.string().optional(),
  timesInvented: z.boolean(),
  from: z.string().optional(),
  to: z.string().optional(),
  /** Sentences, rows or objects read. */
  records: count,
  /** Position reports read. */
  positions: count,
  /** Accepted positions. */
  fixes: count,
  vessels: count,
  /** Days in which a vessel was heard: the sum over vessels of heard UTC days' shares, times 100 as a whole number over 100. */
  vesselDays: z.number(),
  /** Days in which a cargo ship or tanker makes at least 6 kn with a known own pace. */
  monitoredVesselDays: z.number(),
  crossings: count,
  alerts: z.strictObject({ high: count, actionable: count, watch: count }),
  rejected: z.record(z.string(), count),
  late: count,
  untimed: count,
  seconds: z.number(),
});
export type Summary = z.infer<typeof summary>;
