/** What a page of ours may do: its own scripts, styles, workers and stream, nothing of anyone else's, nothing inline. */
import type { IncomingMessage } from 'node:http';
import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * `blob:` for workers and images: MapLibre falls back to a worker made of a blob and decodes images through it. Style sheets
 * are files; style elements need a nonce, which `console-files.ts` gives (`style` goes into that header only).
 */
function directives(style: string, framedBy: string | undefined) {
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'script-src-attr': ["'none'"],
    'style-src': ["'self'", style].filter((s) => s !== ''),
    'worker-src': ["'self'", 'blob:'],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'frame-src': ["'self'", 'blob:'],
    'frame-ancestors': ["'self'", ...(framedBy === undefined ? [] : [framedBy])],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
  };
}

/** Not every browser takes `'self'` for the WebSocket of the same host. The Host was checked before. */
const ownStream = (host: string | undefined): string => `ws://${host ?? '127.0.0.1'}`;

/** `framedBy`: an origin of this machine whose page may show ours in a frame. */
export const helmetOptions = (framedBy?: string): FastifyHelmetOptions => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...directives('', framedBy),
      'connect-src': ["'self'", (request: IncomingMessage) => ownStream(request.headers.host)],
    },
  },
  // Knows only one's own origin; `frame-ancestors` says it all.
  ...(framedBy === undefined ? {} : { frameguard: false, crossOriginResourcePolicy: { policy: 'cross-origin' } }),
  // Plain HTTP on loopback: there is no certificate to insist on.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
});

/** The policy of a page of the console whose style elements carry `nonce`. */
export function consolePolicy(host: string | undefined, nonce: string, framedBy?: string): string {
  const all = { ...directives(`'nonce-${nonce}'`, framedBy), 'connect-src': ["'self'", ownStream(host)] };
  return Object.entries(all)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** The policy of a page that stands alone: nothing is loaded, nothing runs, only these style elements count. */
export function sheetPolicy(styleHashes: readonly string[]): string {
  const style = styleHashes.length === 0 ? "'none'" : styleHashes.map((h) => `'sha256-${h}'`).join(' ');
  return `default-src 'none'; style-src ${style}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;
}
