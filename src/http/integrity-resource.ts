/** Identities and positions that cannot be, and areas in which GNSS seems disturbed. */
import { integrityView } from '../contract/views.ts';
import { type Api, failures, inTheatre, plainJson, theatreOf } from './api.ts';
import type { WatchNode } from './watch-node.ts';

export function integrityResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/theatres/:theatreId/integrity',
    {
      schema: {
        tags: ['watch'],
        summary: 'What was set aside and why, vessels in doubt, disturbances',
        params: inTheatre,
        response: { 200: integrityView, ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request) => theatreOf(node, request.params.theatreId).integrity(),
  );
}
