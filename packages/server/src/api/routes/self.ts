import type { Api, RouteContext } from '../api-instance.ts';
import { createEngineStats } from '../engine-stats.ts';
import { single } from '../schemas/paging.ts';
import { selfDto } from '../schemas/self.ts';
import { selfReport } from '../self-report.ts';
import { operation } from './operation.ts';

/** How the server itself is. */
export function selfRoutes(app: Api, { deps }: RouteContext): void {
  const stats = createEngineStats(deps.engine, deps.clock);

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
    async () => ({ data: await selfReport(deps, stats) }),
  );
}
