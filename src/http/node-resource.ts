/** `/api/node`: what this node is, its theatres and its officers. */
import { nodeInfo } from '../contract/views.ts';
import { type Api, failures } from './api.ts';
import type { WatchNode } from './watch-node.ts';

export function nodeResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/node',
    { schema: { tags: ['node'], summary: 'Version, theatres and officers', response: { 200: nodeInfo, ...failures } } },
    async () => ({
      version: node.version,
      boot: node.boot,
      theatres: node.theatres.map((t) => t.info),
      officers: await node.officers(),
    }),
  );
}
