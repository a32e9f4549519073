/** `/health` tells the truth to a person and, by its status, to a program; `/metrics` counts. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { z } from 'zod';
import { health } from '../contract/views.ts';
import { type Api, failures } from './api.ts';
import type { WatchNode } from './watch-node.ts';

/** What the server itself counts, beside what the node counts. */
export class ServerMetrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'merivaht_http_request_seconds',
    help: 'Time from request to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 30],
    registers: [this.registry],
  });
  readonly streams = new Gauge({
    name: 'merivaht_live_streams',
    help: 'Pages that listen now',
    registers: [this.registry],
  });
  readonly behind = new Counter({
    name: 'merivaht_live_behind_total',
    help: 'Times a page took its bytes too slowly',
    registers: [this.registry],
  });
  readonly wholes = new Counter({
    name: 'merivaht_live_wholes_total',
    help: 'Times a page that fell behind was given the whole state instead of what it missed',
    registers: [this.registry],
  });
  readonly refusals = new Counter({
    name: 'merivaht_http_refusals_total',
    help: 'Requests of another host or site, and streams beyond the bound',
    labelNames: ['code'],
    registers: [this.registry],
  });
}

export function healthResource(api: Api, node: WatchNode, metrics: ServerMetrics): void {
  api.get(
    '/health',
    {
      schema: {
        tags: ['node'],
        summary: '200 while it is ok or degraded, 503 when it fails',
        response: { 200: health, 503: health, ...failures },
      },
    },
    async (_request, reply) => {
      const state = node.health();
      return reply
        .header('cache-control', 'no-store')
        .code(state.status === 'failing' ? 503 : 200)
        .send(state);
    },
  );
  api.get(
    '/metrics',
    {
      schema: {
        tags: ['node'],
        summary: 'Counts and measures as Prometheus text',
        response: { 200: { content: { 'text/plain': { schema: z.string() } } }, ...failures },
      },
      serializerCompiler: () => String,
    },
    async (_request, reply) => {
      const text = `${(await node.metrics()).trimEnd()}\n${await metrics.registry.metrics()}`;
      return reply.type(metrics.registry.contentType).send(text);
    },
  );
}
