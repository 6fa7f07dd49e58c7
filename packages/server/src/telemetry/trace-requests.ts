/** Tells of each answered request, where somebody wants traces. */
import type { Clock } from '@upwatch/core';
import type { FastifyInstance } from 'fastify';
import type { OtlpExporter } from './otlp-exporter.ts';

/** Asked every few seconds by machines, and worth no trace. */
const NOISE = new Set(['/health', '/ready', '/metrics']);

export function traceRequests(app: FastifyInstance, telemetry: Pick<OtlpExporter, 'request'>, clock: Clock): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    if (route === undefined || NOISE.has(route)) return;
    const { traceparent } = request.headers;
    telemetry.request({
      method: request.method,
      route,
      statusCode: reply.statusCode,
      endMs: clock.wall(),
      tookMs: reply.elapsedTime,
      ...(typeof traceparent === 'string' && { traceparent }),
    });
  });
}
