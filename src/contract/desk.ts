/** The desk of a watch: the queue with how each alert is handled, folds, and what else the acts say. */
import { z } from 'zod';
import { contact, iceState, ownUnit, reopenCauses, works } from './act.ts';
import { alert, severities } from './alert.ts';
import { utcSecond, whole } from './values.ts';

/** What ended a silence: the behaviour is no longer the one that was silenced. */
export const silenceEnds = [
  'graver',
  'other-behaviour',
  'asset-crossed',
  'asset-nearer',
  'withdrawn',
  'by-hand',
] as const;
export type SilenceEnd = (typeof silenceEnds)[number];

const who = z.strictObject({ officer: z.string(), officerName: z.string(), at: utcSecond, actId: z.string() });

/** How an alert is handled. Absent members: not so. */
export const handling = z.strictObject({
  acknowledged: who.optional(),
  silenced: who.optional(),
  silenceEnded: z.strictObject({ at: utcSecond, because: z.enum(silenceEnds) }).optional(),
  assigned: who.extend({ to: z.string() }).optional(),
  closed: who.extend({ reason: z.string(), note: z.string() }).optional(),
  /** It was closed so, and came back by itself: graver since. Until it is closed again. */
  reopened: who
    .extend({ reason: z.string(), note: z.string(), reopenedAt: utcSecond, because: z.enum(reopenCauses) })
    .optional(),
  /** Calls, units and notes about it. */
  logCount: whole,
});
export type Handling = z.infer<typeof handling>;

/** An alert without what only its own panel shows. */
export const alertHead = alert.omit({ profile: true, crossed: true, exposure: true });
export type AlertHead = z.infer<typeof alertHead>;

export const queueRow = z.strictObject({
  alert: alertHead,
  handling,
  /** Ids of the assets it crossed since the first sign, each once, in order; absent: none. */
  crossed: z.array(z.string()).optional(),
  /** Rings until acknowledged: high, open, neither acknowledged nor silenced nor closed. */
  sounds: z.boolean(),
  /** The fold it lies in; absent: a row of its own. */
  foldId: z.string().optional(),
  /** Beyond the budget of the watch: in the counted drawer, never gone. */
  inDrawer: z.boolean(),
});
export type QueueRow = z.infer<typeof queueRow>;

export const foldCauses = ['storm', 'disturbance', 'lost-feed', 'ice'] as const;
/** Alerts with one cause in one row. A ship whose evidence stands without that cause stays outside. */
export const fold = z.strictObject({
  foldId: z.string(),
  cause: z.enum(foldCauses),
  since: utcSecond,
  severity: z.enum(severities),
  alertIds: z.array(z.string()),
  /** For the sentence: whole numbers with units in their names, and names. */
  values: z.record(z.string(), z.union([whole, z.string()])),
});
export type Fold = z.infer<typeof fold>;

/** The queue in order: `order` holds alert ids and fold ids, first is first. Nothing is left out of it but what was closed. */
export const queue = z.strictObject({
  order: z.array(z.string()),
  rows: z.array(queueRow),
  folds: z.array(fold),
});
export type Queue = z.infer<typeof queue>;

/** What the acts say beside the queue. */
export const deskBooks = z.strictObject({
  units: z.array(ownUnit),
  contacts: z.array(contact.extend({ lastTestedAt: utcSecond.optional(), lastTestAnswered: z.boolean().optional() })),
  works: z.array(works.extend({ endedAt: utcSecond.optional() })),
  ice: iceState.optional(),
});
export type DeskBooks = z.infer<typeof deskBooks>;
