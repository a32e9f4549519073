/** Asks partners: HTTPS with mutual TLS 1.3, each pinned to the authority in its card. Every answer has a bound and a deadline. */

import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { MAX_WIRE_BYTES, type WireAnswer, type WireRequest } from '../contract/partner-wire.ts';
import { type OwnTls, type PinnedPartner, strangerBecause } from './partner-peer.ts';
import { pathOf } from './wire-paths.ts';

export interface PartnerClientOptions {
  readonly tls: OwnTls;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** Nothing heard on a partner's events for so long: asked anew. The log's tick is half a second. */
  readonly silentMs?: number;
}

const TIMEOUT_MS = 10_000;
const SILENT_MS = 15_000;
const MAX_EVENT_LINE = 100;
const STATUSES = [400, 403, 404, 422, 429, 503] as const;

export class PartnerClient {
  readonly #options: PartnerClientOptions;
  readonly #agents = new Map<string, { readonly key: string; readonly agent: Agent }>();
  #closed = false;

  constructor(options: PartnerClientOptions) {
    this.#options = options;
  }

  /** Undefined where it did not answer, or not as itself, or not in bounds. Never throws. */
  ask(partner: PinnedPartner, asked: WireRequest): Promise<WireAnswer | undefined> {
    const timeoutMs = this.#options.timeoutMs ?? TIMEOUT_MS;
    return new Promise((resolve) => {
      const sent = this.#send(partner, pathOf(asked), asked.kind === 'add-checkpoint' ? asked.body : undefined);
      if (sent === undefined) return resolve(undefined);
      // One deadline for all of it: a body that drips does not put it off.
      const deadline = setTimeout(() => sent.destroy(), timeoutMs);
      const done = (answer: WireAnswer | undefined): void => {
        clearTimeout(deadline);
        resolve(answer);
      };
      sent.on('error', () => done(undefined));
      let isAnswered = false;
      sent.on('close', () => {
        if (!isAnswered) done(undefined);
      });
      sent.on('response', (response) => {
        // From here on the end of the body says how it went, or its breaking off.
        isAnswered = true;
        answerOf(response, this.#options.maxBytes ?? MAX_WIRE_BYTES).then(done, () => done(undefined));
      });
    });
  }

  /** Calls `onSize` at each word of the partner's events; `onEnd` once, when it ended for whatever reason. Gives what ends it. */
  listen(partner: PinnedPartner, onSize: (size: number) => void, onEnd: () => void): () => void {
    const sent = this.#send(partner, '/fed/v1/events', undefined);
    if (sent === undefined) {
      queueMicrotask(onEnd);
      return () => undefined;
    }
    let ended = false;
    const silentMs = this.#options.silentMs ?? SILENT_MS;
    let silence = setTimeout(() => sent.destroy(), silentMs);
    const end = (): void => {
      clearTimeout(silence);
      if (!ended) onEnd();
      ended = true;
    };
    sent.on('error', () => undefined);
    sent.on('close', end);
    sent.on('response', (response) => {
      if (response.statusCode !== 200) return void sent.destroy();
      response.on('error', () => undefined);
      let text = '';
      response.setEncoding('latin1');
      response.on('data', (part: string) => {
        clearTimeout(silence);
        silence = setTimeout(() => sent.destroy(), silentMs);
        const lines = (text + part).split('\n');
        text = lines.pop()!;
        if (text.length > MAX_EVENT_LINE) return void sent.destroy();
        for (const line of lines) {
          const size = /^data: (\d{1,15})$/.exec(line)?.[1];
          if (size !== undefined && !ended) onSize(Number(size));
        }
      });
    });
    return () => {
      ended = true;
      sent.destroy();
    };
  }

  /** At once: whatever is under way with this partner ends. */
  cut(nodeId: string): void {
    this.#agents.get(nodeId)?.agent.destroy();
    this.#agents.delete(nodeId);
  }

  close(): void {
    this.#closed = true;
    for (const nodeId of [...this.#agents.keys()]) this.cut(nodeId);
  }

  #send(partner: PinnedPartner, path: string, body: string | undefined) {
    if (this.#closed) return undefined;
    const url = new URL(path, partner.endpoint);
    const sent = httpsRequest(url, {
      method: body === undefined ? 'GET' : 'POST',
      agent: this.#agentOf(partner),
      headers: body === undefined ? {} : { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) },
    });
    sent.end(body);
    return sent;
  }

  #agentOf(partner: PinnedPartner): Agent {
    const key = `${partner.endpoint} ${partner.authorityPem}`;
    const known = this.#agents.get(partner.nodeId);
    if (known?.key === key) return known.agent;
    this.cut(partner.nodeId);
    const agent = new Agent({
      keepAlive: true,
      maxSockets: 4,
      maxFreeSockets: 2,
      cert: this.#options.tls.certPem,
      key: this.#options.tls.keyPem,
      ca: [partner.authorityPem],
      minVersion: 'TLSv1.3',
      rejectUnauthorized: true,
      // Sessions are not resumed: each socket shows its certificate.
      maxCachedSessions: 0,
      // The name that counts is the node's, in a certificate of its own authority; where it is reached may change.
      checkServerIdentity: (_host, cert) => {
        const because = strangerBecause(cert, partner);
        return because === undefined ? undefined : new Error(because);
      },
    });
    this.#agents.set(partner.nodeId, { key, agent });
    return agent;
  }
}

async function answerOf(response: IncomingMessage, maxBytes: number): Promise<WireAnswer | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) {
      response.destroy();
      return undefined;
    }
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  if (response.statusCode === 200) {
    const type = response.headers['content-type'] ?? '';
    if (type.startsWith('application/octet-stream')) return { status: 200, type: 'bytes', body: new Uint8Array(body) };
    return { status: 200, type: type.startsWith('application/json') ? 'json' : 'text', body: body.toString('utf8') };
  }
  if (response.statusCode === 409) return { status: 409, type: 'size', body: body.toString('utf8') };
  const status = STATUSES.find((s) => s === response.statusCode);
  return status === undefined ? undefined : { status, type: 'text', body: body.toString('utf8') };
}
