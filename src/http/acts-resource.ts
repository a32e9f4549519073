/** `/api/theatres/:theatreId/acts`: what officers did, and the way to do something. */
import { z } from 'zod';
import { act, actRequest } from '../contract/act.ts';
import { type Api, failures, idText, inTheatre, limitText, theatreOf } from './api.ts';
import type { WatchNode } from './watch-node.ts';

/** Acts remembered, to tell a repeated request from a first one: more than a watch does in a month. */
const MAX_REMEMBERED = 10_000;

export function actsResource(api: Api, node: WatchNode): void {
  const done = new Set<string>();
  const remember = (key: string): void => {
    done.add(key);
    for (const oldest of done) {
      if (done.size <= MAX_REMEMBERED) break;
      done.delete(oldest);
    }
  };
  api.post(
    '/api/theatres/:theatreId/acts',
    {
      schema: {
        tags: ['acts'],
        summary: 'Acts: 201 when it is on disk and on the desk, 200 when this actId already was',
        params: inTheatre,
        body: actRequest,
        response: { 200: act, 201: act, ...failures },
      },
    },
    async (request, reply) => {
      const { theatreId } = request.params;
      const key = `${theatreId} ${request.body.actId}`;
      const kept = await theatreOf(node, theatreId).act(request.body);
      const isRepeated = done.has(key);
      remember(key);
      return reply.code(isRepeated ? 200 : 201).send(kept);
    },
  );
  api.get(
    '/api/theatres/:theatreId/acts',
    {
      schema: {
        tags: ['acts'],
        summary: 'The logbook, newest first; `before` is the actId after which the next page begins',
        params: inTheatre,
        querystring: z.strictObject({
          alertId: idText.optional(),
          before: idText.optional(),
          limit: limitText(100, 1000),
        }),
        response: { 200: z.array(act), ...failures },
      },
    },
    async (request) => {
      const { alertId, before, limit } = request.query;
      return theatreOf(node, request.params.theatreId).acts({
        limit,
        ...(alertId === undefined ? {} : { alertId }),
        ...(before === undefined ? {} : { before }),
      });
    },
  );
}
