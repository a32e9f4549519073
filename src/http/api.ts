/** What the resources share: the typed Fastify, how a theatre is found, and the parameters that stand in addresses. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifySerializerCompiler, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MerivahtError } from '../contract/errors.ts';
import type { WatchNode, WatchTheatre } from './watch-node.ts';

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export const DAY_MS = 86_400_000;
/** No query reaches over more than this: a quarter, as the archive of a case does. */
const MAX_SPAN_MS = 92 * DAY_MS;

/** Ids as the contracts write them. What does not look like one is refused before it reaches anything. */
export const idText = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/, 'not an id');
export const mmsiText = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'not an MMSI')
  .transform(Number)
  .meta({ description: 'MMSI' });

/** A time as ISO 8601 in UTC or as milliseconds since 1970; milliseconds after it is read. */
export const timeText = z
  .string()
  .regex(/^(\d{1,14}|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)$/, 'not a time such as 2024-12-25T10:00:00Z')
  .transform((text, context) => {
    const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
    if (Number.isFinite(ms)) return ms;
    context.addIssue({ code: 'custom', message: 'no such time' });
    return z.NEVER;
  })
  .meta({ description: 'ISO 8601 in UTC, or milliseconds since 1970' });

/** A number of rows, 1 to `most`. */
export const limitText = (usual: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'not a whole number')
    .default(String(usual))
    .transform(Number)
    .refine((n) => n >= 1 && n <= most, `1 to ${most}`)
    .meta({ description: `1 to ${most}; ${usual} without it` });

export const inTheatre = z.strictObject({ theatreId: idText });

export const problem = z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() });
/** Every route can fail. */
export const failures = { '4xx': problem, '5xx': problem };

/** For answers that are long: written as they are, without a second look at each field. */
export const plainJson: FastifySerializerCompiler<unknown> = () => (data) => JSON.stringify(data);

export function theatreOf(node: WatchNode, theatreId: string): WatchTheatre {
  const theatre = node.theatre(theatreId);
  if (theatre === undefined) throw new MerivahtError('MV-NOT-FOUND', `there is no theatre ${theatreId}`);
  return theatre;
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new MerivahtError('MV-NOT-FOUND', `there is no ${what}`);
  return value;
}

/** A span of time; without an end it ends at the watch's clock, without a beginning it is a day long. */
export function span(
  query: { readonly from?: number | undefined; readonly to?: number | undefined },
  theatre: WatchTheatre,
): { readonly fromMs: number; readonly toMs: number } {
  const toMs = query.to ?? Date.parse(theatre.state.clock.dataAt);
  const fromMs = query.from ?? toMs - DAY_MS;
  if (fromMs > toMs) throw new MerivahtError('MV-REQUEST-INVALID', 'from: is after to');
  if (toMs - fromMs > MAX_SPAN_MS)
    throw new MerivahtError('MV-REQUEST-INVALID', `from: more than ${MAX_SPAN_MS / DAY_MS} days before to`);
  return { fromMs, toMs };
}
