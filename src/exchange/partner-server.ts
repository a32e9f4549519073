/**
 * Where partners ask: HTTPS with mutual TLS 1.3, pinned to the authorities of the partners that may be spoken with, and nothing
 * else behind it. It knows no record: what goes out is what `serve` released.
 */
import { constants } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { MerivahtError } from '../contract/errors.ts';
import type { WireAnswer, WireRequest } from '../contract/partner-wire.ts';
import { type OwnTls, type PinnedPartner, strangerBecause } from './partner-peer.ts';
import { TokenBucket } from './token-bucket.ts';
import { requestOf } from './wire-paths.ts';

export interface PartnerServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly tls: OwnTls;
  /** Those that may be spoken with now. Asked again by `refresh`. */
  readonly partners: () => readonly PinnedPartner[];
  /** Asked for each request anew: a relation that ends between two requests ends here. */
  readonly isOpenTo: (nodeId: string) => boolean;
  readonly serve: (nodeId: string, request: WireRequest) => WireAnswer | Promise<WireAnswer>;
  readonly limits?: Partial<PartnerServerLimits>;
}

export interface PartnerServerLimits {
  /** Sockets of all, and of one partner. */
  readonly connections: number;
  readonly connectionsAPartner: number;
  readonly burst: number;
  readonly requestsPerSecond: number;
  readonly bodyBytes: number;
  /** Until a handshake is done; until the head of a request is here; until all of it is. */
  readonly handshakeMs: number;
  readonly headersMs: number;
  readonly requestMs: number;
  /** An answer that is not taken in so long ends its socket. */
  readonly idleMs: number;
  /** Bytes that may wait for a slow reader of events. */
  readonly eventBytes: number;
}

const LIMITS: PartnerServerLimits = {
  connections: 128,
  connectionsAPartner: 8,
  burst: 100,
  requestsPerSecond: 20,
  bodyBytes: 64 << 10,
  handshakeMs: 5000,
  headersMs: 5000,
  requestMs: 10_000,
  idleMs: 30_000,
  eventBytes: 4096,
};
const MAX_HEADER_BYTES = 8 << 10;

/** What was turned away, by reason: shown in /metrics. */
export type PartnerServerRefusals = Readonly<Record<RefusalReason, number>>;
type RefusalReason =
  | 'handshake'
  | 'stranger'
  | 'too-many-sockets'
  | 'too-often'
  | 'too-long'
  | 'no-such-address'
  | 'failed';

interface Peer {
  readonly sockets: Set<TLSSocket>;
  readonly events: Set<ServerResponse>;
  readonly bucket: TokenBucket;
}

