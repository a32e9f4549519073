/**
 * What the server sends a page over its WebSocket: `state` once, then `change`s with the sections that are new, a `beat` each
 * second, and binary position frames (`position-frame.ts`). A page that reconnects with `?boot=B&since=R` gets the changes it
 * missed, or a new `state`.
 */
import { z } from 'zod';
import { alertVessel } from './alert.ts';
import { deskBooks, fold, queue, queueRow } from './desk.ts';
import { feed } from './feed.ts';
import { reason } from './reason.ts';
import { utcSecond, whole } from './values.ts';

/** A page that hears nothing for so long turns grey and sounds. */
export const STALE_AFTER_MS = 5000;
export const BEAT_EVERY_MS = 1000;

export const assetState = z.strictObject({
  assetId: z.string(),
  name: z.string(),
  names: z.strictObject({ et: z.string().optional(), ja: z.string().optional() }).optional(),
  kind: z.string(),
  owners: z.array(z.string()),
  state: z.enum(['watched', 'degraded', 'not-watched', 'unknown']),
  since: utcSecond.optional(),
  /** One plain sentence, English. */
  because: z.string(),
  /** The same for other languages, said one after the other. */
  reasons: z.array(reason).optional(),
});
export type AssetState = z.infer<typeof assetState>;

/** Operating trouble of the node itself. */
export const alarm = z.strictObject({
  code: z.enum([
    'disk-full', 'journal-behind', 'core-behind', 'all-feeds-lost', 'feed-lost', 'archive-failed',
    'partners-closed', 'partners-failed',
  ]), // biome-ignore format: a list reads better in lines
  since: utcSecond,
  text: z.string(),
  values: z.record(z.string(), z.union([whole, z.string()])),
});
export type Alarm = z.infer<typeof alarm>;

export const clockState = z.strictObject({
  /** The watch's clock: now, or the replay's. */
  dataAt: utcSecond,
  /** The last minute the core has judged. */
  tickAt: utcSecond.optional(),
});

export type ClockState = z.infer<typeof clockState>;

export const replayState = z.strictObject({
  playing: z.boolean(),
  speed: z.number(),
  from: utcSecond,
  to: utcSecond,
  /** Ten minutes before the first anomaly. */
  beginAt: utcSecond,
  ended: z.boolean(),
  /** While it runs up to a place as fast as it can. */
  seekingTo: utcSecond.optional(),
  /** Drop to 1x when an alert first becomes high. */
  slowsAtHigh: z.boolean(),
});
export type ReplayState = z.infer<typeof replayState>;

const reconstructionWords = z.strictObject({ title: z.string(), what: z.string(), outcome: z.string() });
export type ReconstructionWords = z.infer<typeof reconstructionWords>;

const placeName = z.strictObject({ en: z.string(), et: z.string().optional(), ja: z.string().optional() });
export type PlaceName = z.infer<typeof placeName>;

export const theatreInfo = z.strictObject({
  theatreId: z.string(),
  name: z.strictObject({ en: z.string(), et: z.string(), ja: z.string() }),
  /** West, south, east, north in degrees. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  timeZone: z.string(),
  /** Set where the traffic is simulated: said wherever it is shown. */
  reconstruction: reconstructionWords
    .extend({ translations: z.strictObject({ et: reconstructionWords, ja: reconstructionWords }).optional() })
    .optional(),
  /** What the places of the theatre are called, by id: factors name them so. */
  placeNames: z.record(z.string(), placeName).optional(),
});
export type TheatreInfo = z.infer<typeof theatreInfo>;

const sections = {
  clock: clockState,
  queue,
  books: deskBooks,
  feeds: z.array(feed),
  assets: z.array(assetState),
  alarms: z.array(alarm),
  replay: replayState.optional(),
  /** Acts so far: a page that shows the logbook asks again when it grows. */
  actCount: whole,
};

export const theatreState = z.strictObject({ theatreId: z.string(), revision: whole, ...sections });
export type TheatreState = z.infer<typeof theatreState>;

/** Rows that are new or changed; `order` is always whole, and rows that are not in it (nor in a fold) are gone. */
export const queueChange = z.strictObject({
  order: z.array(z.string()),
  rows: z.array(queueRow),
  folds: z.array(fold),
});

export const liveMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('state'), boot: z.string(), state: theatreState }),
  z.strictObject({
    type: z.literal('change'),
    revision: whole,
    clock: clockState.optional(),
    queue: queueChange.optional(),
    books: deskBooks.optional(),
    feeds: z.array(feed).optional(),
    assets: z.array(assetState).optional(),
    alarms: z.array(alarm).optional(),
    replay: replayState.optional(),
    actCount: whole.optional(),
  }),
  z.strictObject({ type: z.literal('beat'), revision: whole, clock: clockState }),
  /** Who vessels are: all known once, then those that changed. */
  z.strictObject({ type: z.literal('vessels'), vessels: z.array(alertVessel) }),
  /** The replay was started over or jumped back: forget positions and ask again. */
  z.strictObject({ type: z.literal('reset'), boot: z.string() }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;
export type LiveChange = Extract<LiveMessage, { type: 'change' }>;
