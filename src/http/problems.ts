/** Every failure as `{code, message, remedy}` with a fitting status. What is our own defect is logged and not told. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS, type ErrorCode, MerivahtError } from '../contract/errors.ts';

const STATUS: Partial<Record<ErrorCode, number>> = {
  'MV-REQUEST-INVALID': 400,
  'MV-HOST-REFUSED': 403,
  'MV-ORIGIN-REFUSED': 403,
  'MV-OFFICER-UNKNOWN': 403,
  'MV-OFFICER-OBSERVES': 403,
  'MV-PASSPHRASE': 403,
  'MV-TWO-OFFICERS': 403,
  'MV-RELEASE-DENIED': 403,
  'MV-NOT-FOUND': 404,
  'MV-PARTNER-UNKNOWN': 404,
  'MV-NO-IDENTITY': 404,
  'MV-ACT-REFUSED': 409,
  'MV-NOT-A-REPLAY': 409,
  'MV-PARTNER-STATE': 409,
  'MV-PREVIEW-OLD': 409,
  'MV-CARD-INVALID': 422,
  'MV-AGREEMENT-INVALID': 422,
  'MV-WORDS-DIFFER': 422,
  'MV-FONT-MISSING': 501,
  'MV-JOURNAL-STOPPED': 503,
  'MV-BUSY': 503,
};
/** Issues named in one message. */
const MAX_ISSUES = 5;
const PLACES: Record<string, string> = { body: 'body', querystring: 'query', params: 'address', headers: 'headers' };

export interface Problem {
  readonly status: number;
  readonly body: { readonly code: ErrorCode; readonly message: string; readonly remedy: string };
}

function problem(code: ErrorCode, message: string, status = STATUS[code] ?? 500): Problem {
  return { status, body: { code, message, remedy: ERRORS[code].remedy } };
}

function issues(error: FastifyError): string {
  const where = PLACES[error.validationContext ?? ''] ?? 'request';
  return (error.validation ?? [])
    .slice(0, MAX_ISSUES)
    .map((issue) => {
      const field = issue.instancePath.slice(1).replaceAll('/', '.');
      return `${where}${field === '' ? '' : `.${field}`}: ${issue.message ?? 'is wrong'}`;
    })
    .join('; ');
}

export function problemOf(error: unknown): Problem {
  if (error instanceof MerivahtError) return problem(error.code, error.message);
  if (error instanceof Error) {
    const known = error as FastifyError;
    if (known.validation !== undefined) return problem('MV-REQUEST-INVALID', issues(known));
    if (known.code === 'FST_ERR_HANDLER_TIMEOUT') return problem('MV-BUSY', 'the answer took too long');
    // Fastify's own refusals: a body too long, of another type, or no JSON.
    const status = known.statusCode ?? 500;
    if (status >= 400 && status < 500) return problem('MV-REQUEST-INVALID', known.message, status);
    if (status === 503) return problem('MV-BUSY', 'the server is stopping', 503);
  }
  return problem('MV-INTERNAL', 'the server could not answer; its log says why', 500);
}

export async function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { status, body } = problemOf(error);
  if (status === 500) request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
  // The socket of an upgrade that came to nothing belongs to nobody any more: Node leaves it open.
  if (request.headers.upgrade !== undefined) reply.raw.once('finish', () => request.raw.socket.destroy());
  // An answer that had another type in mind, or was to be kept, is neither.
  return reply
    .removeHeader('content-disposition')
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .code(status)
    .send(body);
}
