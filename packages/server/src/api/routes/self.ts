import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Api, RouteContext } from '../api-instance.ts';
import { createEngineStats } from '../engine-stats.ts';
import { single } from '../schemas/paging.ts';
import { selfDto } from '../schemas/self.ts';
import { selfReport } from '../self-report.ts';
import { operation } from './operation.ts';

const LOOP_RESOLUTION_MS = 100;

/** How the server itself is. */
export function selfRoutes(app: Api, { deps }: RouteContext): void {
  const stats = createEngineStats(deps.engine, deps.clock);
  const loopDelay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loopDelay.enable();
  app.addHook('onClose', async () => void loopDelay.disable());

  app.get(
    '/self',
    {
      schema: {
        ...operation({
          operationId: 'getSelf',
          summary: 'Show how the server itself is: whether it can look, keep and tell',
          tags: ['Server'],
        }),
        response: { 200: single(selfDto) },
      },
    },
    async () => {
      const loopDelayMs = Math.max(0, loopDelay.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
      loopDelay.reset();
      return { data: await selfReport(deps, { stats, loopDelayMs }) };
    },
  );
}
