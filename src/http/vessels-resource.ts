/** A vessel's card and its track. */
import { z } from 'zod';
import { trackPoint, vesselCard } from '../contract/views.ts';
import { type Api, failures, found, inTheatre, mmsiText, plainJson, span, theatreOf, timeText } from './api.ts';
import type { WatchNode } from './watch-node.ts';

const ofVessel = inTheatre.extend({ mmsi: mmsiText });

export function vesselsResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/theatres/:theatreId/vessels/:mmsi',
    {
      schema: {
        tags: ['vessels'],
        summary: 'Who a vessel says it is, where it was last heard, its alerts and crossings',
        params: ofVessel,
        response: { 200: vesselCard, ...failures },
      },
    },
    async (request) => {
      const { theatreId, mmsi } = request.params;
      return found(await theatreOf(node, theatreId).vessel(mmsi), `vessel ${mmsi}`);
    },
  );
  api.get(
    '/api/theatres/:theatreId/vessels/:mmsi/track',
    {
      schema: {
        tags: ['vessels'],
        summary: 'Where a vessel went, oldest first; the last day without times',
        params: ofVessel,
        querystring: z.strictObject({ from: timeText.optional(), to: timeText.optional() }),
        response: { 200: z.array(trackPoint), ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request) => {
      const theatre = theatreOf(node, request.params.theatreId);
      const { fromMs, toMs } = span(request.query, theatre);
      return theatre.track(request.params.mmsi, fromMs, toMs);
    },
  );
}
