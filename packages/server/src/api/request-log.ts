/** One line for each request, without what should not be in a log: no headers, no query, no body. */
import type { FastifyInstance } from 'fastify';
import type { ServerConfig } from '../config.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked for by machines, and often: not logged where it went well. */
    isNoise?: true;
  }
}

const NOISE = new Set(['/health', '/ready', '/metrics']);
const READS = new Set(['GET', 'HEAD']);

/** Whoever has the token of a link can act or come in, and of a ping URL can report: these stand in no log. */
const TOKEN = /(^\/act|^\/invite|^\/reset|\/heartbeat|\/api\/push|\/auth\/invites|\/auth\/password-reset)\/[^/]+/;

/** Logs requests when they are answered. A health question that went well says nothing, nor does a file of the dashboard. */
export function logRequests(
  app: FastifyInstance,
  { readsLoggedAt = 'info' }: Pick<ServerConfig, 'readsLoggedAt'>,
): void {
  app.addHook('onResponse', async (request, reply) => {
    const { url: route, config } = request.routeOptions;
    const { statusCode } = reply;
    const isNoise = config.isNoise === true || (route !== undefined && NOISE.has(route));
    if (isNoise && statusCode < 400) return;
    const line = {
      method: request.method,
      path: request.url.split('?', 1)[0]!.replace(TOKEN, '$1/…').slice(0, 200),
      route,
      status: statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      by: request.caller?.name,
    };
    if (statusCode >= 500) request.log.error(line, 'request failed');
    else if (statusCode < 400 && READS.has(request.method)) request.log[readsLoggedAt](line, 'request');
    else request.log.info(line, 'request');
  });
}
