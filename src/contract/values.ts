/** Small shapes that several documents share. */
import { z } from 'zod';

export const whole = z.int();
/** WGS84 degrees, [lon, lat]. */
export const lonLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** ISO 8601 in UTC, whole seconds. */
export const utcSecond = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
