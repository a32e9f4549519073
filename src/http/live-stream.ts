/** `/api/theatres/:theatreId/live`: the WebSocket on which a page hears everything. Pages listen and say nothing. */
import fastifyWebsocket, { type WebSocket } from '@fastify/websocket';
import { z } from 'zod';
import { MerivahtError } from '../contract/errors.ts';
import { type Api, failures, inTheatre, theatreOf } from './api.ts';
import type { ServerMetrics } from './health-resource.ts';
import { PageStream } from './page-stream.ts';
import type { WatchNode } from './watch-node.ts';

export const MAX_STREAMS = 100;
/** Two of these without an answer and the socket is dead. */
export const HEARTBEAT_MS = 15_000;
/** A page that does not answer the goodbye is let go after it. */
const GOODBYE_MS = 1000;
const MAX_INCOMING_BYTES = 1024;
/** Close codes of RFC 6455, 7.4.1. */
const GOING_AWAY = 1001;
const POLICY = 1008;
const INTERNAL = 1011;
const TRY_LATER = 1013;

const resumeQuery = z.strictObject({
  boot: z.string().max(100).optional(),
  since: z
    .string()
    .regex(/^\d{1,15}$/, 'not a revision')
    .transform(Number)
    .optional(),
});

/** Has to be registered, and awaited, before the route. */
export function websocketPlugin(api: Api): void {
  api.register(fastifyWebsocket, {
    options: { maxPayload: MAX_INCOMING_BYTES, perMessageDeflate: false },
    preClose(done) {
      // Pages come back at once: from now on their upgrade is a plain request, and refused.
      this.server.removeAllListeners('upgrade');
      const { clients } = this.websocketServer;
      for (const client of clients) client.close(GOING_AWAY, 'the server stops');
      const last = setTimeout(() => {
        for (const client of clients) client.terminate();
      }, GOODBYE_MS);
      this.websocketServer.close(() => {
        clearTimeout(last);
        done();
      });
    },
    errorHandler(error, socket, request) {
      request.log.warn({ err: error, route: request.routeOptions.url }, 'live stream ended with an error');
      socket.terminate();
    },
  });
}

export function liveStream(api: Api, node: WatchNode, metrics: ServerMetrics, heartbeatMs = HEARTBEAT_MS): void {
  const answered = new WeakSet<WebSocket>();
  let open = 0;
  const full = (): boolean => open >= MAX_STREAMS;

  const heartbeat = setInterval(() => {
    for (const socket of api.websocketServer.clients) {
      if (!answered.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeatMs);
  heartbeat.unref();
  api.addHook('onClose', async () => clearInterval(heartbeat));

  api.route({
    method: 'GET',
    url: '/api/theatres/:theatreId/live',
    schema: {
      tags: ['watch'],
      summary: 'WebSocket: state, changes and beats as JSON text, positions as binary frames',
      description:
        'Begins with the changes after `since` of boot `boot` where they are still held, else with the whole state. A page that falls behind is given the latest state whole.',
      params: inTheatre,
      querystring: resumeQuery,
      response: { 101: z.undefined().meta({ description: 'the stream begins' }), ...failures },
    },
    // Before the upgrade, so that a refusal is an HTTP answer with a code.
    preHandler: async (request) => {
      theatreOf(node, request.params.theatreId);
      if (!request.ws || !full()) return;
      metrics.refusals.inc({ code: 'MV-BUSY' });
      throw new MerivahtError('MV-BUSY', `${MAX_STREAMS} live streams are open`);
    },
    handler: async (_request, reply) =>
      reply.code(426).header('upgrade', 'websocket').send({
        code: 'MV-REQUEST-INVALID',
        message: 'this address speaks WebSocket only',
        remedy: 'Open it as a WebSocket.',
      }),
    wsHandler: (socket, request) => {
      const { theatreId } = inTheatre.parse(request.params);
      const { boot, since } = request.query as z.output<typeof resumeQuery>;
      if (full()) return socket.close(TRY_LATER, 'too many live streams');
      const theatre = theatreOf(node, theatreId);
      open++;
      metrics.streams.set(open);
      answered.add(socket);
      socket.on('pong', () => answered.add(socket));
      socket.on('message', () => socket.close(POLICY, 'this stream takes no messages'));
      const page = new PageStream(socket, {
        fellBehind: () => metrics.behind.inc(),
        sendWhole: (listener) => {
          metrics.wholes.inc();
          theatre.sendWhole(listener);
        },
      });
      let leave: (() => void) | undefined;
      socket.on('close', () => {
        open--;
        metrics.streams.set(open);
        leave?.();
      });
      try {
        leave = theatre.subscribe(page, boot === undefined || since === undefined ? undefined : { boot, since });
        page.began();
      } catch (error) {
        request.log.error({ err: error, route: request.routeOptions.url }, 'live stream could not begin');
        socket.close(INTERNAL, 'the server could not answer');
      }
    },
  });
}
