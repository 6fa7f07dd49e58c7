/** `Idempotency-Key`: a POST that is sent again, because its answer was lost, is not carried out again. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '@upwatch/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdempotentRequest } from '../stores/port.ts';
import type { Api } from './api-instance.ts';
import { callerOf } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { Problem } from './problem.ts';

/** Visible ASCII, as the draft of the IETF wants it, quoted or not. */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Longer answers are not kept: sent again, the request is refused. */
const ANSWER_CHARACTERS_MAX = 256 * 1024;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answer shows a secret this once, and so is never kept. */
    showsSecret?: true;
  }
  interface FastifyRequest {
    /** Set where the request named itself, and is carried out. */
    idempotent: IdempotentRequest | undefined;
  }
}

/**
 * Holds every POST of this scope to its key.
 * @param underWay what is being carried out now, of all scopes of this process: `caller key`
 */
export function honourIdempotencyKeys(
  app: Api,
  { core: { idempotency } }: Pick<ApiDeps, 'core'>,
  underWay: Set<string>,
): void {
  app.decorateRequest('idempotent', undefined);

  app.addHook('preHandler', async (request, reply) => {
    const asked = requestOf(request);
    if (!asked) return;
    const place = `${asked.caller} ${asked.key}`;
    if (underWay.has(place)) {
      throw new Problem('CONFLICT', 'a request with this Idempotency-Key is being carried out: ask again in a moment', {
        headers: { 'retry-after': '1' },
      });
    }
    underWay.add(place);
    request.idempotent = asked;
    const known = await idempotency.find(asked.caller, asked.key);
    if (!known) return;
    request.idempotent = undefined;
    underWay.delete(place);
    return replay(known, asked, reply);
  });

  app.addHook('preHandler', (request, _reply, done) => {
    if (request.idempotent) idempotency.during(request.idempotent, done);
    else done();
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const { idempotent } = request;
    if (!idempotent) return payload;
    if (reply.statusCode >= 300) await idempotency.forget(idempotent);
    else await keep(idempotent, request, reply, payload);
    return payload;
  });

  app.addHook('onResponse', async ({ idempotent }) => {
    if (idempotent) underWay.delete(`${idempotent.caller} ${idempotent.key}`);
  });

  async function keep(asked: IdempotentRequest, request: FastifyRequest, reply: FastifyReply, payload: unknown) {
    const body = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.toString() : '';
    const isKept = body.length <= ANSWER_CHARACTERS_MAX && request.routeOptions.config.showsSecret !== true;
    const contentType = String(reply.getHeader('content-type') ?? '');
    await idempotency.keep(asked, isKept ? { status: reply.statusCode, contentType, body } : undefined);
  }
}

function requestOf(request: FastifyRequest): IdempotentRequest | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined || request.method !== 'POST') return undefined;
  const key = String(header).replace(/^"(.*)"$/, '$1');
  if (!KEY.test(key)) throw new Problem('BAD_REQUEST', 'Idempotency-Key must be 1 to 255 visible ASCII characters');
  const text = canonicalJson([request.method, request.url, request.body ?? null]);
  return { caller: callerOf(request).id, key, hash: createHash('sha256').update(text).digest('hex') };
}

function replay(
  known: Awaited<ReturnType<ApiDeps['core']['idempotency']['find']>> & object,
  asked: IdempotentRequest,
  reply: FastifyReply,
): FastifyReply {
  if (known.hash !== asked.hash) {
    throw new Problem(
      'IDEMPOTENCY_KEY_REUSED',
      'this Idempotency-Key was sent with another request: give each its own',
    );
  }
  if (!known.answer) {
    const why = 'this request was carried out already, and its answer is not kept: look at what it made';
    throw new Problem('CONFLICT', why);
  }
  const { status, contentType, body } = known.answer;
  if (contentType !== '') void reply.type(contentType);
  // Written already: it is not to be cut by a schema again.
  return reply.code(status).header('idempotency-replayed', 'true').send(Buffer.from(body));
}
