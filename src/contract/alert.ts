/**
 * Alerts as they leave the core: `merivaht.alerts/1`. All numbers are rounded integers in the unit their name states;
 * positions are degrees times 100,000; times are ISO 8601 in UTC, whole seconds.
 */
import { z } from 'zod';

export const ALERTS_SCHEMA = 'merivaht.alerts/1';
export const ALERT_SCHEMA = 'merivaht.alert/1';

export const severities = ['high', 'actionable', 'watch'] as const;
export type Severity = (typeof severities)[number];

const whole = z.int();
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const position = z.strictObject({ lonE5: whole, latE5: whole });

export const factorGroups = ['kinematic', 'exposure', 'identity', 'context'] as const;
export type FactorGroup = (typeof factorGroups)[number];

/** One step of the waterfall. `milliNats` > 0 speaks for the behaviour, < 0 against it; exposure factors carry 0. */
export const factor = z.strictObject({
  id: z.string(),
  group: z.enum(factorGroups),
  milliNats: whole,
  /** The independent sign this factor belongs to, if it is one; two different ones are needed for *high*. */
  sign: z.string().optional(),
  /** One plain sentence, English. */
  text: z.string(),
  /** The same in numbers, for other languages: integers with units in their names. */
  values: z.record(z.string(), z.union([whole, z.string()])),
});
export type AlertFactor = z.infer<typeof factor>;

export const assetAtRisk = z.strictObject({
  assetId: z.string(),
  name: z.string(),
  owners: z.array(z.string()),
  kind: z.string(),
  distanceM: whole,
  kpM: whole,
  /** Earliest and latest minutes until the ship is over it; both 0 while it is there. */
  minutesFrom: whole,
  minutesTo: whole,
  watchState: z.enum(['watched', 'degraded', 'not-watched', 'unknown']),
});
export type AssetAtRisk = z.infer<typeof assetAtRisk>;

export const alertVessel = z.strictObject({
  mmsi: whole,
  name: z.string().optional(),
  imo: whole.optional(),
  callsign: z.string().optional(),
  /** ITU-R M.1371 ship type number and its common word. */
  shipType: whole.optional(),
  shipTypeWord: z.string().optional(),
  lengthM: whole.optional(),
  /** ISO 3166 code from the MMSI's first three digits. Never a reason for an alert. */
  flag: z.string().optional(),
});
export type AlertVessel = z.infer<typeof alertVessel>;

export const alert = z.strictObject({
  schema: z.literal(ALERT_SCHEMA),
  /** Derived from vessel, kind and onset tick. */
  id: z.string(),
  kind: z.string(),
  severity: z.enum(severities),
  status: z.enum(['open', 'ended', 'withdrawn']),
  /** 1 is first in the queue. */
  rank: whole,
  vessel: alertVessel,
  onsetAt: time,
  /** The tick at which it was first raised, and first raised at least as actionable. */
  raisedAt: time,
  actionableAt: time.optional(),
  updatedAt: time,
  endedAt: time.optional(),
  /** One plain sentence: what later data disproved it. */
  withdrawnBecause: z.string().optional(),
  position,
  speedTenthKn: whole.optional(),
  courseDeg: whole.optional(),
  headingDeg: whole.optional(),
  ownPaceTenthKn: whole.optional(),
  /** One sentence: what, where, and what is next. */
  sentence: z.string(),
  /** Text to read on VHF 16. */
  vhfText: z.string(),
  /** What the sentence is made of, for other languages: whole numbers with units in their names, by kind. */
  measures: z.record(z.string(), whole).optional(),
  /** Where the waterfall starts: with it, `speaksFor` and `speaksAgainst` add up to `evidenceMilliNats`. */
  priorMilliNats: whole.optional(),
  /** Sum of kinematic, identity and context factors and the prior. */
  evidenceMilliNats: whole,
  speaksFor: z.array(factor),
  speaksAgainst: z.array(factor),
  exposure: z.array(factor),
  assetsAtRisk: z.array(assetAtRisk),
  crossed: z.array(z.strictObject({ assetId: z.string(), at: time, kpM: whole, sigmaS: whole, sigmaKpM: whole })),
  /** Speed against own pace and where it went, for the charts. One point a minute, oldest first, thinned to at most 240. */
  profile: z.array(
    z.strictObject({
      at: time,
      lonE5: whole,
      latE5: whole,
      speedTenthKn: whole.optional(),
      ownPaceTenthKn: whole.optional(),
    }),
  ),
  configurationHash: z.string(),
});
export type Alert = z.infer<typeof alert>;

/** A ship that looked suspicious and was not alerted, with the reason. */
export const considered = z.strictObject({
  vessel: alertVessel,
  kind: z.string(),
  reason: z.string(),
  text: z.string(),
  values: z.record(z.string(), z.union([whole, z.string()])),
  firstAt: time,
  lastAt: time,
  times: whole,
  position,
  nearestAssetId: z.string().optional(),
});
export type Considered = z.infer<typeof considered>;

export const assetWatch = z.strictObject({
  assetId: z.string(),
  name: z.string(),
  hoursWatched: whole,
  hoursDegraded: whole,
  hoursNotWatched: whole,
  /** Runs of the same state, oldest first. `because` says what was missing. */
  periods: z.array(
    z.strictObject({
      from: time,
      to: time,
      state: z.enum(['watched', 'degraded', 'not-watched']),
      because: z.string(),
    }),
  ),
});
export type AssetWatch = z.infer<typeof assetWatch>;

export const alertsDocument = z.strictObject({
  schema: z.literal(ALERTS_SCHEMA),
  /** Says what the input was: `reconstruction` for simulated sentences, `timesInvented` where times were given by hand. */
  provenance: z.strictObject({ reconstruction: z.string().optional(), timesInvented: z.boolean() }),
  regionId: z.string(),
  from: time.optional(),
  to: time.optional(),
  configurationHash: z.string(),
  assetsHash: z.string(),
  alerts: z.array(alert),
  considered: z.array(considered),
  assetWatch: z.array(assetWatch),
});
export type AlertsDocument = z.infer<typeof alertsDocument>;
