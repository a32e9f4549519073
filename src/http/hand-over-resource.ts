/** The hand-over sheet: one A4 to read, print and sign. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Api, failures, inTheatre, theatreOf } from './api.ts';
import { sheetPolicy } from './security-headers.ts';
import type { WatchNode } from './watch-node.ts';

/** Hashes of the style elements of a page, so that they count and no other does. */
export function styleHashes(page: string): string[] {
  return [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((m) =>
    createHash('sha256').update(m[1]!).digest('base64'),
  );
}

export function handOverResource(api: Api, node: WatchNode): void {
  api.get(
    '/api/theatres/:theatreId/hand-over',
    {
      schema: {
        tags: ['watch'],
        summary: 'The hand-over sheet as HTML or PDF',
        params: inTheatre,
        querystring: z.strictObject({
          language: z.enum(['en', 'et', 'ja']).default('en'),
          format: z.enum(['html', 'pdf']).default('html'),
          to: z.string().max(200).default(''),
          // Not longer, so that it fits into an address in any script.
          note: z.string().max(1000).default(''),
        }),
        response: {
          200: {
            content: {
              'text/html': { schema: z.string() },
              'application/pdf': { schema: z.unknown().meta({ format: 'binary' }) },
            },
          },
          ...failures,
        },
      },
    },
    async (request, reply) => {
      const { language, format, to, note } = request.query;
      const theatre = theatreOf(node, request.params.theatreId);
      const bytes = Buffer.from(await theatre.handOver(language, format, to, note));
      const name = `hand-over-${theatre.info.theatreId}-${theatre.state.clock.dataAt.replaceAll(':', '')}.${format}`;
      reply.header('content-disposition', `inline; filename="${name}"`);
      if (format === 'pdf') return reply.type('application/pdf').send(bytes);
      return reply
        .header('content-security-policy', sheetPolicy(styleHashes(bytes.toString('utf8'))))
        .type('text/html; charset=utf-8')
        .send(bytes);
    },
  );
}
