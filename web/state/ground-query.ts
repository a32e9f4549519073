/** What the map is drawn on: land and the routes of assets. They do not change while the node runs. */
import { z } from 'zod';
import { getJson, theatrePath } from './api.ts';

const featureCollection = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.looseObject({ type: z.literal('Feature'), geometry: z.unknown(), properties: z.unknown() })),
});
export type GroundFeatures = z.infer<typeof featureCollection>;

export const groundQuery = (theatreId: string | undefined, name: 'land' | 'assets', boot: string | undefined) => ({
  queryKey: ['ground', theatreId ?? '', name, boot ?? ''],
  queryFn: (): Promise<GroundFeatures> => getJson(theatrePath(`${name}.geojson`), featureCollection),
  staleTime: Number.POSITIVE_INFINITY,
  enabled: theatreId !== undefined,
});
