/** What the pages ask for beside the live stream: vessel card, asset page, track, time travel, search, integrity, health. */
import { z } from 'zod';
import { act } from './act.ts';
import { alert, alertVessel, considered } from './alert.ts';
import { handling } from './desk.ts';
import { feed } from './feed.ts';
import { alarm, assetState, clockState, theatreInfo } from './live.ts';
import { reason } from './reason.ts';
import { lonLat, utcSecond, whole } from './values.ts';

export const officer = z.strictObject({
  officerId: z.string(),
  name: z.string(),
  observer: z.boolean(),
  /** Ed25519 public key, base64url of the raw 32 bytes. */
  publicKey: z.string(),
  addedAt: utcSecond,
});
export type Officer = z.infer<typeof officer>;

export const alertView = z.strictObject({ alert, handling, log: z.array(act) });
export type AlertView = z.infer<typeof alertView>;

export const crossingRow = z.strictObject({
  mmsi: whole,
  name: z.string().optional(),
  assetId: z.string(),
  at: utcSecond,
  sigmaS: whole,
  kpM: whole,
  sigmaKpM: whole,
  speedTenthKn: whole.optional(),
});
export type CrossingRow = z.infer<typeof crossingRow>;

export const trackPoint = z.strictObject({
  at: utcSecond,
  lonE5: whole,
  latE5: whole,
  speedTenthKn: whole.optional(),
  courseDeg: whole.optional(),
  headingDeg: whole.optional(),
});
export type TrackPoint = z.infer<typeof trackPoint>;

export const vesselCard = z.strictObject({
  vessel: alertVessel,
  /** Names, call signs and IMO numbers it gave, newest first. */
  identities: z.array(alertVessel.extend({ from: utcSecond })),
  lastHeardAt: utcSecond.optional(),
  position: z.strictObject({ lonE5: whole, latE5: whole }).optional(),
  speedTenthKn: whole.optional(),
  courseDeg: whole.optional(),
  headingDeg: whole.optional(),
  ownPaceTenthKn: whole.optional(),
  destination: z.string().optional(),
  draughtTenthM: whole.optional(),
  /** Watch-lists are not read yet; said so on the card. */
  lists: z.literal('not-yet'),
  alerts: z.array(
    z.strictObject({ alertId: z.string(), severity: z.string(), onsetAt: utcSecond, status: z.string() }),
  ),
  considered: z.array(considered),
  crossings: z.array(crossingRow),
});
export type VesselCard = z.infer<typeof vesselCard>;

export const assetPage = z.strictObject({
  state: assetState,
  /** Lines of [lon, lat]; KP 0 at the first vertex of the first. */
  lines: z.array(z.array(lonLat)),
  lengthM: whole,
  positionSigmaM: whole,
  notes: z.string().optional(),
  notesIn: z.strictObject({ et: z.string().optional(), ja: z.string().optional() }).optional(),
  landings: z.array(z.strictObject({ name: z.string(), country: z.string(), position: lonLat })),
  hours: z.array(
    z.strictObject({
      from: utcSecond,
      to: utcSecond,
      state: z.string(),
      because: z.string(),
      reasons: z.array(reason).optional(),
    }),
  ),
  crossings: z.array(crossingRow),
});
export type AssetPage = z.infer<typeof assetPage>;

export const searchHit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('vessel'), vessel: alertVessel }),
  z.strictObject({ kind: z.literal('asset'), assetId: z.string(), name: z.string(), names: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('alert'), alertId: z.string(), sentence: z.string(), severity: z.string() }),
]);
export type SearchHit = z.infer<typeof searchHit>;

/** Identity and positions that cannot be: shared identities, impossible jumps, many at once in one place. */
export const integrityView = z.strictObject({
  counts: z.array(z.strictObject({ reason: z.string(), times: whole, lastAt: utcSecond.optional() })),
  vessels: z.array(z.strictObject({ vessel: alertVessel, reason: z.string(), times: whole, lastAt: utcSecond })),
  disturbances: z.array(
    z.strictObject({
      lonE5: whole,
      latE5: whole,
      radiusM: whole,
      vessels: whole,
      since: utcSecond,
      until: utcSecond.optional(),
    }),
  ),
});
export type IntegrityView = z.infer<typeof integrityView>;

/** Of one month, by own use: what became of alerts, and why they were closed. */
export const falseAlarmTable = z.strictObject({
  month: z.string().regex(/^\d{4}-\d\d$/),
  rows: z.array(z.strictObject({ severity: z.string(), reason: z.string(), times: whole })),
  stillOpen: whole,
});
export type FalseAlarmTable = z.infer<typeof falseAlarmTable>;

export const health = z.strictObject({
  /** `ok` only if every theatre's feeds are live and its journal is on disk. */
  status: z.enum(['ok', 'degraded', 'failing']),
  version: z.string(),
  boot: z.string(),
  startedAt: utcSecond,
  theatres: z.array(
    z.strictObject({
      theatreId: z.string(),
      clock: clockState,
      feeds: z.array(feed),
      alarms: z.array(alarm),
      journal: z.strictObject({ last: whole, durableThrough: whole }),
      /** Records handed to the core and not yet judged. */
      coreBehind: whole,
    }),
  ),
});
export type Health = z.infer<typeof health>;

export const nodeInfo = z.strictObject({
  version: z.string(),
  boot: z.string(),
  theatres: z.array(theatreInfo),
  officers: z.array(officer),
});
export type NodeInfo = z.infer<typeof nodeInfo>;

export const replayCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('play') }),
  z.strictObject({ do: z.literal('pause') }),
  z.strictObject({ do: z.literal('speed'), speed: z.number().min(1).max(1000) }),
  z.strictObject({ do: z.literal('jump'), to: utcSecond }),
  z.strictObject({ do: z.literal('start-over') }),
]);
export type ReplayCommand = z.infer<typeof replayCommand>;
