/**
 * Acts: everything an officer does on the watch, kept for ever in order. Whatever the desk shows (acknowledged, silenced,
 * assigned, units, works, contacts) is what the acts before it say. An act is never changed; `undo` is another act.
 */
import { z } from 'zod';
import { lonLat, whole } from './values.ts';

export const ACT_SCHEMA = 'merivaht.act/1';

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/);
const line = z.string().min(1).max(500);
const text = z.string().max(4000);
const time = z.iso.datetime();
const mmsi = z.int().min(1).max(999_999_999);

/** Why an alert was closed. Feeds the monthly table of false alarms from own use. */
export const closeReasons = [
  'drag-confirmed', 'engine', 'pilot', 'anchorage', 'port-call', 'works', 'fishing', 'ice', 'weather', 'traffic',
  'disturbance', 'bad-data', 'duplicate', 'other',
] as const; // biome-ignore format: a list reads better in lines
export type CloseReason = (typeof closeReasons)[number];
/** Closed for one of these the alert was right. */
export const CONFIRMING: readonly CloseReason[] = ['drag-confirmed'];

export const unitKinds = ['patrol-vessel', 'cutter', 'aircraft', 'helicopter', 'drone', 'other'] as const;
export const readiness = ['under-way', 'ready-15-min', 'ready-1-h', 'ready-4-h', 'not-available'] as const;

/** An own unit that can be sent. Its ETA stands beside the ship's minutes. */
export const ownUnit = z.strictObject({
  id,
  name: line,
  kind: z.enum(unitKinds),
  position: lonLat,
  speedTenthKn: whole.min(0).max(10_000),
  readiness: z.enum(readiness),
  call: z.string().max(200),
});
export type OwnUnit = z.infer<typeof ownUnit>;

/** Whom to call about which assets; `hours` in the region's own time, "00:00-24:00" for always. */
export const contact = z.strictObject({
  id,
  organisation: line,
  role: line,
  call: z.string().max(200),
  deputyCall: z.string().max(200).optional(),
  assets: z.array(id).max(200),
  hours: z.string().regex(/^\d\d:\d\d-\d\d:\d\d$/),
  placeholder: z.boolean(),
});
export type Contact = z.infer<typeof contact>;

/** Announced works or a notice: excuses the named vessels in the area and time, never the area. */
export const works = z.strictObject({
  id,
  title: line,
  text,
  ring: z.array(lonLat).min(3).max(200),
  from: time,
  to: time,
  vessels: z.array(z.strictObject({ mmsi: mmsi.optional(), name: z.string().max(40).optional() })).max(50),
  source: z.string().max(500),
});
export type Works = z.infer<typeof works>;

export const iceStates = ['none', 'new-ice', 'level-ice', 'ridged-ice', 'convoys'] as const;
export const iceState = z.strictObject({ state: z.enum(iceStates), from: time, note: text });
export type IceState = z.infer<typeof iceState>;

const onAlert = { alertId: id };
const aboutAlert = { alertId: id.optional() };

/** Why the watch itself opened a closed alert again. */
export const reopenCauses = ['graver', 'asset-crossed', 'asset-nearer'] as const;
export type ReopenCause = (typeof reopenCauses)[number];

/** What an officer asks for. `actId` is made by the page, so that a repeated request is the same act. */
export const actBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('acknowledge'), ...onAlert }),
  /** Until the behaviour changes: graver, another behaviour, another asset crossed or ahead, or over. */
  z.strictObject({ kind: z.literal('silence'), ...onAlert }),
  z.strictObject({ kind: z.literal('unsilence'), ...onAlert }),
  z.strictObject({ kind: z.literal('assign'), ...onAlert, to: line }),
  z.strictObject({ kind: z.literal('close'), ...onAlert, reason: z.enum(closeReasons), note: text }),
  z.strictObject({ kind: z.literal('reopen'), ...onAlert }),
  /** By the watch itself, never by an officer: what was closed is graver than it was. `at` is data time too. */
  z.strictObject({ kind: z.literal('reopened'), ...onAlert, because: z.enum(reopenCauses) }),
  z.strictObject({ kind: z.literal('undo'), actId: id }),
  z.strictObject({
    kind: z.literal('vhf-call'),
    ...aboutAlert,
    mmsi: mmsi.optional(),
    channel: z.string().min(1).max(10),
    text: text.min(1),
    answered: z.boolean(),
    reply: text,
  }),
  z.strictObject({
    kind: z.literal('phone-call'),
    ...aboutAlert,
    contactId: id.optional(),
    organisation: line,
    text: text.min(1),
    answered: z.boolean(),
    reply: text,
  }),
  z.strictObject({ kind: z.literal('unit-tasked'), ...aboutAlert, unitId: id, task: text.min(1) }),
  z.strictObject({ kind: z.literal('note'), ...aboutAlert, text: text.min(1) }),
  z.strictObject({ kind: z.literal('hand-over'), to: line, note: text }),
  z.strictObject({ kind: z.literal('unit-set'), unit: ownUnit }),
  z.strictObject({ kind: z.literal('unit-removed'), unitId: id }),
  z.strictObject({ kind: z.literal('contact-set'), contact }),
  z.strictObject({ kind: z.literal('contact-tested'), contactId: id, answered: z.boolean() }),
  z.strictObject({ kind: z.literal('works-announced'), works }),
  z.strictObject({ kind: z.literal('works-ended'), worksId: id }),
  z.strictObject({ kind: z.literal('ice-set'), ice: iceState }),
  /** An officer takes a feed out, or back in; the demonstration's "pull a feed". */
  z.strictObject({ kind: z.literal('feed-cut'), feedId: id }),
  z.strictObject({ kind: z.literal('feed-restored'), feedId: id }),
]);
export type ActBody = z.infer<typeof actBody>;
export type ActKind = ActBody['kind'];

/** These change how an alert is handled, and can be undone. */
export const UNDOABLE: readonly ActKind[] = ['acknowledge', 'silence', 'assign', 'close', 'unsilence', 'reopen'];

/** As it is posted. */
export const actRequest = z.strictObject({ actId: id, officer: id, body: actBody });
export type ActRequest = z.infer<typeof actRequest>;

/** Who is named in an act of the watch itself. */
export const WATCH_ITSELF = { officer: 'merivaht', officerName: 'Merivaht' } as const;

/** As it is kept. */
export const act = z.strictObject({
  schema: z.literal(ACT_SCHEMA),
  actId: id,
  /** Who: the id of an officer of this node, and the name at that time. */
  officer: id,
  officerName: line,
  theatreId: id,
  /** By the node's clock, and by the data's (they differ in a replay). */
  at: time,
  dataAt: time,
  body: actBody,
});
export type Act = z.infer<typeof act>;
