/** Catalogues of cables and pipelines as they are written in `data/assets/*.json`: GeoJSON with what is known of each. */
import { z } from 'zod';

export const ASSETS_SCHEMA = 'merivaht.assets/1';

const lonLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const line = z.array(lonLat).min(2);

export const assetKinds = ['power-cable', 'telecom-cable', 'gas-pipeline', 'oil-pipeline', 'water-pipeline'] as const;
export type AssetKind = (typeof assetKinds)[number];

/** A landing point: KP 0 is at the first one. `source` is the id of a source of the catalogue. */
const landing = z.strictObject({
  name: z.string().min(1),
  country: z.string().length(2),
  position: lonLat,
  source: z.string(),
});

/** Something known at a kilometre point, measured along the drawn route from its first vertex. */
const atKp = z.strictObject({ kpKm: z.number().min(0), valueM: z.number(), source: z.string() });

export const assetProperties = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().min(1),
  names: z.strictObject({ et: z.string().optional(), ja: z.string().optional() }).optional(),
  kind: z.enum(assetKinds),
  status: z.enum(['in-service', 'damaged', 'out-of-service', 'planned']),
  owners: z.array(z.string().min(1)).min(1),
  landings: z.array(landing).min(1),
  /** One standard deviation, in metres, of how far the drawn route may lie from the real one. */
  positionSigmaM: z.number().positive(),
  depthM: z.array(atKp).optional(),
  burialM: z.array(atKp).optional(),
  /** Published length in km, for comparison with the drawn one. */
  lengthKm: z.number().positive().optional(),
  notes: z.string().optional(),
  /** The notes in other languages. */
  notesIn: z.strictObject({ et: z.string().optional(), ja: z.string().optional() }).optional(),
  sources: z.array(z.string()).min(1),
});
export type AssetProperties = z.infer<typeof assetProperties>;

export const assetFeature = z.strictObject({
  type: z.literal('Feature'),
  properties: assetProperties,
  geometry: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('LineString'), coordinates: line }),
    z.strictObject({ type: z.literal('MultiLineString'), coordinates: z.array(line).min(1) }),
  ]),
});

export const assetCatalogue = z.strictObject({
  schema: z.literal(ASSETS_SCHEMA),
  type: z.literal('FeatureCollection'),
  title: z.string(),
  licence: z.string(),
  /** Shown with every map: routes are drawn from published landing points and waypoints. */
  disclaimer: z.literal('approximate, not for navigation'),
  sources: z.record(
    z.string(),
    z.strictObject({ title: z.string(), url: z.string(), accessed: z.string().optional() }),
  ),
  features: z.array(assetFeature),
});
export type AssetCatalogue = z.infer<typeof assetCatalogue>;
