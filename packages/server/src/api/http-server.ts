/** An HTTP server as each of ours is, whatever it answers: its bounds, and what it says of requests that are none. */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import { API_ERRORS, type ApiErrorCode } from '@upwatch/core';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { traceRequests } from '../telemetry/trace-requests.ts';
import type { ApiDeps } from './deps.ts';
import type { PageHosts } from '../pages/page-hosts.ts';
import { answerError } from './error-handler.ts';
import { BODY_BYTES_MAX, readJsonBodies } from './json-body.ts';
import { problemBody } from './problem.ts';
import { logRequests } from './request-log.ts';
import { answerUnknownRoutes } from './route-map.ts';
import { serializerCompiler, validatorCompiler } from './validation.ts';

/** So often connections are looked at, milliseconds: what is late is closed so much later at most. */
export const CONNECTIONS_LOOK_MS = 2000;
/** A client must have sent its headers within ten seconds (slow senders hold a socket each, S36). */
const HEADERS_TIMEOUT_MS = 10_000 - CONNECTIONS_LOOK_MS;
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

/**
 * Without a route yet. What is registered in it, `asOurs` makes answer as all of Upwatch does.
 * @param hosts names under which nothing but a status page is
 */
export function createHttpServer(deps: ApiDeps, hosts?: PageHosts): FastifyInstance {
  // Narrowed, so that routes need not carry pino's own type.
  const loggerInstance: FastifyBaseLogger = deps.log;
  const { trustedProxies = [] } = deps.config;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: CONNECTIONS_LOOK_MS },
    // What a proxy says of a client is believed of those that are named alone: the right-most address that is none of
    // them is who asks, whatever stands left of it.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
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
    ...(hosts && { rewriteUrl: ({ headers, url = '' }: IncomingMessage) => hosts.pathOf(headers.host, url) }),
  });
  app.decorateRequest('caller', undefined);
  leaveLongBodies(app);
  app.setErrorHandler(answerError(deps));
  return app;
}

/** Whoever was answered while they sent has so long to read it, milliseconds: what is closed at once, they may never see. */
const READ_WITHIN_MS = 2000;

/**
 * Whoever is answered before their body was read (they have no key) goes on sending it, and Node would take it all: 100 MB of
 * it, or for as long as a request may last. What we would have read is taken; of more nothing, and the connection ends.
 */
function leaveLongBodies(app: FastifyInstance): void {
  app.addHook('onResponse', async ({ raw }) => {
    const { 'content-length': length = 0, 'transfer-encoding': coding } = raw.headers;
    const bytes = coding === undefined ? Number(length) : Infinity;
    // What a test injects comes over no connection.
    if (raw.complete || bytes <= BODY_BYTES_MAX || !(raw.socket instanceof Socket)) return;
    // Node begins to read it, in order to throw it away, with the end of the answer: after that.
    setImmediate(() => raw.socket.pause());
    setTimeout(() => raw.socket.destroy(), READ_WITHIN_MS).unref();
  });
}

/** Pages of ours say themselves what they load; nothing else that we answer is a page, and must not become one in a browser. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Whatever is registered in this scope afterwards answers in JSON, is logged and traced, and has a request id. */
export function asOurs(app: FastifyInstance, deps: ApiDeps): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, ...HEADERS });
  });
  readJsonBodies(app);
  answerUnknownRoutes(app, deps);
  logRequests(app, deps.config);
  if (deps.telemetry) traceRequests(app, deps.telemetry, deps.clock);
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
