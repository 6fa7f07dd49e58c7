/** The HTTP server: everything that answers, put together. It listens when its owner says so. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { API_ERRORS, type ApiErrorCode } from '@upwatch/core';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { actRoutes } from '../acting/act-routes.ts';
import type { Api, RouteContext } from './api-instance.ts';
import { createAuthenticator } from './authenticate.ts';
import type { ApiDeps } from './deps.ts';
import type { Dialect } from './dialect.ts';
import { honourEntityTags } from './entity-tag.ts';
import { answerError } from './error-handler.ts';
import { eventRoutes } from './events/event-routes.ts';
import { createEventStreams } from './events/event-streams.ts';
import { BODY_BYTES_MAX, readJsonBodies } from './json-body.ts';
import { describeApi } from './openapi-document.ts';
import { tellingOfPages } from './page-events.ts';
import { API_PREFIX, COMPAT_PREFIX } from './prefixes.ts';
import { problemBody } from './problem.ts';
import { probeRoutes } from './prober/probe-routes.ts';
import { honourIdempotencyKeys } from './idempotency.ts';
import { limitRate } from './rate-limit.ts';
import { logRequests } from './request-log.ts';
import { answerUnknownRoutes } from './route-map.ts';
import { auditRoutes } from './routes/audit.ts';
import { channelRoutes } from './routes/channels.ts';
import { configurationRoutes } from './routes/configuration.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { deployLockRoutes } from './routes/deploy-lock.ts';
import { environmentRoutes } from './routes/environments.ts';
import { explainingRoutes } from './routes/explaining.ts';
import { forensicsRoutes } from './routes/forensics.ts';
import { heartbeatRoutes, pingRoutes, pushRoutes } from './routes/heartbeats.ts';
import { importRoutes } from './routes/imports.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { keyRoutes } from './routes/keys.ts';
import { maintenanceRoutes } from './routes/maintenance.ts';
import { meRoutes } from './routes/me.ts';
import { monitorAuthRoutes } from './routes/monitor-auth.ts';
import { monitorBulkRoutes } from './routes/monitor-bulk.ts';
import { monitorHistoryRoutes } from './routes/monitor-history.ts';
import {
  monitorAssertionRoutes,
  monitorChannelRoutes,
  monitorPolicyRoutes,
  monitorTagRoutes,
  monitorVersionRoutes,
} from './routes/monitor-parts.ts';
import { monitorTestRoutes } from './routes/monitor-tests.ts';
import { monitorRoutes } from './routes/monitors.ts';
import { notificationDispatchRoutes } from './routes/notification-dispatches.ts';
import { notificationPolicyRoutes } from './routes/notification-policies.ts';
import { inviteRoutes, memberRoutes } from './routes/members.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { organizationRoutes, workspaceRoutes } from './routes/organization.ts';
import { overviewRoutes } from './routes/overview.ts';
import { resourceGroupRoutes } from './routes/resource-groups.ts';
import { resultRoutes } from './routes/results.ts';
import { secretRoutes } from './routes/secrets.ts';
import { selfRoutes } from './routes/self.ts';
import { serverRoutes } from './routes/server.ts';
import { statusPageAudienceRoutes } from './routes/status-page-audience.ts';
import { statusPageIncidentRoutes } from './routes/status-page-incidents.ts';
import { statusPagePartRoutes } from './routes/status-page-parts.ts';
import { statusPageRoutes } from './routes/status-pages.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { tagRoutes } from './routes/tags.ts';
import { mcpRoutes } from '../mcp/mcp-routes.ts';
import { traceRequests } from '../telemetry/trace-requests.ts';
import { simpleRoutes } from './simple/simple-routes.ts';
import { serializerCompiler, validatorCompiler } from './validation.ts';

/** A client must have sent its headers by then, milliseconds (slow senders hold a socket each). */
const HEADERS_TIMEOUT_MS = 10_000;
/** And the whole request by then. */
const REQUEST_TIMEOUT_MS = 30_000;
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/**
 * Fastify's own compilers would be loaded and never used: 8 MB, and a tenth of a start. Its types want the options of
 * those; ours are the functions that they would make.
 */
const COMPILERS = {
  buildValidator: () => validatorCompiler,
  buildSerializer: () => serializerCompiler,
} as unknown as NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;

/** One implementation, mounted once for each dialect. */
const MOUNTS = [
  [API_PREFIX, 'full'],
  [COMPAT_PREFIX, 'compat'],
] as const satisfies readonly (readonly [string, Dialect])[];

/**
 * Makes the API, not yet listening.
 * @example
 * const api = createApi(deps);
 * await api.listen({ host: deps.config.host, port: deps.config.port });
 */
