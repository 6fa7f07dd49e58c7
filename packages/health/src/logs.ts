/** Probes left out of the logs: only those that were answered well. One that failed is always logged. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Health } from './health.ts';
import { markOf } from './probe-mark.ts';

/**
 * Whether a request was a probe that was answered with 200: for a log of one's own, when the response has finished, and for morgan's `skip`.
 * Nothing but what this package answered is left out, wherever it is mounted.
 * @example
 * app.use(morgan('combined', { skip: isQuietProbe }));
 * server.on('request', (request, response) => {
 *   response.on('finish', () => {
 *     if (!isQuietProbe(request, response)) console.log(request.method, request.url, response.statusCode);
 *   });
 * });
 */
export function isQuietProbe(_request: unknown, response: ServerResponse): boolean {
  return markOf(response) === 'well';
}

/** The levels of pino. */
export type PinoLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/**
 * The level of a request for pino-http: `silent` for a probe that was answered well.
 * @param otherwise the level of all others
 * @default what pino-http does itself: `error` from 500 on and for errors, otherwise `info`
 * @example
 * app.use(pinoHttp({ logger, customLogLevel: quietProbes() }));
 */
export function quietProbes(
  otherwise: (request: IncomingMessage, response: ServerResponse, error?: Error) => PinoLevel = usualLevel,
): (request: IncomingMessage, response: ServerResponse, error?: Error) => PinoLevel {
  return (request, response, error) => (markOf(response) === 'well' ? 'silent' : otherwise(request, response, error));
}

function usualLevel(_request: IncomingMessage, { statusCode }: ServerResponse, error?: Error): PinoLevel {
  return error !== undefined || statusCode >= 500 ? 'error' : 'info';
}

/**
 * For `disableRequestLogging` of Fastify's `LogController`, or of Fastify itself before 5.10: no line when a probe comes, and one when it
 * has failed, with its path and the names of what failed.
 * @example
 * const app = fastify({ logger: true, logController: new LogController({ disableRequestLogging: quietRequests(health) }) });
 * await app.register(fastifyHealth(health));
 */
export function quietRequests(health: Health): (request: { readonly raw: IncomingMessage }) => boolean {
  return ({ raw }) => {
    const mark = markOf(raw);
    return mark === undefined ? health.isProbe(raw.url ?? '/') : mark === 'well';
  };
}
