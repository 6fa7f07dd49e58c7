/** What targets report of what they need: of one monitor, its past, and of all of them together. */
import type { Api, RouteContext } from '../api-instance.ts';
import { existingMonitor } from '../monitor-views.ts';
import { dependenciesOf, dependencyHistoryOf, sharedDependencies } from '../reported-dependencies.ts';
import {
  dependenciesQuery,
  dependencyDto,
  dependencyHistoryDto,
  historyQuery,
  sharedDependencyDto,
} from '../schemas/dependencies.ts';
import { single, table, tableOf, wholeTable } from '../schemas/paging.ts';
import { idParams, operation } from './operation.ts';

export function dependencyRoutes(app: Api, context: RouteContext): void {
  const { deps } = context;
  const describe = (operationId: string, summary: string, description: string) =>
    operation({ operationId, summary, description, tags: ['Dependencies'] });

  app.get(
    '/monitors/:id/dependencies',
    {
      schema: {
        ...describe(
          'listMonitorDependencies',
          'List what the target of a monitor says that it needs',
          'Of monitors that read health documents (`config.health`), in the order in which the dependencies first came.',
        ),
        params: idParams,
        response: { 200: table(dependencyDto) },
      },
    },
    async ({ params }) => wholeTable(await dependenciesOf(await existingMonitor(params.id, context), deps)),
  );

  app.get(
    '/monitors/:id/dependencies/history',
    {
      schema: {
        ...describe(
          'getMonitorDependencyHistory',
          'Show the uptime and the latency of a dependency over time',
          'As the target reported it with each look. Hours are kept for a month, days for 400 days.',
        ),
        params: idParams,
        querystring: historyQuery,
        response: { 200: single(dependencyHistoryDto) },
      },
    },
    async ({ params, query }) => ({
      data: await dependencyHistoryOf(await existingMonitor(params.id, context), query, deps),
    }),
  );

  app.get(
    '/dependencies',
    {
      schema: {
        ...describe(
          'listDependencies',
          'List all dependencies, with the monitors that report them',
          'By name, whatever its case; the worst first, then those that most monitors report.',
        ),
        querystring: dependenciesQuery,
        response: { 200: table(sharedDependencyDto) },
      },
    },
    async ({ query: { status, ...at } }) => {
      const monitors = new Map((await deps.core.monitors.counted()).map((monitor) => [monitor.id, monitor]));
      const all = sharedDependencies(deps, (id) => monitors.get(id)).filter(
        (one) => status === undefined || one.monitors.some((report) => report.status === status),
      );
      const items = all.slice(at.page * at.size, (at.page + 1) * at.size);
      return tableOf({ items, total: all.length }, at, (one) => one);
    },
  );
}
