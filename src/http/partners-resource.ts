/** `/api/partners`: who they are, what they sent, what they hold of ours, and what officers do with them. */
import { z } from 'zod';
import { MerivahtError } from '../contract/errors.ts';
import { nodeId, signedCard } from '../contract/node-card.ts';
import { partnerActDone, partnerActRequest } from '../contract/partner-act.ts';
import { alertLabel, damageReport, partnersState, releasePreview } from '../contract/partner-views.ts';
import { subject } from '../contract/record.ts';
import { type Api, failures, idText, plainJson } from './api.ts';
import type { PartnersDesk } from './partners-desk.ts';
import type { WatchNode } from './watch-node.ts';

const fields = z.union([z.literal('all'), z.array(z.string().max(60)).min(1).max(60)]);
const NOBODY = {
  schema: 'merivaht.partners/1' as const,
  revision: 0,
  partners: [],
  inbound: [],
  lists: [],
  cases: [],
  questions: [],
  recognised: [],
  recalls: [],
  equivocations: [],
};

export function partnersResource(api: Api, node: WatchNode): void {
  const desk = (): PartnersDesk => {
    if (node.partners === undefined) throw new MerivahtError('MV-NO-IDENTITY', 'this node has no card');
    return node.partners;
  };
  api.get(
    '/api/partners',
    {
      schema: {
        tags: ['partners'],
        summary:
          'Partners, what they released to us, cases, questions and lists; 204 where `since` is the present revision',
        querystring: z.strictObject({
          since: z
            .string()
            .regex(/^\d{1,15}$/)
            .transform(Number)
            .optional(),
        }),
        response: { 200: partnersState, 204: z.undefined().meta({ description: 'nothing new' }), ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request, reply) => {
      if (node.partners === undefined) return reply.code(200).send(NOBODY);
      if (request.query.since === node.partners.revision) return reply.code(204).send();
      return reply.code(200).send(await node.partners.state());
    },
  );
  api.get(
    '/api/partners/card',
    {
      schema: {
        tags: ['partners'],
        summary: "This node's own card, to be handed to a partner",
        response: { 200: signedCard, ...failures },
      },
    },
    async () => desk().card(),
  );
  api.post(
    '/api/partners/acts',
    {
      schema: {
        tags: ['partners'],
        summary: 'What officers do with partners. Acts that widen take two officers and both passphrases',
        body: partnerActRequest,
        response: { 200: partnerActDone, ...failures },
      },
    },
    async (request) => desk().act(request.body),
  );
  api.post(
    '/api/partners/preview',
    {
      schema: {
        tags: ['partners'],
        summary: 'Exactly what a partner would see of an alert or list, and whether the gate would let it go',
        body: z.strictObject({ to: nodeId, subject, fields }),
        response: { 200: releasePreview, ...failures },
      },
    },
    async (request) => desk().preview(request.body.to, request.body.subject, request.body.fields),
  );
  api.get(
    '/api/partners/:nodeId/damage-report',
    {
      schema: {
        tags: ['partners'],
        summary: 'What a partner holds of ours: it keeps that, whatever we do',
        params: z.strictObject({ nodeId }),
        response: { 200: damageReport, ...failures },
      },
      serializerCompiler: plainJson,
    },
    async (request) => desk().damageReport(request.params.nodeId),
  );
  api.get(
    '/api/theatres/:theatreId/alerts/:alertId/label',
    {
      schema: {
        tags: ['partners'],
        summary: 'Who may see an alert, and who has been given which version of it',
        params: z.strictObject({ theatreId: idText, alertId: idText }),
        response: { 200: alertLabel, ...failures },
      },
    },
    async (request) => desk().labelOf(request.params.theatreId, request.params.alertId),
  );
}
