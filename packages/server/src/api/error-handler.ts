/** The one place where a failure becomes an answer. */
import { API_ERRORS, type ApiErrorCode } from '@upwatch/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { StoreRefusal, type StoreRefusalCode } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import { COMPAT_PREFIX, isSimplePath } from './prefixes.ts';
import { errorBody, invalid, Problem, problemBody } from './problem.ts';

const RETRY_AFTER_SECONDS = '2';

const REFUSALS: Readonly<Record<StoreRefusalCode, ApiErrorCode>> = {
  not_found: 'NOT_FOUND',
  duplicate_name: 'DUPLICATE_NAME',
  conflict: 'CONFLICT',
  in_use: 'IN_USE',
  disk_full: 'DISK_FULL',
  busy: 'BUSY',
};

/** Fastify's own refusals, by their status. */
const BY_STATUS: Readonly<Record<number, ApiErrorCode>> = {
  400: 'BAD_REQUEST',
  404: 'ROUTE_NOT_FOUND',
  408: 'REQUEST_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  414: 'URI_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  503: 'BUSY',
};

const SENTENCES: Readonly<Partial<Record<ApiErrorCode, string>>> = {
  BODY_TOO_LARGE: 'the body must be at most 1048576 bytes long',
  UNSUPPORTED_MEDIA_TYPE: 'Content-Type must be application/json',
};

/** Answers a failed request, and logs what is our own fault. */
export function answerError(deps: Pick<ApiDeps, 'clock'>) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, problem.code);
    return sendProblem(problem, request, reply, deps.clock.wall());
  };
}

/** Sends a problem as each part of the API writes it: compat without the fields of RFC 9457, the simple API in its envelope. */
export function sendProblem(
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  nowMs: number,
): FastifyReply {
  const { code, message, errors } = problem;
  const facts = { code, message, errors, requestId: request.id, timestampMs: nowMs };
  const path = request.url.split('?', 1)[0]!.slice(0, 500);
  const isCompat = path.startsWith(COMPAT_PREFIX);
  const body = isCompat ? errorBody(facts) : problemBody(facts, path);
  return reply
    .code(problem.status)
    .headers({ 'x-request-id': request.id, ...problem.headers })
    .type(isCompat ? 'application/json' : 'application/problem+json')
    .send(Buffer.from(JSON.stringify(isSimplePath(path) ? { category: 'error', data: null, ...body } : body)));
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StoreRefusal) return problemOfRefusal(error);
  const status = (error as Partial<FastifyError> | undefined)?.statusCode ?? 500;
  const code = BY_STATUS[status];
  if (code === undefined) return new Problem('INTERNAL', 'Upwatch made a mistake; the request id names it in the log');
  return new Problem(code, SENTENCES[code] ?? (error instanceof Error ? error.message : API_ERRORS[code].title));
}

/** A thing that the body names and that is not there is a fault of the body; the one in the path is simply not there. */
function problemOfRefusal(refusal: StoreRefusal): Problem {
  const { code, field, message } = refusal;
  if (code === 'not_found' && field !== undefined) return invalid(field, message);
  const apiCode = REFUSALS[code];
  return new Problem(apiCode, message, {
    ...(field !== undefined && { errors: [{ code: apiCode, field, message }] }),
    ...(code === 'busy' && { headers: { 'retry-after': RETRY_AFTER_SECONDS } }),
  });
}
