/** `/api/docs`: the OpenAPI 3.1 description, made of the same zod schemas that check requests, and a page to read it. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { act, actRequest } from '../contract/act.ts';
import { considered } from '../contract/alert.ts';
import { queue } from '../contract/desk.ts';
import { liveMessage, theatreState } from '../contract/live.ts';
import {
  alertView,
  assetPage,
  crossingRow,
  falseAlarmTable,
  health,
  integrityView,
  nodeInfo,
  replayCommand,
  searchHit,
  trackPoint,
  vesselCard,
} from '../contract/views.ts';
import { type Api, problem } from './api.ts';

/** Named in the description. `LiveMessage` stands in no route: it is what the WebSocket says. */
const NAMED = {
  Act: act,
  ActRequest: actRequest,
  AlertView: alertView,
  AssetPage: assetPage,
  Considered: considered,
  CrossingRow: crossingRow,
  FalseAlarmTable: falseAlarmTable,
  Health: health,
  IntegrityView: integrityView,
  LiveMessage: liveMessage,
  NodeInfo: nodeInfo,
  Problem: problem,
  Queue: queue,
  ReplayCommand: replayCommand,
  SearchHit: searchHit,
  TheatreState: theatreState,
  TrackPoint: trackPoint,
  VesselCard: vesselCard,
};

/** Swagger UI works without inline styles but for one that hides an empty picture. */
const DOCS_POLICY = {
  'default-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};

/** Has to be registered before the routes. */
export function openapi(api: Api, version: string): void {
  const schemaRegistry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) schemaRegistry.add(schema, { id });
  api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Merivaht',
        description:
          'A watch over undersea cables and pipelines. Its output is advice; it accuses no one. Times are ISO 8601 in UTC, positions degrees times 100,000, all numbers whole in the unit their name states.',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });
  api.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: DOCS_POLICY,
    uiConfig: { docExpansion: 'list', validatorUrl: null, layout: 'BaseLayout' },
    theme: { title: 'Merivaht: interface' },
  });
}
