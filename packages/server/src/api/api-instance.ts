import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { FastifyZodOpenApiTypeProvider } from 'fastify-zod-openapi';
import type { Actor, ApiKey } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import type { Dialect } from './dialect.ts';
import { Problem } from './problem.ts';

/** A fastify instance whose routes take their types from their schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  FastifyZodOpenApiTypeProvider
>;

/** What a resource's routes are made with. */
export interface RouteContext {
  readonly deps: ApiDeps;
  readonly dialect: Dialect;
}

/** The key of a request behind the door. */
export function callerOf(request: Pick<FastifyRequest, 'apiKey'>): ApiKey {
  if (request.apiKey === undefined) throw new Problem('UNAUTHORIZED', 'an API key is needed');
  return request.apiKey;
}

/** Who did it, for the audit trail. */
export function actorOf(request: Pick<FastifyRequest, 'apiKey'>): Actor {
  const { id, name } = callerOf(request);
  return { name, keyId: id };
}
