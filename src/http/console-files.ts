/** The built console: its files, and `index.html` for every address without a dot. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MerivahtError } from '../contract/errors.ts';
import type { Api } from './api.ts';
import { consolePolicy } from './security-headers.ts';

/** May stand in `index.html` where a nonce belongs (Vite: `html.cspNonce`); every answer carries another one. */
export const NONCE_PLACE = '{{csp-nonce}}';
/** Names that a build made of their content: they never mean another file. */
const HASHED = /^assets\/[^/]+-[\w-]{8,}\.\w+$/;

const NOT_BUILT = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Merivaht</title></head><body>
<h1>Merivaht is watching, but its console was not built</h1>
<p>Run <code>npm exec -- vite build --config web/vite.config.ts</code> in the folder of Merivaht and load this page again.</p>
<p>What works without it: <a href="/health">/health</a>, <a href="/metrics">/metrics</a>, <a href="/api/docs">/api/docs</a>.</p>
</body></html>
`;

async function sendIndex(
  webFolder: string,
  request: FastifyRequest,
  reply: FastifyReply,
  framedBy: string | undefined,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8');
  let page: string;
  try {
    page = await readFile(join(webFolder, 'index.html'), 'utf8');
  } catch {
    return reply.code(503).send(NOT_BUILT);
  }
  if (!page.includes(NONCE_PLACE)) return reply.send(page);
  const nonce = randomBytes(16).toString('base64');
  reply.header('content-security-policy', consolePolicy(request.headers.host, nonce, framedBy));
  return reply.send(page.replaceAll(NONCE_PLACE, nonce));
}

export function consoleFiles(api: Api, webFolder: string, framedBy?: string): void {
  api.register(fastifyStatic, { root: webFolder, serve: false, suppressWarning: true });
  api.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    const last = path.slice(path.lastIndexOf('/') + 1);
    if (path === 'index.html' || (!last.includes('.') && !/^(api|metrics|health)(\/|$)/.test(path)))
      return sendIndex(webFolder, request, reply as FastifyReply, framedBy);
    if (path.startsWith('api/')) throw new MerivahtError('MV-NOT-FOUND', 'there is no such address');
    const isHashed = HASHED.test(path);
    return reply.sendFile(path, {
      index: false,
      dotfiles: 'ignore',
      maxAge: isHashed ? '1y' : 0,
      immutable: isHashed,
    });
  });
}
