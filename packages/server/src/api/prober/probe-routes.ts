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
import { type OwnModule, probeOrder } from './modules.ts';
import { probeMetrics } from './probe-metrics.ts';

/** Prometheus gives up after ten seconds unless it is told otherwise, and says so. */
const TIMEOUT_DEFAULT_MS = 9500;
const TIMEOUT_MAX_MS = 60_000;
/** For the way back, milliseconds. */
const SPARE_MS = 500;
const NONE: ReadonlyMap<string, OwnModule> = new Map();

const asked = z.object({
  target: z.string().min(1).max(2048),
  module: z.string().max(100).default('http_2xx'),
  nameserver: z.string().min(1).max(300).optional(),
});

/** Mounted where a key was demanded already. */
export function probeRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const look = createLookGate(deps.engine);
  app.get('/probe', { schema: { hide: true, querystring: asked } }, async (request, reply) => {
    const { nameserver, ...rest } = request.query as z.output<typeof asked>;
    const query = { ...rest, ...(nameserver !== undefined && { nameserver }) };
    const order = probeOrder(query, timeoutOf(request), deps.probeModules?.known() ?? NONE);
    const assertions = order.assertions?.map((one) => ({ ...one, id: deps.newId() })) ?? [];
    const config = checkedSettings({ ...order, assertions }, deps);
    const observation = await look({ type: order.type, config, assertions });
    return reply.type(METRICS_TYPE).send(exposition(probeMetrics(order, observation)));
  });
}

function timeoutOf({ headers }: FastifyRequest): number {
  const seconds = Number(headers['x-prometheus-scrape-timeout-seconds'] ?? Number.NaN);
  if (!(seconds > 0)) return TIMEOUT_DEFAULT_MS;
  return Math.round(Math.min(TIMEOUT_MAX_MS, Math.max(500, seconds * 1000 - SPARE_MS)));
}
