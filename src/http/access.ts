/**
 * Who may ask. Until logins exist only this machine may, so only loopback addresses are bound; `Host` must be a loopback name
 * with our port (a name of somebody's that points here, DNS rebinding, is refused), and a page's `Origin` must be our own.
 */
import type { FastifyRequest } from 'fastify';
import { MerivahtError } from '../contract/errors.ts';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

export function requireLoopback(host: string): void {
  if (!isLoopback(host)) throw new MerivahtError('MV-ADDRESS-REFUSED', `${host} is no loopback address`);
}

/** The hosts under which this server may be asked: the loopback names and the address it was bound to, with the port. */
export function ownHosts(boundHost: string, port: number): ReadonlySet<string> {
  const bound = boundHost.includes(':') ? `[${boundHost}]` : boundHost;
  const names = [...LOOPBACK_NAMES, bound];
  return new Set([...names.map((n) => `${n}:${port}`), ...(port === 80 ? names : [])]);
}

export interface AskedBy {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly contentType: string | undefined;
}

/** Throws MV-HOST-REFUSED or MV-ORIGIN-REFUSED. The same for pages, acts and the WebSocket's upgrade. */
export function checkAccess(asked: AskedBy, hosts: ReadonlySet<string>): void {
  const host = asked.host?.toLowerCase();
  if (host === undefined || !hosts.has(host))
    throw new MerivahtError('MV-HOST-REFUSED', 'the Host of the request is not this server');
  // `null` (a sandboxed or local file) is nobody's own.
  if (asked.origin !== undefined && asked.origin.toLowerCase() !== `http://${host}`)
    throw new MerivahtError('MV-ORIGIN-REFUSED', 'the Origin of the request is not this server');
}

/** A form of another site can post text and forms without asking first; JSON it cannot. */
export function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json\s*(;|$)/i.test(contentType);
}

export function askedBy(request: FastifyRequest): AskedBy {
  const { host, origin, 'content-type': contentType } = request.headers;
  return { method: request.method, host, origin, contentType };
}
