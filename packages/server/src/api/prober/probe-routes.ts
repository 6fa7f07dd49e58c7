/**
 * `/probe?target=&module=`: one look for Prometheus, as blackbox_exporter makes it. Whoever may ask has this server
 * connect wherever they say, so it is behind a key: open, it would look into its owner's network for anybody.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import { createLookGate } from '../look-gate.ts';
import { exposition } from '../metrics/exposition.ts';
import { checkedSettings } from '../monitor-settings.ts';
import { METRICS_TYPE } from '../routes/server.ts';
import { probeOrder } from './modules.ts';
import { probeMetrics } from './probe-metrics.ts';

/** Prometheus gives up after ten seconds unless it is told otherwise, and says so. */
const TIMEOUT_DEFAULT_MS = 9500;
const TIMEOUT_MAX_MS = 60_000;
/** For the way back, milliseconds. */
const SPARE_MS = 500;

const query = z.object({
  target: z.string().min(1).max(2048),
  module: z.string().max(100).default('http_2xx'),
  nameserver: z.string().min(1).max(300).optional(),
});

/** Mounted where a key was demanded already. */
export function probeRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const look = createLookGate(deps.engine);
  app.get('/probe', { schema: { hide: true, querystring: query } }, async (request, reply) => {
    const { nameserver, ...asked } = request.query as z.output<typeof query>;
    const order = probeOrder({ ...asked, ...(nameserver !== undefined && { nameserver }) }, timeoutOf(request));
    const observation = await look({ type: order.type, config: checkedSettings(order, deps), assertions: [] });
    return reply.type(METRICS_TYPE).send(exposition(probeMetrics(order.type, observation)));
  });
}

function timeoutOf({ headers }: FastifyRequest): number {
  const seconds = Number(headers['x-prometheus-scrape-timeout-seconds'] ?? Number.NaN);
  if (!(seconds > 0)) return TIMEOUT_DEFAULT_MS;
  return Math.round(Math.min(TIMEOUT_MAX_MS, Math.max(500, seconds * 1000 - SPARE_MS)));
}
