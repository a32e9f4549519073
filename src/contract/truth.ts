/** What really happens in a simulated world: written beside its sentences, read by tests and by the evaluation. */
import { z } from 'zod';

export const TRUTH_SCHEMA = 'merivaht.truth/1';
const whole = z.int();

export const truth = z.strictObject({
  schema: z.literal(TRUTH_SCHEMA),
  scenario: z.string(),
  seed: whole,
  reconstruction: z.string(),
  /** How the real case ended, printed wherever the case is shown. */
  outcome: z.string(),
  from: z.string(),
  to: z.string(),
  vessels: z.array(
    z.strictObject({
      mmsi: whole,
      name: z.string(),
      role: z.enum(['culprit', 'decoy', 'traffic']),
      behaviour: z.string(),
      flag: z.string().optional(),
      /** Intervals in which an anchor is on the seabed. */
      drags: z.array(z.strictObject({ fromAt: z.string(), toAt: z.string() })),
      /** Why a decoy must not be alerted. */
      why: z.string().optional(),
    }),
  ),
  faults: z.array(
    z.strictObject({
      assetId: z.string(),
      at: z.string(),
      mmsi: whole,
      lonE5: whole,
      latE5: whole,
      source: z.string(),
    }),
  ),
  sources: z.array(
    z.strictObject({ fact: z.string(), url: z.string(), kind: z.enum(['stated', 'computed', 'estimate']) }),
  ),
});
export type Truth = z.infer<typeof truth>;