export function createApi(deps: ApiDeps): FastifyInstance {
  // Narrowed, so that routes need not carry pino's own type.
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: 2000 },
    // What a proxy says of a client is believed by nobody until it is asked for.
    trustProxy: false,
    requestIdHeader: false,
    genReqId: (request) => {
      const asked = request.headers['x-request-id'];
      return typeof asked === 'string' && REQUEST_ID.test(asked) ? asked : deps.newId();
    },
    return503OnClosing: true,
    // A HEAD that runs its GET would send mails and open event streams.
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: COMPILERS },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, deps),
    frameworkErrors: (error, request, reply) => void answerError(deps)(error, request, reply),
  });
  app.decorateRequest('apiKey', undefined);
  app.setErrorHandler(answerError(deps));
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });
  readJsonBodies(app);
  answerUnknownRoutes(app, deps);
  logRequests(app, deps.config);
  if (deps.telemetry) traceRequests(app, deps.telemetry, deps.clock);
  const streams = createEventStreams(deps);
  app.addHook('preClose', async () => streams.close());
  const authenticator = createAuthenticator(deps.core, deps.clock);

  void app.register(async (root) => {
    await describeApi(root, deps);
    await root.register(async (server) => serverRoutes(server as unknown as Api, deps, authenticator));
    await root.register(async (pages) => actRoutes(pages, deps));
    await root.register(async (pushes) => pushRoutes(pushes as unknown as Api, deps));
    for (const [prefix, dialect] of MOUNTS) {
      await root.register(async (pings) => pingRoutes(pings as unknown as Api, { deps, dialect }), { prefix });
    }
    await root.register(async (simple) => simpleRoutes(simple as unknown as Api, deps, authenticator));
    await root.register(async (scope) => {
      scope.addHook('onRequest', async (request) => {
        request.apiKey = await authenticator.demand(request);
      });
      await limitRate(scope);
      honourIdempotencyKeys(scope, deps);
      honourEntityTags(scope, deps);
      await scope.register(async (agents) => mcpRoutes(agents, deps));
      await scope.register(async (scrapers) => probeRoutes(scrapers, deps));
      for (const [prefix, dialect] of MOUNTS) {
        await scope.register(
          async (mounted) => {
            const api = mounted as unknown as Api;
            resourceRoutes(api, { deps, dialect }, (keyId) => streams.endOf(keyId));
            if (dialect === 'full') {
              eventRoutes(api, streams);
              importRoutes(api, { deps, dialect });
              monitorHistoryRoutes(api, { deps, dialect });
              selfRoutes(api, { deps, dialect });
              configurationRoutes(api, { deps, dialect });
            }
          },
          { prefix },
        );
      }
    });
  });
  return app;
}

function resourceRoutes(api: Api, context: RouteContext, onKeyEnded: (keyId: number) => void): void {
  monitorRoutes(api, context);
  monitorBulkRoutes(api, context);
  monitorTestRoutes(api, context);
  monitorTagRoutes(api, context);
  monitorChannelRoutes(api, context);
  monitorAssertionRoutes(api, context);
  monitorPolicyRoutes(api, context);
  monitorVersionRoutes(api, context);
  heartbeatRoutes(api, context);
  monitorAuthRoutes(api, context);
  resultRoutes(api, context);
  incidentRoutes(api, context);
  forensicsRoutes(api, context);
  explainingRoutes(api, context);
  channelRoutes(api, context);
  deliveryRoutes(api, context);
  notificationPolicyRoutes(api, context);
  notificationDispatchRoutes(api, context);
  maintenanceRoutes(api, context);
  resourceGroupRoutes(api, context);
  webhookRoutes(api, context);
  deployLockRoutes(api, context);
  auditRoutes(api, context);
  environmentRoutes(api, context);
  secretRoutes(api, context);
  overviewRoutes(api, context);
  notificationRoutes(api, context);
  organizationRoutes(api, context);
  workspaceRoutes(api, context);
  memberRoutes(api, context);
  inviteRoutes(api, context);
  const pages = tellingOfPages(context);
  statusPageRoutes(api, pages);
  statusPagePartRoutes(api, pages);
  statusPageIncidentRoutes(api, pages);
  statusPageAudienceRoutes(api, pages);
  tagRoutes(api, context);
  meRoutes(api, context);
  keyRoutes(api, context, onKeyEnded);
}

const BROKEN: Readonly<Record<string, ApiErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** Bytes that are not HTTP, headers that never end: there is no request yet, only a socket. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket, { clock, newId }: ApiDeps): void {
  if (socket.destroyed || !socket.writable) return;
  const code = BROKEN[error.code ?? ''] ?? 'BAD_REQUEST';
  const { status, title } = API_ERRORS[code];
  const requestId = newId();
  const body = JSON.stringify(problemBody({ code, message: title, requestId, timestampMs: clock.wall() }, '/'));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Date: ${new Date(clock.wall()).toUTCString()}\r\nX-Request-Id: ${requestId}\r\nConnection: close\r\n\r\n${body}`,
  );
}