export class PartnerServer {
  readonly #options: PartnerServerOptions;
  readonly #limits: PartnerServerLimits;
  readonly #server: Server;
  readonly #peers = new Map<string, Peer>();
  readonly #nodeOf = new WeakMap<TLSSocket, string>();
  readonly #refusals: Record<RefusalReason, number> = {
    handshake: 0, stranger: 0, 'too-many-sockets': 0, 'too-often': 0, 'too-long': 0, 'no-such-address': 0, failed: 0,
  }; // biome-ignore format: a list reads better in lines
  #pinned: readonly PinnedPartner[] = [];
  #size = 0;

  private constructor(options: PartnerServerOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#pinned = options.partners();
    this.#server = createServer(
      {
        ...this.#context(),
        requestCert: true,
        rejectUnauthorized: true,
        handshakeTimeout: this.#limits.handshakeMs,
        headersTimeout: this.#limits.headersMs,
        requestTimeout: this.#limits.requestMs,
        connectionsCheckingInterval: 1000,
        maxHeaderSize: MAX_HEADER_BYTES,
        keepAliveTimeout: this.#limits.idleMs,
      },
      (request, response) => void this.#handle(request, response),
    );
    this.#server.maxConnections = this.#limits.connections;
    this.#server.on('tlsClientError', (_error, socket) => {
      this.#refusals.handshake++;
      socket.destroy();
    });
    this.#server.on('clientError', (_error, socket) => socket.destroy());
    this.#server.on('secureConnection', (socket) => this.#welcome(socket));
  }

  /** Throws MV-PORT-IN-USE. */
  static async listen(options: PartnerServerOptions): Promise<PartnerServer> {
    const server = new PartnerServer(options);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', (cause: NodeJS.ErrnoException) =>
        reject(
          cause.code === 'EADDRINUSE'
            ? new MerivahtError('MV-PORT-IN-USE', `port ${options.port} on ${options.host} is taken`, { cause })
            : cause,
        ),
      );
      server.#server.listen(options.port, options.host, resolve);
    });
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get refusals(): PartnerServerRefusals {
    return { ...this.#refusals };
  }

  /** After a relation changed: pins anew, and cuts at once whom we no longer speak with. */
  refresh(): void {
    this.#pinned = this.#options.partners();
    this.#server.setSecureContext(this.#context());
    for (const [nodeId, peer] of this.#peers)
      if (!this.#pinned.some((p) => p.nodeId === nodeId) || !this.#options.isOpenTo(nodeId)) {
        for (const socket of peer.sockets) socket.destroy();
        this.#peers.delete(nodeId);
      }
  }

  /** The log has a new size: says so to all who listen, and nothing more. A slow one hears the next. */
  announce(size: number): void {
    this.#size = size;
    for (const [nodeId, { events }] of this.#peers) {
      if (events.size > 0 && !this.#options.isOpenTo(nodeId)) continue;
      for (const response of events)
        if (response.writableLength < this.#limits.eventBytes) response.write(eventOf(size));
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const { sockets } of this.#peers.values()) for (const socket of sockets) socket.destroy();
    this.#server.closeAllConnections();
    await closed;
  }

  #context() {
    return {
      cert: this.#options.tls.certPem,
      key: this.#options.tls.keyPem,
      // Never empty of meaning: without partners nobody's certificate is good.
      ca: this.#pinned.map((p) => p.authorityPem),
      minVersion: 'TLSv1.3' as const,
      // A resumed session would be let in by a ticket, not by its certificate.
      secureOptions: constants.SSL_OP_NO_TICKET,
    };
  }

  #welcome(socket: TLSSocket): void {
    const cert = socket.getPeerCertificate(true);
    const partner = this.#pinned.find((p) => p.nodeId === cert.subject?.CN);
    if (
      partner === undefined ||
      strangerBecause(cert, partner) !== undefined ||
      !this.#options.isOpenTo(partner.nodeId)
    ) {
      this.#refusals.stranger++;
      socket.destroy();
      return;
    }
    const peer = this.#peerOf(partner.nodeId);
    if (peer.sockets.size >= this.#limits.connectionsAPartner) {
      this.#refusals['too-many-sockets']++;
      socket.destroy();
      return;
    }
    peer.sockets.add(socket);
    this.#nodeOf.set(socket, partner.nodeId);
    socket.once('close', () => peer.sockets.delete(socket));
  }

  #peerOf(nodeId: string): Peer {
    let peer = this.#peers.get(nodeId);
    if (peer === undefined) {
      const bucket = new TokenBucket(this.#limits.burst, this.#limits.requestsPerSecond, Date.now());
      peer = { sockets: new Set(), events: new Set(), bucket };
      this.#peers.set(nodeId, peer);
    }
    return peer;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const socket = request.socket as TLSSocket;
    const nodeId = this.#nodeOf.get(socket);
    const peer = nodeId === undefined ? undefined : this.#peers.get(nodeId);
    if (nodeId === undefined || peer === undefined || !this.#options.isOpenTo(nodeId)) {
      socket.destroy();
      return;
    }
    if (!peer.bucket.take(Date.now())) {
      this.#refusals['too-often']++;
      return send(response, { status: 429, type: 'text', body: 'too often\n' });
    }
    const url = request.url ?? '';
    if (request.method === 'GET' && url === '/fed/v1/events') return this.#events(peer, response);
    try {
      const body = await bodyOf(request, this.#limits.bodyBytes);
      if (body === undefined) {
        this.#refusals['too-long']++;
        response.once('finish', () => socket.destroy());
        return send(response, { status: 400, type: 'text', body: 'too long\n' });
      }
      const asked = requestOf(request.method ?? '', url, body);
      if (asked === undefined) {
        this.#refusals['no-such-address']++;
        return send(response, { status: 404, type: 'text', body: 'not found\n' });
      }
      const answer = await this.#options.serve(nodeId, asked);
      // It may have been cut while its answer was made.
      if (!this.#options.isOpenTo(nodeId)) socket.destroy();
      else send(response, answer);
    } catch {
      // What went wrong is ours, or the socket's end; neither is told.
      this.#refusals.failed++;
      socket.destroy();
    }
  }

  #events(peer: Peer, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(eventOf(this.#size));
    peer.events.add(response);
    response.once('close', () => peer.events.delete(response));
  }
}

const eventOf = (size: number): string => `data: ${size}\n\n`;

const TYPES = {
  text: 'text/plain; charset=utf-8',
  size: 'text/x.tlog.size',
  json: 'application/json',
  bytes: 'application/octet-stream',
} as const;

function send(response: ServerResponse, answer: WireAnswer): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
  response.writeHead(answer.status, {
    'content-type': TYPES[answer.type],
    'content-length': body.length,
    'cache-control': 'no-store',
  });
  response.end(body);
}

/** Undefined where it is too long: the rest is not read. */
async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
