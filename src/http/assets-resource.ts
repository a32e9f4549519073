/** An asset's page, and what the map is drawn from: assets and land as GeoJSON. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { assetPage } from '../contract/views.ts';
import { type Api, failures, found, idText, inTheatre, plainJson, theatreOf } from './api.ts';
import type { WatchNode, WatchTheatre } from './watch-node.ts';

/** Only the outer shape: its features are the map's business. */
const featureCollection = z.looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });

interface GroundText {
  readonly text: string;
  readonly etag: string;
}

/** Neither changes while the node runs: made once a theatre. */
class Ground {
  readonly #held = new WeakMap<WatchTheatre, Promise<GroundText>>();
  readonly #make: (theatre: WatchTheatre) => Promise<unknown>;

  constructor(make: (theatre: WatchTheatre) => Promise<unknown>) {
    this.#make = make;
  }

  of(theatre: WatchTheatre): Promise<GroundText> {
    const held = this.#held.get(theatre);
    if (held !== undefined) return held;
    const made = this.#make(theatre).then((value) => {
      const text = JSON.stringify(value);
      return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
    });
    this.#held.set(theatre, made);
    // A failure is not kept: the next request tries again.
    made.catch(() => this.#held.delete(theatre));
    return made;
  }
}

function sendGround(request: FastifyRequest, reply: FastifyReply, { text, etag }: GroundText): FastifyReply {
  reply.header('etag', etag).header('cache-control', 'no-cache');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type('application/geo+json').send(text);
}

export function assetsResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/theatres/:theatreId/assets/:assetId',
    {
      schema: {
        tags: ['assets'],
        summary: 'One asset: route, hours watched, crossings',
        params: inTheatre.extend({ assetId: idText }),
        response: { 200: assetPage, ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request) => {
      const { theatreId, assetId } = request.params;
      return found(await theatreOf(node, theatreId).asset(assetId), `asset ${assetId}`);
    },
  );
  const grounds = [
    ['assets', 'Assets of the theatre; approximate, not for navigation', new Ground((t) => t.assetsGeoJson())],
    ['land', 'Land of the theatre', new Ground((t) => t.land())],
  ] as const;
  for (const [name, summary, ground] of grounds)
    api.get(
      `/api/theatres/:theatreId/${name}.geojson`,
      {
        schema: {
          tags: ['assets'],
          summary,
          params: inTheatre,
          response: { 200: { content: { 'application/geo+json': { schema: featureCollection } } }, ...failures },
        },
        serializerCompiler: () => String,
      },
      async (request, reply) =>
        sendGround(request, reply as FastifyReply, await ground.of(theatreOf(node, request.params.theatreId))),
    );
}
