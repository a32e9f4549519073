/** Who crossed an asset, and who was in a zone. */
import { z } from 'zod';
import { lonLat, utcSecond, whole } from '../contract/values.ts';
import { crossingRow } from '../contract/views.ts';
import {
  type Api,
  failures,
  idText,
  inTheatre,
  limitText,
  mmsiText,
  plainJson,
  span,
  theatreOf,
  timeText,
} from './api.ts';
import type { WatchNode } from './watch-node.ts';

const inZone = z.strictObject({ mmsi: whole, name: z.string().optional(), firstAt: utcSecond, lastAt: utcSecond });

export function crossingsResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/theatres/:theatreId/crossings',
    {
      schema: {
        tags: ['assets'],
        summary: 'Crossings of assets by vessels; the last day without times',
        params: inTheatre,
        querystring: z.strictObject({
          assetId: idText.optional(),
          mmsi: mmsiText.optional(),
          from: timeText.optional(),
          to: timeText.optional(),
          limit: limitText(1000, 100_000),
        }),
        response: { 200: z.array(crossingRow), ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request) => {
      const theatre = theatreOf(node, request.params.theatreId);
      const { assetId, mmsi, limit } = request.query;
      return theatre.crossings({
        ...span(request.query, theatre),
        limit,
        ...(assetId === undefined ? {} : { assetId }),
        ...(mmsi === undefined ? {} : { mmsi }),
      });
    },
  );
  api.post(
    '/api/theatres/:theatreId/zone',
    {
      schema: {
        tags: ['vessels'],
        summary: 'Vessels that were inside a ring in a span of time',
        params: inTheatre,
        body: z.strictObject({
          ring: z.array(lonLat).min(3).max(200),
          from: timeText.optional(),
          to: timeText.optional(),
        }),
        response: { 200: z.array(inZone), ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request) => {
      const theatre = theatreOf(node, request.params.theatreId);
      const { fromMs, toMs } = span(request.body, theatre);
      return theatre.inZone(request.body.ring, fromMs, toMs);
    },
  );
}
