/** The HTTP server of a node: access, headers, limits, log, and the resources, one a file. */
import type { Server } from 'node:http';
import fastifyHelmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { MerivahtError } from '../contract/errors.ts';
import { askedBy, checkAccess, isJson, ownHosts, requireLoopback } from './access.ts';
import { actsResource } from './acts-resource.ts';
import { alertsResource } from './alerts-resource.ts';
import type { Api } from './api.ts';
import { assetsResource } from './assets-resource.ts';
import { consoleFiles } from './console-files.ts';
import { crossingsResource } from './crossings-resource.ts';
import { handOverResource } from './hand-over-resource.ts';
import { healthResource, ServerMetrics } from './health-resource.ts';
import { integrityResource } from './integrity-resource.ts';
import { liveStream, websocketPlugin } from './live-stream.ts';
import { nodeResource } from './node-resource.ts';
import { openapi } from './openapi.ts';
import { partnersResource } from './partners-resource.ts';
import { sendProblem } from './problems.ts';
import { replayResource } from './replay-resource.ts';
import { searchResource } from './search-resource.ts';
import { helmetOptions } from './security-headers.ts';
import { stateResource } from './state-resource.ts';
import { timeTravelResource } from './time-travel-resource.ts';
import { vesselsResource } from './vessels-resource.ts';
import type { WatchNode } from './watch-node.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where the built console lies, absolute. It need not exist. */
  readonly webFolder: string;
  /** Structured log (pino), a JSON object a line; without it nothing is logged. */
  readonly logger?: {
    /** fatal, error, warn, info, debug, trace or silent. */
    readonly level: string;
    readonly stream?: { write(line: string): void };
  };
  /** An origin of this machine whose page may show the console in a frame. */
  readonly framedBy?: string;
  /** Between two pings of a live stream. */
  readonly heartbeatMs?: number;
}

const BODY_LIMIT_BYTES = 1024 * 1024;
/** Until a whole request is here, and until its answer is. */
const REQUEST_TIMEOUT_MS = 30_000;
const HANDLER_TIMEOUT_MS = 60_000;
/** The live streams and as many again for each page's requests. */
const MAX_CONNECTIONS = 512;
const RESOURCES = [
  nodeResource,
  stateResource,
  actsResource,
  alertsResource,
  vesselsResource,
  assetsResource,
  crossingsResource,
  timeTravelResource,
  searchResource,
  integrityResource,
  replayResource,
  handOverResource,
  partnersResource,
];

/** Not yet listening: see `startServer`. Throws MV-ADDRESS-REFUSED for an address that others can reach. */
export function createServer(node: WatchNode, options: ServerOptions): FastifyInstance {
  requireLoopback(options.host);
  const { logger } = options;
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    handlerTimeout: HANDLER_TIMEOUT_MS,
    routerOptions: { maxParamLength: 100 },
    // One line of our own a request: see `observe`.
    logController: new LogController({ disableRequestLogging: true }),
    return503OnClosing: true,
    // Addresses that cannot be read at all: they reach no route and no hook.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    logger:
      logger === undefined
        ? false
        : { level: logger.level, ...(logger.stream === undefined ? {} : { stream: logger.stream }) },
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) =>
    sendProblem(new MerivahtError('MV-NOT-FOUND', 'there is no such address'), request, reply),
  );
  const api: Api = app.withTypeProvider<ZodTypeProvider>();
  const metrics = new ServerMetrics();
  guard(app, options.host, metrics);
  observe(app, metrics);
  app.register(fastifyHelmet, helmetOptions(options.framedBy));
  websocketPlugin(api);
  openapi(api, node.version);
  // In a plugin, so that the hooks of those above see the routes.
  app.register(async (scope) => {
    const inner: Api = scope.withTypeProvider<ZodTypeProvider>();
    for (const resource of RESOURCES) resource(inner, node);
    healthResource(inner, node, metrics);
    liveStream(inner, node, metrics, options.heartbeatMs);
    consoleFiles(inner, options.webFolder, options.framedBy);
  });
  return app;
}

/** Before everything else: nothing is parsed or answered for one who may not ask. */
function guard(app: FastifyInstance, host: string, metrics: ServerMetrics): void {
  let hosts: ReadonlySet<string> | undefined;
  app.addHook('onRequest', async (request) => {
    hosts ??= ownHosts(host, portOf(app.server));
    const asked = askedBy(request);
    try {
      checkAccess(asked, hosts);
    } catch (error) {
      if (error instanceof MerivahtError) metrics.refusals.inc({ code: error.code });
      throw error;
    }
    if (asked.method !== 'GET' && asked.method !== 'HEAD' && !isJson(asked.contentType))
      throw Object.assign(new Error('the content type must be application/json'), { statusCode: 415 });
  });
}

/** One line and one measure a request, by route: no address as given, no query, no body stands in either. */
function observe(app: FastifyInstance, metrics: ServerMetrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    const seconds = reply.elapsedTime / 1000;
    metrics.requests.observe({ method, route, status: String(reply.statusCode) }, seconds);
    request.log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export interface RunningServer {
  readonly app: FastifyInstance;
  /** Where the console is: "http://127.0.0.1:8340". */
  readonly url: string;
  /** Says goodbye to the pages, answers what was asked, and stops. May be called twice. */
  close(): Promise<void>;
}

/** Listens. Throws MV-ADDRESS-REFUSED or MV-PORT-IN-USE. */
export async function startServer(node: WatchNode, options: ServerOptions): Promise<RunningServer> {
  const app = createServer(node, options);
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (cause) {
    await app.close();
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')
      throw new MerivahtError('MV-PORT-IN-USE', `${options.host}:${options.port} is taken`, { cause });
    throw cause;
  }
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= app.close();
    return closed;
  };
  return { app, url: `http://${name}:${portOf(app.server)}`, close };
}
