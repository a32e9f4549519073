/** Requests to the node: answers are checked against their schema, refusals become `ApiError` with what to do about it. */
import { z } from 'zod';
import { type Act, type ActBody, act } from '../../src/contract/act.ts';
import type { ReplayCommand } from '../../src/contract/views.ts';
import { currentOfficer } from './officer.ts';
import { getView } from './view-state.ts';

const errorBody = z.object({ code: z.string(), message: z.string(), remedy: z.string() });
/** A node that does not answer within this time is treated as lost. */
const TIMEOUT_MS = 15_000;

/** `code` is of the error catalogue, or MV-UNREACHABLE, MV-ANSWER (not understood), MV-NO-OFFICER. */
export class ApiError extends Error {
  readonly code: string;
  readonly remedy: string;
  readonly status: number;

  constructor(code: string, message: string, remedy: string, status = 0) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.remedy = remedy;
    this.status = status;
  }
}

export const theatrePath = (rest: string): string =>
  `/api/theatres/${encodeURIComponent(getView().theatreId ?? '')}/${rest}`;

async function request(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new ApiError('MV-UNREACHABLE', cause instanceof Error ? cause.message : String(cause), '');
  }
  if (response.ok) return response;
  const body = errorBody.safeParse(await response.json().catch(() => undefined));
  if (body.success) throw new ApiError(body.data.code, body.data.message, body.data.remedy, response.status);
  throw new ApiError('MV-ANSWER', `HTTP ${response.status}`, '', response.status);
}

export async function getJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return await checked(path, await request(path), schema);
}

async function checked<T>(path: string, response: Response, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ApiError('MV-ANSWER', `${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`, '');
}

/** Undefined where the node says that nothing is new (204). */
export async function getJsonIfNew<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const response = await request(path);
  return response.status === 204 ? undefined : await checked(path, response, schema);
}

export async function getBytes(path: string): Promise<ArrayBuffer> {
  return (await request(path)).arrayBuffer();
}

export async function getText(path: string): Promise<string> {
  return (await request(path)).text();
}

const post = (path: string, body: unknown): Promise<Response> =>
  request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export async function postJson<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
  return await checked(path, await post(path, body), schema);
}

/** Sent once more where the answer was lost on the way: for what carries an id by which the second is the same. */
export async function postTwice<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
  return await postJson(path, body, schema).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === 'MV-UNREACHABLE') return postJson(path, body, schema);
    throw error;
  });
}

/**
 * What the officer of this shift does. Resolves when the node has it on disk. Sent once more where the answer was lost on the
 * way: the act's id makes the second the same act.
 */
export async function postAct(body: ActBody, actId: string = crypto.randomUUID()): Promise<Act> {
  const officer = currentOfficer();
  if (officer === undefined) throw new ApiError('MV-NO-OFFICER', 'No officer has taken this watch.', '');
  return await postTwice(theatrePath('acts'), { actId, officer: officer.officerId, body }, act);
}

export async function postReplay(command: ReplayCommand): Promise<void> {
  await post(theatrePath('replay'), command);
}
