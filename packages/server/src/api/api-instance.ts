import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { FastifyZodOpenApiTypeProvider } from 'fastify-zod-openapi';
import type { ApiDeps } from './deps.ts';
import type { Dialect } from './dialect.ts';

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
