/** One line for each request, without what should not be in a log: no headers, no query, no body. */
import type { FastifyInstance } from 'fastify';
import type { ServerConfig } from '../config.ts';

const NOISE = new Set(['/health', '/ready', '/metrics']);
const READS = new Set(['GET', 'HEAD']);

/** Whoever has the token of a link can act or come in, and of a ping URL can report: these stand in no log. */
const TOKEN = /(^\/act|\/heartbeat|\/api\/push|\/auth\/invites|\/auth\/password-reset)\/[^/]+/;

/** Logs requests when they are answered. A health question that went well says nothing. */
export function logRequests(
  app: FastifyInstance,
  { readsLoggedAt = 'info' }: Pick<ServerConfig, 'readsLoggedAt'>,
): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    const { statusCode } = reply;
    if (route !== undefined && NOISE.has(route) && statusCode < 400) return;
    const line = {
      method: request.method,
      path: request.url.split('?', 1)[0]!.replace(TOKEN, '$1/…').slice(0, 200),
      route,
      status: statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      key: request.caller?.name,
    };
    if (statusCode >= 500) request.log.error(line, 'request failed');
    else if (statusCode < 400 && READS.has(request.method)) request.log[readsLoggedAt](line, 'request');
    else request.log.info(line, 'request');
  });
}
