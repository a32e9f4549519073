/** Search over ships, assets and alerts of a theatre. */
import { z } from 'zod';
import { searchHit } from '../contract/views.ts';
import { type Api, failures, inTheatre, limitText, theatreOf } from './api.ts';
import type { WatchNode } from './watch-node.ts';

export function searchResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/theatres/:theatreId/search',
    {
      schema: {
        tags: ['watch'],
        summary: 'Ships, assets and alerts whose names or numbers hold the words',
        params: inTheatre,
        querystring: z.strictObject({ q: z.string().trim().min(1).max(100), limit: limitText(20, 200) }),
        response: { 200: z.array(searchHit), ...failures },
      },
    },
    async (request) => theatreOf(node, request.params.theatreId).search(request.query.q, request.query.limit),
  );
}
