import type { Api, RouteContext } from '../api-instance.ts';
import { lastDayOf } from '../last-day.ts';
import { lastDayDto, lastDayQuery } from '../schemas/last-day.ts';
import { table, wholeTable } from '../schemas/paging.ts';
import { operation } from './operation.ts';

/** What a list of monitors shows beside their names, in one answer. */
export function lastDayRoutes(app: Api, { deps }: RouteContext): void {
  app.get(
    '/dashboard/last-day',
    {
      schema: {
        ...operation({
          operationId: 'listLastDays',
          summary: 'Show the last day of some monitors, hour by hour',
          description: 'In the order of the ids; those that name no monitor are left out.',
          tags: ['Dashboard'],
        }),
        querystring: lastDayQuery,
        response: { 200: table(lastDayDto) },
      },
    },
    async ({ query }) => {
      const found = await Promise.all(query.monitorIds.map(async (one) => deps.core.monitors.get(one)));
      const days = await Promise.all(
        found.flatMap((monitor) => (monitor === undefined ? [] : [lastDayOf(monitor, deps)])),
      );
      return wholeTable(days);
    },
  );
}
