/** Alerts of a theatre whole, what was considered and not alerted, and what became of a month's alerts. */
import { z } from 'zod';
import { considered } from '../contract/alert.ts';
import { alertView, falseAlarmTable } from '../contract/views.ts';
import { type Api, failures, found, idText, inTheatre, plainJson, theatreOf, timeText } from './api.ts';
import type { WatchNode } from './watch-node.ts';

export function alertsResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/theatres/:theatreId/alerts/:alertId',
    {
      schema: {
        tags: ['watch'],
        summary: 'One alert with all that explains it, how it is handled, and its log; `at`: as it stood then',
        params: inTheatre.extend({ alertId: idText }),
        querystring: z.strictObject({ at: timeText.optional() }),
        response: { 200: alertView, ...failures },
      },
    },
    async (request) => {
      const { theatreId, alertId } = request.params;
      return found(await theatreOf(node, theatreId).alert(alertId, request.query.at), `alert ${alertId}`);
    },
  );
  api.get(
    '/api/theatres/:theatreId/considered',
    {
      schema: {
        tags: ['watch'],
        summary: 'Ships that looked suspicious and were not alerted, with the reason',
        params: inTheatre,
        response: { 200: z.array(considered), ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request) => theatreOf(node, request.params.theatreId).considered(),
  );
  api.get(
    '/api/theatres/:theatreId/false-alarms',
    {
      schema: {
        tags: ['watch'],
        summary: 'Of one month: how many alerts were closed for which reason',
        params: inTheatre,
        querystring: z.strictObject({
          month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'not a month such as 2024-12'),
        }),
        response: { 200: falseAlarmTable, ...failures },
      },
    },
    async (request) => theatreOf(node, request.params.theatreId).falseAlarms(request.query.month),
  );
}
