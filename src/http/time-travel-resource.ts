/** The queue and the positions as they stood. */
import { z } from 'zod';
import { queue } from '../contract/desk.ts';
import { type Api, failures, found, inTheatre, plainJson, theatreOf, timeText } from './api.ts';
import type { WatchNode } from './watch-node.ts';

const at = z.strictObject({ at: timeText });

export function timeTravelResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/theatres/:theatreId/queue',
    {
      schema: {
        tags: ['time travel'],
        summary: 'The queue as it stood',
        params: inTheatre,
        querystring: at,
        response: { 200: queue, ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request) =>
      found(await theatreOf(node, request.params.theatreId).queueAt(request.query.at), 'queue of that time'),
  );
  api.get(
    '/api/theatres/:theatreId/positions',
    {
      schema: {
        tags: ['time travel'],
        summary: 'Positions as they stood: a binary frame, columns as in the live stream',
        params: inTheatre,
        querystring: at,
        response: {
          200: { content: { 'application/octet-stream': { schema: z.unknown().meta({ format: 'binary' }) } } },
          ...failures,
        },
      },
    },
    async (request, reply) => {
      const frame = await theatreOf(node, request.params.theatreId).positionsAt(request.query.at);
      return reply.type('application/octet-stream').send(Buffer.from(frame));
    },
  );
}
