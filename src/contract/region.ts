/** A theatre as it is written in `data/regions/ID.json`. */
import { z } from 'zod';

export const REGION_SCHEMA = 'merivaht.region/1';

const lonLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** A place where ships slow down or stop for a reason. A circle, a polygon (first ring only), or a line with a width. */
const shape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('circle'), centre: lonLat, radiusM: z.number().positive() }),
  z.strictObject({ type: z.literal('polygon'), ring: z.array(lonLat).min(4) }),
  z.strictObject({ type: z.literal('line'), line: z.array(lonLat).min(2), halfWidthM: z.number().positive() }),
]);
export type PlaceShape = z.infer<typeof shape>;

export const placeKinds = ['anchorage', 'port', 'pilot', 'traffic-scheme', 'ferry', 'waiting', 'no-anchoring'] as const;
export type PlaceKind = (typeof placeKinds)[number];

export const place = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  kind: z.enum(placeKinds),
  name: z.string().min(1),
  names: z.strictObject({ et: z.string().optional(), ja: z.string().optional() }).optional(),
  shape,
  source: z.string(),
  note: z.string().optional(),
});
export type Place = z.infer<typeof place>;

export const region = z.strictObject({
  schema: z.literal(REGION_SCHEMA),
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.strictObject({ en: z.string(), et: z.string(), ja: z.string() }),
  /** West, south, east, north in degrees. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  timeZone: z.string(),
  languages: z.array(z.string()).min(1),
  /** File names in `data/assets/`. */
  assets: z.array(z.string()),
  /** File name in `data/coastlines/`, for the small maps of a report. */
  coastline: z.string().optional(),
  places: z.array(place),
  /** Whom to call. Placeholders until the node's owner fills them in: never a real number in what ships. */
  contacts: z.array(
    z.strictObject({
      assets: z.array(z.string()),
      role: z.string(),
      organisation: z.string(),
      call: z.string(),
      placeholder: z.boolean(),
    }),
  ),
  sources: z.record(z.string(), z.strictObject({ title: z.string(), url: z.string(), licence: z.string() })),
});
export type Region = z.infer<typeof region>;
