/** `/api/theatres/:theatreId/state`: what the live stream begins with, for programs that only look. */
import { theatreState } from '../contract/live.ts';
import { type Api, failures, inTheatre, plainJson, theatreOf } from './api.ts';
import type { WatchNode } from './watch-node.ts';

export function stateResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/theatres/:theatreId/state',
    {
      schema: {
        tags: ['watch'],
        summary: 'Clock, queue, books, feeds, assets and alarms as they stand',
        params: inTheatre,
        response: { 200: theatreState, ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request) => theatreOf(node, request.params.theatreId).state,
  );
}
