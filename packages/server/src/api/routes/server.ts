import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Api } from '../api-instance.ts';
import type { Authenticator } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { createEngineStats } from '../engine-stats.ts';
import { exposition } from '../metrics/exposition.ts';
import { serverMetrics } from '../metrics/server-metrics.ts';
import { Problem } from '../problem.ts';
import { readinessOf } from '../readiness.ts';

/** Of Prometheus' text format. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const readiness = z
  .object({
    status: z.enum(['healthy', 'unhealthy']),
    timestamp: z.string(),
    version: z.string(),
    checks: z.record(
      z.string(),
      z.object({ status: z.enum(['ok', 'error']), response_time_ms: z.number(), message: z.string().optional() }),
    ),
  })
  .meta({ id: 'Readiness' });

/** Upwatch's own health: open to anyone, as orchestrators and scrapers have no key. */
export function serverRoutes(app: Api, deps: ApiDeps, authenticator: Authenticator): void {
  const stats = createEngineStats(deps.engine, deps.clock);
  const describe = (operationId: string, summary: string) => ({ operationId, summary, tags: ['Server'], security: [] });

  app.get(
    '/health',
    {
      // Load balancers and uptime services ask with HEAD.
      exposeHeadRoute: true,
      schema: {
        ...describe('getHealth', 'Whether the process lives'),
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/ready',
    {
      exposeHeadRoute: true,
      schema: {
        ...describe('getReadiness', 'Whether the server can do its work, and which dependency stops it'),
        response: { 200: readiness, 503: readiness },
      },
    },
    async (_request, reply) => {
      const answer = await readinessOf(deps, stats);
      return reply.code(answer.status === 'healthy' ? 200 : 503).send({ ...answer, checks: { ...answer.checks } });
    },
  );

  app.get(
    '/metrics',
    {
      schema: {
        ...describe('getMetrics', 'Metrics in Prometheus text format; with an API key also those of single monitors'),
        response: { 200: { description: 'Metrics.', content: { 'text/plain': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const isDetailed = await hasKey(request, authenticator);
      const current = await stats().catch((error: unknown) => {
        request.log.warn({ err: error }, 'no metrics of the engine');
        throw new Problem('BUSY', 'the engine does not answer', { headers: { 'retry-after': '5' } });
      });
      const text = exposition(await serverMetrics(deps, { stats: current, isDetailed }));
      return reply.type(METRICS_TYPE).send(text);
    },
  );
}

/** A key that does not work is refused rather than ignored: its owner would miss the monitors and not know why. */
async function hasKey(request: FastifyRequest, authenticator: Authenticator): Promise<boolean> {
  return (await authenticator.keyOf(request)) !== undefined;
}
