/** Start, pause, speed and jump of a replay. */
import { z } from 'zod';
import { replayCommand } from '../contract/views.ts';
import { type Api, failures, inTheatre, theatreOf } from './api.ts';
import type { WatchNode } from './watch-node.ts';

export function replayResource(api: Api, node: WatchNode): void {
  api.post(
    '/api/theatres/:theatreId/replay',
    {
      schema: {
        tags: ['watch'],
        summary: 'Moves a replay; 409 where the theatre is live',
        params: inTheatre,
        body: replayCommand,
        response: { 204: z.undefined().meta({ description: 'done' }), ...failures },
      },
    },
    async (request, reply) => {
      await theatreOf(node, request.params.theatreId).replay(request.body);
      return reply.code(204).send();
    },
  );
}
