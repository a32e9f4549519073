/** `merivaht.json`: what a node's owner may set. Strictly checked; its canonical form is hashed into every alert. */
import { z } from 'zod';

export const CONFIGURATION_SCHEMA = 'merivaht.configuration/1';

export const configuration = z.strictObject({
  schema: z.literal(CONFIGURATION_SCHEMA),
  /** Half width in metres of the strip along an asset in which slow ships are looked at. */
  corridorM: z.number().min(100).max(50_000).default(5556),
  /** Detector parameters that differ from the published ones: kind, parameter, value. */
  detectors: z.record(z.string(), z.record(z.string(), z.number())).default({}),
  /** Alert thresholds that differ from the published ones. */
  alerts: z.record(z.string(), z.number()).default({}),
});
export type Configuration = z.infer<typeof configuration>;

export const DEFAULT_CONFIGURATION: Configuration = {
  schema: CONFIGURATION_SCHEMA,
  corridorM: 5556,
  detectors: {},
  alerts: {},
};
