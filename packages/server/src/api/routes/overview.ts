import type { Api, RouteContext } from '../api-instance.ts';
import { integrationOf } from '../integrations.ts';
import { overviewReader } from '../overview.ts';
import { integrationDto, overviewDto } from '../schemas/overview.ts';
import { single, table, wholeTable } from '../schemas/paging.ts';
import { operation } from './operation.ts';

/** All of it in a few numbers, and what can be told where. */
export function overviewRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const read = overviewReader(deps);
  let integrations: ReturnType<typeof integrationOf>[] | undefined;

  app.get(
    '/dashboard/overview',
    {
      schema: {
        ...operation({ operationId: 'getOverview', summary: 'Show how everything stands', tags: ['Dashboard'] }),
        response: { 200: single(overviewDto(dialect)) },
      },
    },
    async () => ({ data: await read() }),
  );

  app.get(
    '/integrations',
    {
      schema: {
        ...operation({
          operationId: 'listIntegrations',
          summary: 'List the kinds of alert channels, with their settings',
          tags: ['Alert channels'],
        }),
        response: { 200: table(integrationDto(dialect)) },
      },
    },
    async () => wholeTable((integrations ??= deps.channels.map(integrationOf))),
  );
}
